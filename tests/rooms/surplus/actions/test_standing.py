"""「11月から2月、毎週 火曜日に 大根 20kg」: asked about, answered, stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.surplus.actions import standing
from ibasho.rooms.surplus.actions.standing import StandingWords
from ibasho.rooms.surplus.models import StandingOffer
from ibasho.rooms.surplus.queries import offers_waiting
from ibasho.rooms.surplus.rules import offering
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Organisation, Person
from tests import make
from tests.people import Cast, cast
from tests.rooms.surplus import ground

pytestmark = pytest.mark.django_db
DAIKON = StandingWords(
    food="vegetable",
    name="大根",
    grams=20_000,
    step_grams=5_000,
    keeps_days=10,
    months=(11, 12, 1, 2),
    weekday=1,
)
JOB = Actor.of_job("surplus.ask_standing")
MONDAY = make.AT - timedelta(days=1)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def farm(people: Cast) -> tuple[Organisation, Person]:
    return ground.farm(people)


@pytest.fixture
def promised(people: Cast, farm: tuple[Organisation, Person]) -> StandingOffer:
    return standing.promise(words=DAIKON, organisation=farm[0], by=people.by(farm[1]), at=MONDAY)


def test_the_farmer_is_asked_once_a_week_and_says_yes(
    people: Cast, farm: tuple[Organisation, Person], promised: StandingOffer
) -> None:
    by = people.by(farm[1])
    assert [standing.ask(by=JOB, at=MONDAY), standing.ask(by=JOB, at=make.AT)] == [1, 0]
    assert Message.objects.get().address == "mame@example.test"
    assert [one.count for one in offers_waiting.waiting_for(by, MONDAY)] == [1]

    offer = standing.say_yes(standing=promised, grams=12_000, by=by, at=MONDAY)
    assert (offer.told, offer.state, offer.grams, offer.standing) == ("standing", "open", 12_000, promised)
    assert (clock.day(offer.ready_from), offer.use_until) == (TUESDAY, TUESDAY + timedelta(days=10))
    assert not offers_waiting.waiting_for(by, MONDAY)
    with pytest.raises(Conflict) as refused:
        standing.say_yes(standing=promised, grams=12_000, by=by, at=make.AT)
    assert refused.value.code == "surplus.standing_once"
    assert standing.ask(by=JOB, at=make.AT + timedelta(days=1)) == 1, "the next week"


def test_none_this_week_is_asked_no_more_and_may_still_become_a_yes(
    people: Cast, farm: tuple[Organisation, Person], promised: StandingOffer
) -> None:
    by = people.by(farm[1])
    standing.say_no(standing=promised, by=by, at=MONDAY)
    assert standing.ask(by=JOB, at=MONDAY) == 0
    standing.say_yes(standing=promised, grams=5_000, by=by, at=MONDAY)
    promised.refresh_from_db()
    assert promised.none_on is None


def test_who_has_no_account_is_rung_up_by_the_desk(people: Cast) -> None:
    lonely = Organisation.objects.create(kind="farm", name="いなほ農園")
    by = people.by(people.mado)
    promised = standing.promise(words=DAIKON, organisation=lonely, by=by, at=MONDAY)
    standing.ask(by=JOB, at=MONDAY)
    assert not Message.objects.exists()
    assert [one.url for one in offers_waiting.waiting_for(by, MONDAY)] == ["surplus:desk_promises"]
    assert standing.say_yes(standing=promised, grams=20_000, by=by, at=MONDAY).organisation == lonely


def test_stopped_it_is_asked_no_more(
    people: Cast, farm: tuple[Organisation, Person], promised: StandingOffer
) -> None:
    by = people.by(farm[1])
    standing.stop(standing=promised, by=by, at=MONDAY)
    assert standing.ask(by=JOB, at=MONDAY) == 0
    with pytest.raises(Conflict):
        standing.say_yes(standing=promised, grams=5_000, by=by, at=MONDAY)
    standing.go_on(standing=promised, by=by, at=MONDAY)
    assert standing.ask(by=JOB, at=MONDAY) == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (replace(DAIKON, food="dish"), "food"),
        (replace(DAIKON, months=()), "months"),
        (replace(DAIKON, months=(13,)), "months"),
        (replace(DAIKON, weekday=7), "weekday"),
        (replace(DAIKON, keeps_days=0), "keeps_days"),
        (replace(DAIKON, step_grams=21_000), "step"),
        (replace(DAIKON, name=""), "name"),
    ],
    ids=["made food", "no month", "thirteenth", "eighth day", "keeps no day", "step", "nothing"],
)
def test_what_cannot_be_promised(
    people: Cast, farm: tuple[Organisation, Person], words: StandingWords, field: str
) -> None:
    by = people.by(farm[1])
    with pytest.raises(Invalid) as refused:
        standing.promise(words=words, organisation=farm[0], by=by, at=MONDAY)
    assert field in refused.value.fields
    promised = standing.promise(words=DAIKON, organisation=farm[0], by=by, at=MONDAY)
    with pytest.raises(Invalid):
        standing.change(standing=promised, words=words, by=by, at=MONDAY)


def test_a_changed_promise_is_asked_about_as_it_is_now(
    people: Cast, farm: tuple[Organisation, Person], promised: StandingOffer
) -> None:
    by = people.by(farm[1])
    before = standing.say_yes(standing=promised, grams=12_000, by=by, at=MONDAY)
    kabu = replace(DAIKON, name=" かぶ　", grams=8_000, step_grams=1_000, weekday=3)
    standing.change(standing=promised, words=kabu, by=by, at=make.AT)
    before.refresh_from_db()
    assert (before.name, before.grams) == ("大根", 12_000)
    assert standing.ask(by=JOB, at=make.AT) == 1, "Thursday is another day to be asked about"
    after = standing.say_yes(standing=promised, grams=8_000, by=by, at=make.AT)
    assert (after.name, clock.day(after.ready_from)) == ("かぶ", TUESDAY + timedelta(days=2))


def test_strangers_neither_promise_nor_answer(people: Cast, promised: StandingOffer) -> None:
    by = people.by(people.ken)
    for deed in (
        lambda: standing.promise(words=DAIKON, organisation=promised.organisation, by=by, at=MONDAY),
        lambda: standing.say_yes(standing=promised, grams=1_000, by=by, at=MONDAY),
        lambda: standing.say_no(standing=promised, by=by, at=MONDAY),
        lambda: standing.stop(standing=promised, by=by, at=MONDAY),
        lambda: standing.change(standing=promised, words=DAIKON, by=by, at=MONDAY),
        lambda: standing.ask(by=by, at=MONDAY),
    ):
        with pytest.raises(NotFound):
            deed()


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (TUESDAY, TUESDAY),
        (TUESDAY + timedelta(days=1), date(2026, 12, 1)),
        (date(2026, 2, 25), None),
        (date(2026, 10, 28), date(2026, 11, 3)),
    ],
    ids=["today", "next week", "season over", "season begins"],
)
def test_the_next_day_of_a_season(today: date, day: date | None) -> None:
    assert offering.next_day([11, 12, 1, 2], 1, today) == day
