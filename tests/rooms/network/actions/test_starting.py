"""みなみ wants to start a こども食堂; 椿 goes along, from the first word to the first session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.codes import new_code
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network.actions import start_clock, start_links, start_steps, starting
from ibasho.rooms.network.actions.start_steps import Said
from ibasho.rooms.network.actions.starting import Asked
from ibasho.rooms.network.facts import starting as facts
from ibasho.rooms.network.models import HandingOn, StartUp, Step
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.queries import starting_waiting
from ibasho.rooms.network.rules.kinds import StepCode, StepState
from ibasho.town.outbox.models import Message
from ibasho.town.places.models import Headcount, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground

pytestmark = pytest.mark.django_db
AT, DAY = make.AT, timedelta(days=1)
TODAY = clock.day(AT)
LINK = Actor.public(Via.LINK)
ASKED = Asked(
    name="みなみ こども食堂（仮）",
    starter="南 花子",
    phone="051-000-0002",
    email="minami@example.test",
    kind="kodomo_shokudo",
)


@pytest.fixture
def people() -> Cast:
    return cast()


def asked() -> StartUp:
    return starting.ask(asked=ASKED, public_id=new_code(), by=Actor.public(), at=AT)


def going(people: Cast) -> StartUp:
    return starting.take(startup=asked(), by=people.by(people.tsubaki), at=AT)


def step(startup: StartUp, code: StepCode, state: StepState, people: Cast, days: int) -> None:
    said = Said(state, helper_words="保健所 食品衛生係")
    start_steps.set_step(
        startup=startup, code=code, said=said, by=people.by(people.tsubaki), at=AT + days * DAY
    )


def test_a_button_pressed_twice_is_one_wish_and_the_journal_names_nobody() -> None:
    code = new_code()
    first = starting.ask(asked=ASKED, public_id=code, by=Actor.public(), at=AT)
    again = starting.ask(asked=ASKED, public_id=code, by=Actor.public(), at=AT + DAY)
    assert first == again
    assert first.steps.count() == len(StepCode)
    told = str(list(Entry.objects.filter(verb__startswith="network.starting").values()))
    assert "南" not in told
    assert "minami" not in told
    assert Message.objects.count() == 0  # nobody can have mails sent to others by a form


def test_a_my_number_is_refused_and_nothing_is_written() -> None:
    wrong = Asked(name="仮", starter="南", phone="1", wish="わたしの番号は 1234 5678 9018 です")
    with pytest.raises(Invalid):
        starting.ask(asked=wrong, public_id=new_code(), by=Actor.public(), at=AT)
    assert not StartUp.objects.exists()


def test_from_the_first_word_to_the_first_session(people: Cast) -> None:
    startup = going(people)
    assert startup.keeper == people.tsubaki
    letter = Message.objects.get()
    assert (letter.address, letter.secret) == ("minami@example.test", True)
    assert start_links.address(startup) in letter.body
    step(startup, StepCode.PLACE, StepState.DONE, people, 10)
    step(startup, StepCode.HEALTH, StepState.DOING, people, 12)
    step(startup, StepCode.HEALTH, StepState.DONE, people, 40)
    for number, code in enumerate((StepCode.INSURANCE, StepCode.PEOPLE, StepCode.MONEY, StepCode.KEYS)):
        step(startup, code, StepState.DONE, people, 41 + number)
    place = make.place("みなみ こども食堂", state="draft", organisation=people.midori)
    starting.change(
        startup=startup,
        values={"place": place, "organisation": people.midori},
        by=people.by(people.aoi),
        at=AT + 45 * DAY,
    )
    path = queries.path(startup_now(startup), TODAY + 46 * DAY)
    assert path.here is not None
    assert path.here.words.code is StepCode.FIRST
    first = TODAY + 50 * DAY
    held = Session.objects.create(place=place, day=first, by_hand=True)
    job = Actor.of_job("network.notice_openings")
    assert start_clock.notice_openings(by=job, at=AT + 50 * DAY) == 0  # nobody has counted yet
    Headcount.objects.create(session=held, of_class="elementary", heads=9)
    assert start_clock.notice_openings(by=job, at=AT + 50 * DAY) == 1
    opened = startup_now(startup)
    assert (opened.state, opened.first_on, opened.ended_on) == ("opened", first, first)
    taken = {one.code: one.median_days for one in queries.stalls(TODAY + 60 * DAY)}
    assert (taken[StepCode.PLACE], taken[StepCode.HEALTH]) == (10.0, 30.0)
    assert facts.startups_opened(TODAY + 60 * DAY).value == 1
    assert facts.startup_days_median(TODAY + 60 * DAY).value == 50.0
    assert facts.startup_slowest_step(TODAY + 60 * DAY).value == "保健所"


def startup_now(startup: StartUp) -> StartUp:
    found = queries.find(startup.public_id)
    assert found is not None
    return found


def test_the_starter_says_it_by_link_and_nobody_else_may(people: Cast) -> None:
    startup = going(people)
    start_steps.tell_step(startup=startup, code=StepCode.PLACE, state=StepState.DONE, by=LINK, at=AT + DAY)
    assert startup_now(startup).steps.get(code="place").state == "done"
    for by in (Actor.public(), people.by(people.hana), people.by(people.mado)):
        with pytest.raises(NotFound):
            start_steps.tell_step(startup=startup, code=StepCode.PLACE, state=StepState.DOING, by=by, at=AT)
    starting.stop(startup=startup, words="場所が ない", by=people.by(people.tsubaki), at=AT)
    with pytest.raises(Conflict, match="おわっています"):
        start_steps.tell_step(startup=startup, code=StepCode.PEOPLE, state=StepState.DONE, by=LINK, at=AT)


def test_a_new_link_kills_the_old(people: Cast) -> None:
    startup = asked()
    old = start_links.token(startup)
    assert queries.by_token(old) == startup
    assert old not in str(StartUp.objects.values().get())
    given = start_links.give(startup=startup, by=people.by(people.aoi), at=AT + DAY)
    assert given.mailed
    assert queries.by_token(old) is None
    assert queries.by_token(given.grouped.lower()) == startup
    assert queries.by_token("") is None


def test_rest_stop_and_back_again(people: Cast) -> None:
    startup, aoi = going(people), people.by(people.aoi)
    with pytest.raises(Invalid, match="わけ"):
        starting.stop(startup=startup, words=" ", by=aoi, at=AT)
    starting.rest(startup=startup, words="いそがしい", by=aoi, at=AT)
    with pytest.raises(Conflict):
        starting.rest(startup=startup, words="もう一度", by=aoi, at=AT)
    stopped = starting.stop(startup=startup, words="人が いない", by=aoi, at=AT)
    assert stopped.ended_on == TODAY
    back = starting.resume(startup=startup, by=aoi, at=AT)
    assert (back.state, back.ended_on, back.ended_words) == ("going", None, "")


def test_two_who_take_it_at_once(people: Cast) -> None:
    startup = going(people)
    with pytest.raises(Conflict, match="うけています"):
        starting.take(startup=startup, by=people.by(people.aoi), at=AT)


def test_opened_only_on_a_day_that_was_and_can_be_taken_back(people: Cast) -> None:
    startup, aoi = going(people), people.by(people.aoi)
    with pytest.raises(Invalid, match="まだ 来ていない"):
        starting.opened(startup=startup, first_on=TODAY + DAY, by=aoi, at=AT)
    starting.opened(startup=startup, first_on=TODAY, by=aoi, at=AT)
    back = starting.reopen(startup=startup, by=aoi, at=AT)
    assert (back.state, back.first_on) == ("going", None)
    assert startup_now(startup).steps.get(code="first").state == "doing"


def test_what_a_person_took_back_the_clock_does_not_open_again(people: Cast) -> None:
    """A try-out was counted; 椿 says that it was no opening. The next evening counted is one."""
    aoi, startup = people.by(people.aoi), going(people)
    clockwork = Actor.of_job("network.start_openings")
    place = make.place()
    starting.change(startup=startup, values={"place": place}, by=aoi, at=AT)
    Headcount.objects.create(session=make.session(place, TODAY), of_class="elementary", heads=5)
    assert start_clock.notice_openings(by=clockwork, at=AT) == 1
    starting.reopen(startup=startup, by=aoi, at=AT)
    assert start_clock.notice_openings(by=clockwork, at=AT) == 0
    assert startup_now(startup).state == "going"
    Headcount.objects.create(session=make.session(place, TODAY + 7 * DAY), of_class="elementary", heads=9)
    assert start_clock.notice_openings(by=clockwork, at=AT + 7 * DAY) == 1
    assert startup_now(startup).first_on == TODAY + 7 * DAY


def test_a_place_belongs_to_one_startup(people: Cast) -> None:
    place = make.place(state="draft")
    starting.change(startup=going(people), values={"place": place}, by=people.by(people.aoi), at=AT)
    with pytest.raises(Invalid, match="ほかの 立ち上げ"):
        starting.change(startup=going(people), values={"place": place}, by=people.by(people.aoi), at=AT)


@pytest.mark.parametrize("who", ["hana", "ken", "megumi", "sumi", "tomoe", "tamotsu", "mado"])
def test_who_does_not_accompany_starters_finds_nothing(people: Cast, who: str) -> None:
    startup, by = ground.startup(), people.by(getattr(people, who))
    for deed in (
        lambda: starting.take(startup=startup, by=by, at=AT),
        lambda: starting.stop(startup=startup, words="x", by=by, at=AT),
        lambda: start_links.give(startup=startup, by=by, at=AT),
        lambda: start_steps.set_step(
            startup=startup, code=StepCode.PLACE, said=Said(StepState.DONE), by=by, at=AT
        ),
    ):
        with pytest.raises(NotFound):
            deed()
    if who != "mado":  # the clerk types in what the telephone said
        with pytest.raises(NotFound):
            starting.ask(asked=ASKED, public_id=new_code(), by=by, at=AT)


def test_what_waits_is_for_who_may_take_it(people: Cast) -> None:
    asked()
    (line,) = starting_waiting.waiting_for(people.by(people.tsubaki), AT)
    assert (line.count, line.oldest) == (1, TODAY)
    assert starting_waiting.waiting_for(people.by(people.mado), AT) == []
    assert starting_waiting.waiting_for(people.by(people.hana), AT) == []


def test_a_year_after_the_end_nobody_knows_who_it_was(people: Cast) -> None:
    startup = going(people)
    token = start_links.token(startup)
    starting.opened(startup=startup, first_on=TODAY, by=people.by(people.aoi), at=AT)
    job = Actor.of_job("network.forget_starters")
    assert start_clock.forget(by=job, at=AT + 364 * DAY) == 0
    assert start_clock.forget(by=job, at=AT + 367 * DAY) == 1
    assert start_clock.forget(by=job, at=AT + 367 * DAY) == 0
    kept = StartUp.objects.get()
    assert (kept.name, kept.starter, kept.phone, kept.email) == (ASKED.name, "", "", "")
    assert queries.by_token(token) is None
    with pytest.raises(NotFound):
        start_clock.forget(by=people.by(people.aoi), at=AT)


@pytest.mark.parametrize("state", ["asked", "resting"])
def test_who_stood_still_for_a_year_is_forgotten_with_what_was_written(people: Cast, state: str) -> None:
    startup = ground.startup(state=state, wish="南さんの 家で", ended_words="南さんが 入院した")
    startup.steps.update(note="南さんに 電話した", helper_words="北さん")
    job = Actor.of_job("network.forget_starters")
    assert start_clock.forget(by=job, at=AT + 365 * DAY) == 0
    assert start_clock.forget(by=job, at=AT + 366 * DAY) == 1
    assert start_clock.forget(by=job, at=AT + 367 * DAY) == 0
    kept = StartUp.objects.get()
    assert (kept.starter, kept.phone, kept.wish, kept.ended_words) == ("", "", "", "")
    assert set(kept.steps.values_list("note", "helper_words")) == {("", "")}


def test_a_word_on_a_step_is_movement(people: Cast) -> None:
    startup = going(people)
    later = AT + 60 * DAY
    said = Said(StepState.AHEAD, note="来月 もう一度")
    start_steps.set_step(startup=startup, code=StepCode.KEYS, said=said, by=people.by(people.aoi), at=later)
    job = Actor.of_job("network.forget_starters")
    assert start_clock.forget(by=job, at=AT + 400 * DAY) == 0
    assert start_clock.forget(by=job, at=later + 366 * DAY) == 1


def test_five_years_on_a_start_up_goes_and_ten_years_on_what_was_handed_on(people: Cast) -> None:
    one, other = make.place(organisation=people.midori), make.place("あおぞら", organisation=people.aozora)
    ended = ground.startup(state="stopped", ended_on=TODAY)
    HandingOn.objects.create(
        startup=ended, from_place=one, to_place=other, host=people.aozora, pieces=["rules"], handed_on=TODAY,
        handed_by=people.tsubaki,
    )  # fmt: skip
    job = Actor.of_job("network.forget_starters")
    assert start_clock.forget_old(by=job, at=clock.at(date(2031, 4, 1), AT.time())) == {
        "startups": 0,
        "handings": 0,
    }
    assert start_clock.forget_old(by=job, at=clock.at(date(2032, 4, 1), AT.time())) == {
        "startups": 1,
        "handings": 0,
    }
    assert HandingOn.objects.get().startup is None and not Step.objects.exists()
    assert start_clock.forget_old(by=job, at=clock.at(date(2037, 4, 1), AT.time())) == {
        "startups": 0,
        "handings": 1,
    }
    with pytest.raises(NotFound):
        start_clock.forget_old(by=people.by(people.aoi), at=AT)
