"""千代, 70, with the link 恵 gave her: no password, no script, one tap and one tap back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.familysupport.actions import asking, links
from ibasho.rooms.familysupport.models import Ask, Availability, Away, Child, Member, Provider, Visit
from ibasho.rooms.familysupport.queries.board import Candidate
from ibasho.rooms.familysupport.views.holding import COOKIE
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
MY = "/support/my/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast, monkeypatch: pytest.MonkeyPatch) -> Ground:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    made = ground.ground(people)

    def candidates(visit: Visit, at: object) -> list[Candidate]:
        rows = Member.objects.filter(kind="provider").select_related("provider", "centre").order_by("number")
        return [Candidate(one, ["家から 歩いて 12分"], 12) for one in rows]

    monkeypatch.setattr("ibasho.rooms.familysupport.queries.board.candidates", candidates)
    return made


@pytest.fixture
def phone(world: Ground, people: Cast) -> Client:
    return entered(Client(), world.chiyo, people)


@pytest.fixture
def ask(world: Ground, people: Cast) -> Ask:
    child = Child.objects.get()
    child.allergy, child.care_words = "卵", "犬が こわい"
    child.save()
    row = ground.request(world, from_words="みほん小学校の 正門", words="げんきな 子です")
    made = asking.ask(
        visits=[ground.visit(row)], members=[world.chiyo, world.goro], by=people.by(people.megumi), at=make.AT
    )
    return made[0]


def entered(client: Client, member: Member, people: Cast) -> Client:
    """The member opened the link on this phone."""
    given = links.give(member=member, mail=False, by=people.by(people.megumi), at=make.AT)
    answer = client.get(reverse("familysupport:my"), {"t": given.token})
    assert (answer.status_code, answer["Location"]) == (302, MY)
    return client


def page(client: Client, address: str = MY) -> str:
    return client.get(address).content.decode()


def test_the_link_leaves_the_address_and_stays_in_a_cookie(phone: Client) -> None:
    answer = phone.get(MY)
    assert "青木 千代さんの ページ" in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex", "same-origin")
    assert "no-store" in answer["Cache-Control"]
    kept = phone.cookies[COOKIE]
    assert (kept["path"], kept["samesite"], bool(kept["httponly"])) == ("/support/", "Lax", True)
    phone.post(reverse("familysupport:my_exit"))
    assert "千代" not in page(phone)


def test_letters_typed_by_hand_open_it_and_wrong_ones_say_what_to_do(world: Ground, people: Cast) -> None:
    client = Client()
    assert "もらった 20文字" in page(client)
    given = links.give(member=world.goro, mail=False, by=people.by(people.megumi), at=make.AT)
    wrong = client.post(reverse("familysupport:my_enter"), {"code": "CDFH JKMN PQRT VWXY 3467"})
    assert "センターに 電話" in wrong.content.decode()
    spoken = " ".join(given.token[n : n + 4] for n in range(0, 20, 4)).lower()
    assert client.post(reverse("familysupport:my_enter"), {"code": spoken}).status_code == 302
    assert "森 五郎" in page(client)
    gone = Client().get(MY, {"t": "CDFHJKMNPQRTVWXY3467"})
    assert gone.status_code == 404
    assert "もう 使えません" in gone.content.decode()


def test_before_it_is_decided_she_reads_what_she_needs_and_no_more(phone: Client, ask: Ask) -> None:
    words = page(phone)
    for needed in (
        "15:00～17:00",
        "放課後の預かり",
        "7歳",
        "家から 歩いて 12分",
        "できます",
        "今回は むずかしい",
    ):
        assert needed in words
    for hidden in ("ひなた", "鈴木", "正門", "みほん小学校", "卵", "犬が", "げんきな", "0537-00-0001"):
        assert hidden not in words


def test_one_tap_answers_and_one_tap_takes_it_back(phone: Client, ask: Ask) -> None:
    address = reverse("familysupport:my_ask", args=[ask.pk])
    assert phone.get(address).status_code == 405  # a mail program that opens it answers nothing
    answer = phone.post(address, {"answer": "yes"}, follow=True)
    assert answer.redirect_chain[-1][0] == f"{MY}#asks"
    assert "決まるのを 待っています" in answer.content.decode()
    phone.post(address, {"answer": "back"})
    assert Ask.objects.get(pk=ask.pk).answer == "waiting"
    phone.post(address, {"answer": "no"})
    assert Ask.objects.get(pk=ask.pk).answer == "no"


def test_a_series_is_answered_with_one_tap(phone: Client, world: Ground, people: Cast) -> None:
    row = ground.request(world)
    days = [ground.visit(row, ground.DAY + timedelta(days=7 * n)) for n in range(3)]
    made = asking.ask(visits=days, members=[world.chiyo], by=people.by(people.megumi), at=make.AT)
    assert "3回とも できます" in page(phone)
    phone.post(reverse("familysupport:my_ask", args=[made[0].pk]), {"answer": "yes", "all": "1"})
    assert set(Ask.objects.values_list("answer", flat=True)) == {"yes"}


def test_nobody_answers_for_another_one(phone: Client, ask: Ask, world: Ground) -> None:
    other = Ask.objects.get(member=world.goro)
    assert phone.post(reverse("familysupport:my_ask", args=[other.pk]), {"answer": "no"}).status_code == 404
    assert Client().post(reverse("familysupport:my_ask", args=[ask.pk]), {"answer": "no"}).status_code == 404
    assert set(Ask.objects.values_list("answer", flat=True)) == {"waiting"}


def test_once_it_is_decided_she_has_name_place_phone_and_what_to_mind(
    phone: Client, ask: Ask, world: Ground
) -> None:
    Member.objects.filter(pk=world.tamotsu.pk).update(address="みほん市虹橋町1-2")
    visit = ask.visit
    visit.state, visit.provider, visit.decided_at = "agreed", world.chiyo, make.AT
    visit.save()
    words = page(phone)
    for needed in ("保険の 対象", "ひなた", "鈴木 保", "虹橋町1-2", "正門", "卵", "犬が こわい", "げんきな"):
        assert needed in words
    late = phone.post(reverse("familysupport:my_ask", args=[ask.pk]), {"answer": "yes"}, follow=True)
    assert "ほかの方に 決まりました" in late.content.decode()


def test_a_refusal_is_nowhere_on_the_familys_page(
    ask: Ask, world: Ground, people: Cast, phone: Client
) -> None:
    phone.post(reverse("familysupport:my_ask", args=[ask.pk]), {"answer": "no"})
    family = page(entered(Client(), world.tamotsu, people))
    for hidden in ("千代", "五郎", "むずかしい", "断"):
        assert hidden not in family
    assert "おねがいが 来ています" not in family  # who only asks has no such part


def test_hours_are_added_for_several_days_and_dropped_with_a_way_back(phone: Client, world: Ground) -> None:
    Availability.objects.filter(provider__member=world.chiyo).delete()
    address = reverse("familysupport:my_hours")
    assert "まだ 書いていません" in page(phone, address)
    told = {
        "weekdays": ["0", "2"],
        "starts": "15:00",
        "ends": "17:30",
        "contents": ["school_way"],
        "sex": "girl",
    }
    assert phone.post(address, told).status_code == 302
    words = page(phone, address)
    for needed in ("15:00～17:30", "女の子", "学童・習いごとへの送り迎え", "<svg"):
        assert needed in words
    row = Availability.objects.filter(weekday=2, provider__member=world.chiyo).get()
    gone = phone.post(reverse("familysupport:my_hours_drop", args=[row.pk])).content.decode()
    assert "けしました" in gone
    assert 'name="weekdays" value="2"' in gone
    wrong = phone.post(address, {"weekdays": ["1"], "starts": "17:00", "ends": "15:00"}).content.decode()
    assert "はじまりより あと" in wrong


def test_days_off_and_a_rest(phone: Client, world: Ground) -> None:
    day = clock.day(make.AT) + timedelta(days=3)
    phone.post(reverse("familysupport:my_away"), {"from_on": day.isoformat()})
    row = Away.objects.get()
    assert row.until_on == day
    gone = phone.post(reverse("familysupport:my_away_drop", args=[row.pk])).content.decode()
    assert "お休みを けしました" in gone
    assert phone.post(reverse("familysupport:my_pause"), {"until": ""}).status_code == 302
    assert "お休み中" in page(phone)
    phone.post(reverse("familysupport:my_pause"), {"deed": "back"})
    assert Member.objects.get(pk=world.chiyo.pk).state == "active"


def test_what_she_can_is_a_form_with_her_own_words(phone: Client, world: Ground) -> None:
    address = reverse("familysupport:my_can")
    words = page(phone, address)
    assert "病児・病後児（講習ずみ）" not in words
    told = {
        "wheres": ["provider_home"], "travels": ["walk"], "minutes_away_max": "15", "visits_week_max": "2",
        "visits_day_max": "1", "children_max": "1", "child_age_min": "0", "child_age_max": "12", "words": "犬がいます",
    }  # fmt: skip
    assert phone.post(address, told).status_code == 302
    assert Provider.objects.get(member=world.chiyo).words == "犬がいます"
    nowhere = phone.post(address, {**told, "wheres": []}).content.decode()
    assert "1つ以上 選んでください" in nowhere


def test_who_only_asks_has_no_page_of_hours(world: Ground, people: Cast) -> None:
    client = entered(Client(), world.tamotsu, people)
    assert client.get(reverse("familysupport:my_hours")).status_code == 404
    assert client.get(reverse("familysupport:my_pause")).status_code == 200
