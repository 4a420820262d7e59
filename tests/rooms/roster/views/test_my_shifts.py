"""みのる, 70, with the link Hana gave him: no password, no script, one tap and one tap back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.roster.actions import links, offering, swapping, taking
from ibasho.rooms.roster.models import Helper, Offer, Roster, Swap, Taken
from ibasho.rooms.roster.views.holding import COOKIE
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LINK = Actor.public(Via.LINK)
AT = datetime(2026, 11, 24, 15, 0, tzinfo=clock.JST)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> ground.Ground:
    monkeypatch.setattr(clock, "now", lambda: AT)
    return ground.ground(people, day=THURSDAY)


@pytest.fixture
def phone(world: ground.Ground, people: Cast) -> Client:
    return entered(Client(), world.helpers[0], people)


def entered(client: Client, helper: Helper, people: Cast) -> Client:
    """The helper opened the link on this phone."""
    given = links.give(helper=helper, mail=False, by=people.by(people.hana), at=AT)
    answer = client.get(reverse("roster:shift_open"), {"t": given.token})
    assert (answer.status_code, answer["Location"]) == (302, "/shifts/")
    return client


def page(client: Client) -> str:
    return client.get("/shifts/").content.decode()


def test_the_link_leaves_the_address_and_stays_in_a_cookie_nobody_can_make(phone: Client) -> None:
    answer = phone.get("/shifts/")
    assert answer.status_code == 200
    assert "みのる" in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")
    assert "no-store" in answer["Cache-Control"]
    kept = phone.cookies[COOKIE]
    assert (kept["path"], kept["samesite"], bool(kept["httponly"])) == ("/shifts/", "Lax", True)
    phone.cookies[COOKIE] = kept.value.replace(":", "x:", 1)
    assert "みのる" not in page(phone)


def test_without_a_link_there_is_a_page_to_type_the_letters(world: ground.Ground, people: Cast) -> None:
    client, minoru = Client(), world.helpers[0]
    assert "もらった" in page(client)
    given = links.give(helper=minoru, mail=False, by=people.by(people.hana), at=AT)
    spoken = " ".join(given.token[n : n + 4] for n in range(0, 20, 4)).lower()
    wrong = client.post("/shifts/enter/", {"code": "CDFH JKMN PQRT VWXY 3467"})
    assert "ひらけません" in wrong.content.decode()
    assert client.post("/shifts/enter/", {"code": spoken}).status_code == 302
    assert "みのる" in page(client)
    client.post("/shifts/exit/")
    assert "みのる" not in page(client)


def test_an_old_link_says_that_it_is_over(phone: Client, world: ground.Ground, people: Cast) -> None:
    old = phone.cookies[COOKIE].value
    links.give(helper=world.helpers[0], mail=False, by=people.by(people.hana), at=AT + timedelta(minutes=1))
    assert old
    assert "もらった" in page(phone)
    gone = Client().get("/shifts/open/", {"t": "CDFHJKMNPQRTVWXY3467"})
    assert gone.status_code == 404
    assert "もう" in gone.content.decode()


def test_a_free_shift_is_taken_in_one_tap_and_back_in_one(phone: Client, world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    assert f'value="{shift.public_id}"' in page(phone)
    answer = phone.post("/shifts/take/", {"shift": shift.public_id}, follow=True)
    mine = Taken.objects.get()
    assert mine.helper == world.helpers[0]
    words = answer.content.decode()
    assert reverse("roster:shift_undo", args=[mine.pk]) in words
    assert f'value="{shift.public_id}"' not in words
    phone.post(reverse("roster:shift_undo", args=[mine.pk]))
    assert f'value="{shift.public_id}"' in page(phone)
    assert Taken.objects.get().state == "given_up"


def test_who_is_a_second_late_reads_so_and_sees_what_else_is_free(
    phone: Client, world: ground.Ground
) -> None:
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    other = ground.shift(world.roster, THURSDAY + timedelta(days=1))
    taking.take(shift=shift, helper=world.helpers[1], by=LINK, at=AT)
    answer = phone.post("/shifts/take/", {"shift": shift.public_id}, follow=True)
    words = answer.content.decode()
    assert answer.redirect_chain[-1][0] == "/shifts/#free"
    assert "ひと足ちがい" in "".join(str(one) for one in answer.context["messages"])
    assert f'value="{other.public_id}"' in words


def test_what_he_may_not_take_is_named_with_why(phone: Client, world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY, skill="算数")
    words = page(phone)
    assert f'value="{shift.public_id}"' not in words
    assert "算数" in words


def test_a_pupil_under_16_reads_what_is_left_of_the_week(world: ground.Ground, people: Cast) -> None:
    young = ground.helper(
        people.midori,
        "川口 ゆい",
        age_band="under_16",
        guardian_consent_on=date(2026, 4, 1),
        pay_kind="unpaid",
    )
    ground.taken(ground.shift(world.roster, THURSDAY, time(15, 30), time(17)), young)
    client = entered(Client(), young, people)
    limits = client.get("/shifts/").context["limits"]
    assert (limits.minutes_left, limits.home_by) == (150, time(18))
    assert entered(Client(), world.helpers[0], people).get("/shifts/").context["limits"] is None


def test_giving_up_asks_for_a_word_and_can_be_taken_back(phone: Client, world: ground.Ground) -> None:
    shift = ground.shift(world.roster, THURSDAY)
    mine = taking.take(shift=shift, helper=world.helpers[0], by=LINK, at=AT - timedelta(hours=1))
    address = reverse("roster:shift_give_up", args=[mine.pk])
    assert "15:30" in phone.get(address).content.decode()
    assert "data-invalid" in phone.post(address, {"why": " "}).content.decode()
    assert Taken.objects.get(pk=mine.pk).state == "taken"
    answer = phone.post(address, {"why": "かぜ"}, follow=True)
    assert f'value="{shift.public_id}"' in answer.content.decode()
    assert Taken.objects.get(pk=mine.pk).why == "かぜ"


def test_somebody_elses_turn_does_not_exist(phone: Client, world: ground.Ground, people: Cast) -> None:
    keiko = ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[1])
    offer = Offer.objects.create(shift=keiko.shift, helper=world.helpers[1], turn=1, sent_at=AT)
    swap = Swap.objects.create(taken=keiko, to=world.helpers[2], asked_at=AT)
    for name in ("give_up", "swap", "coming", "stay", "undo", "hours"):
        answer = phone.post(reverse(f"roster:shift_{name}", args=[keiko.pk]), {"answer": "yes", "why": "x"})
        assert answer.status_code == 404, name
    assert phone.post(reverse("roster:shift_offer", args=[offer.pk]), {"answer": "yes"}).status_code == 404
    assert (
        phone.post(reverse("roster:shift_swap_answer", args=[swap.pk]), {"answer": "yes"}).status_code == 404
    )
    stranger = ground.shift(Roster.objects.create(place=make.place(organisation=people.aozora), is_on=True))
    assert phone.post("/shifts/take/", {"shift": stranger.public_id}).status_code == 404


def test_a_swap_from_asking_to_yes(phone: Client, world: ground.Ground, people: Cast) -> None:
    mine = taking.take(shift=ground.shift(world.roster, THURSDAY), helper=world.helpers[0], by=LINK, at=AT)
    address, keiko = reverse("roster:shift_swap", args=[mine.pk]), world.helpers[1]
    assert "けいこ" in phone.get(address).content.decode()
    phone.post(address, {"to": keiko.public_id})
    swap = Swap.objects.get()
    assert "けいこ" in page(phone)
    hers = entered(Client(), keiko, people)
    words = page(hers)
    assert "みのる" in words
    assert reverse("roster:shift_swap_answer", args=[swap.pk]) in words
    hers.post(reverse("roster:shift_swap_answer", args=[swap.pk]), {"answer": "yes"})
    assert Taken.objects.get(state="taken").helper == keiko


def test_a_wish_for_everybody_can_be_withdrawn(phone: Client, world: ground.Ground) -> None:
    mine = taking.take(shift=ground.shift(world.roster, THURSDAY), helper=world.helpers[0], by=LINK, at=AT)
    phone.post(reverse("roster:shift_swap", args=[mine.pk]), {"to": "all"})
    assert Swap.objects.filter(answer="waiting").count() == 2
    phone.post(reverse("roster:shift_stay", args=[mine.pk]))
    assert Swap.objects.filter(answer="waiting").count() == 0


def test_the_reminders_question_stands_on_top_and_is_answered_in_one_tap(
    phone: Client, world: ground.Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[0])
    assert "asked-head" not in page(phone)
    monkeypatch.setattr(clock, "now", lambda: clock.at(THURSDAY, time(9)))
    words = page(phone)
    assert words.index("asked-head") < words.index("mine-head")
    phone.post(reverse("roster:shift_coming", args=[mine.pk]), {"answer": "yes"})
    assert Taken.objects.get().confirmed_at is not None
    assert "asked-head" not in page(phone)


def test_an_offer_is_answered_with_why_it_came(phone: Client, world: ground.Ground, people: Cast) -> None:
    shift = ground.shift(world.roster, THURSDAY, wanted=1)
    made = offering.offer(shift=shift, first=3, by=people.by(people.hana), at=AT)
    mine = next(one for one in made if one.helper == world.helpers[0])
    words = page(phone)
    assert reverse("roster:shift_offer", args=[mine.pk]) in words
    assert "8" in words
    phone.post(reverse("roster:shift_offer", args=[mine.pk]), {"answer": "no"})
    assert reverse("roster:shift_offer", args=[mine.pk]) not in page(phone)
    phone.post(reverse("roster:shift_offer", args=[mine.pk]), {"answer": "yes"})  # after all
    assert Taken.objects.get(state="taken").way == "offer"


def test_came_and_left_in_one_tap_each(
    phone: Client, world: ground.Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[0])
    address = reverse("roster:shift_hours", args=[mine.pk])
    assert 'value="came"' not in page(phone)
    monkeypatch.setattr(clock, "now", lambda: clock.at(THURSDAY, time(15, 20)))
    assert 'value="came"' in page(phone)
    phone.post(address, {"deed": "came"})
    assert 'value="left"' in page(phone)
    monkeypatch.setattr(clock, "now", lambda: clock.at(THURSDAY, time(20, 5)))
    phone.post(address, {"deed": "left"})
    mine.refresh_from_db()
    assert mine.attendance.left_at == clock.at(THURSDAY, time(20, 5))
    phone.post(address, {"deed": "back"})
    mine.attendance.refresh_from_db()
    assert mine.attendance.left_at is None


def test_his_turns_stand_in_his_calendar(phone: Client, world: ground.Ground) -> None:
    taking.take(shift=ground.shift(world.roster, THURSDAY), helper=world.helpers[0], by=LINK, at=AT)
    ground.taken(ground.shift(world.roster, THURSDAY, time(9), time(10)), world.helpers[1])
    address = urlsplit(phone.get("/shifts/").context["calendar"])
    answer = Client().get(f"{address.path}?{address.query}")
    told = answer.content.decode()
    assert answer["Content-Type"].startswith("text/calendar")
    assert told.count("BEGIN:VEVENT") == 1
    assert "DTSTART;TZID=Asia/Tokyo:20261126T153000" in told
    assert "みのる" not in told


def test_a_page_full_of_turns_asks_as_often_as_one_with_few(
    phone: Client, world: ground.Ground, people: Cast, django_assert_max_num_queries: object
) -> None:
    def filled(days: range) -> None:
        for day in days:
            shift = ground.shift(world.roster, THURSDAY + timedelta(days=day))
            mine = ground.taken(shift, world.helpers[0])
            ground.taken(shift, world.helpers[1], slot=2)
            Swap.objects.create(taken=mine, to=world.helpers[2], asked_at=AT)
            free = ground.shift(world.roster, THURSDAY + timedelta(days=day), time(8), time(9))
            Offer.objects.create(shift=free, helper=world.helpers[0], turn=1, sent_at=AT)

    counted = django_assert_max_num_queries
    filled(range(2))
    page(phone)
    with counted(60) as few:  # type: ignore[operator]
        page(phone)
    filled(range(2, 12))
    with counted(len(few)):  # type: ignore[operator]
        page(phone)


def test_swapping_is_shown_to_nobody_but_by_call_name(
    phone: Client, world: ground.Ground, people: Cast
) -> None:
    mine = taking.take(shift=ground.shift(world.roster, THURSDAY), helper=world.helpers[0], by=LINK, at=AT)
    swapping.ask(taken=mine, to=[world.helpers[1]], by=LINK, at=AT)
    words = page(phone) + phone.get(reverse("roster:shift_swap", args=[mine.pk])).content.decode()
    assert "杉山" not in words
    assert "大石" not in words
