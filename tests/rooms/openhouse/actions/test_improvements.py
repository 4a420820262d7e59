"""Wi-Fi for カケショク: planned, under way, done, a step taken back, and whether more came."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import DomainError, Invalid, NotFound
from ibasho.rooms.openhouse.actions import improvements
from ibasho.rooms.openhouse.models import Improvement, Presence
from ibasho.rooms.openhouse.queries import improvements as queries
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
VALUES: dict[str, Any] = {"kind": "wifi", "title": "Wi-Fiを つける", "voice_code": "V-2026-012"}
BEGAN, DONE = date(2026, 10, 1), date(2026, 10, 20)
DAY = timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place("カケショク", organisation=people.midori)


def planned(place: Place, people: Cast) -> Improvement:
    return improvements.plan(place=place, values=VALUES, by=Cast.by(people.hana), at=make.AT)


def finished(place: Place, people: Cast) -> Improvement:
    hana, one = Cast.by(people.hana), planned(place, people)
    one = improvements.step(improvement=one, to="works", day=BEGAN, by=hana, at=make.AT)
    return improvements.step(improvement=one, to="done", day=DONE, by=hana, at=make.AT)


def test_from_plan_to_done_and_a_step_back(place: Place, people: Cast) -> None:
    one = finished(place, people)
    assert (one.state, one.works_on, one.done_on) == ("done", BEGAN, DONE)
    back = improvements.undo(improvement=one, by=Cast.by(people.hana), at=make.AT)
    assert (back.state, back.works_on, back.done_on) == ("works", BEGAN, None)
    verbs = [entry.verb for entry in Entry.objects.order_by("pk")]
    assert verbs == [f"openhouse.improvement.{verb}" for verb in ("plan", "step", "step", "undo")]


def test_use_before_and_after_by_heads_a_day(place: Place, people: Cast) -> None:
    one = finished(place, people)
    for number in range(5):
        Presence.objects.create(place=place, day=BEGAN - (number + 1) * DAY, stage="upper", came=4, inside=0)
        Presence.objects.create(place=place, day=DONE + number * DAY, stage="upper", came=5, inside=0)
        Presence.objects.create(place=place, day=DONE + number * DAY, stage="junior", came=2, inside=0)
    Presence.objects.create(
        place=place, day=BEGAN + DAY, stage="upper", came=99, inside=0
    )  # while it was built
    assert queries.use(one, make.TUESDAY) == queries.Use(4.0, 7.0)


def test_too_few_heads_are_not_told(place: Place, people: Cast) -> None:
    one = finished(place, people)
    Presence.objects.create(place=place, day=BEGAN - DAY, stage="upper", came=9, inside=0)
    assert queries.use(one, make.TUESDAY) == queries.Use(None, None)
    assert queries.use(planned(place, people), make.TUESDAY) is None


def test_children_read_of_published_places_what_was_not_given_up(place: Place, people: Cast) -> None:
    hana, one = Cast.by(people.hana), planned(place, people)
    hidden = make.place("まだ下書き", organisation=people.midori, state="draft")
    improvements.plan(place=hidden, values=VALUES, by=hana, at=make.AT)
    assert list(queries.public()) == [one]
    improvements.step(improvement=one, to="stopped", day=make.TUESDAY, by=hana, at=make.AT)
    assert list(queries.public()) == []


def test_a_name_is_needed_and_a_my_number_refused(place: Place, people: Cast) -> None:
    for values in ({"title": "  "}, {"words": "123456789018"}):
        with pytest.raises(DomainError) as refusal:
            improvements.plan(place=place, values={**VALUES, **values}, by=Cast.by(people.hana), at=make.AT)
        assert isinstance(refusal.value, Invalid)


def test_only_the_city_and_its_own_lead_better_a_place(place: Place, people: Cast) -> None:
    one = planned(place, people)
    for person in (people.ken, people.mado, people.tsubaki, people.tamotsu):
        by = Cast.by(person)
        for deed in (
            lambda by=by: improvements.plan(place=place, values=VALUES, by=by, at=make.AT),
            lambda by=by: improvements.change(improvement=one, values={"title": "べつ"}, by=by, at=make.AT),
            lambda by=by: improvements.step(improvement=one, to="done", day=DONE, by=by, at=make.AT),
            lambda by=by: improvements.undo(improvement=one, by=by, at=make.AT),
        ):
            with pytest.raises(NotFound):
                deed()
    improvements.change(improvement=one, values={"title": "べつ"}, by=Cast.by(people.aoi), at=make.AT)
