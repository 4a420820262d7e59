"""A plan becomes drafts, never more, and goes back while nobody has touched them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.rooms.reach.actions import adoption, plans
from ibasho.rooms.reach.models import Plan
from ibasho.town.places.actions import places
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.rooms.reach.actions.test_plans import made, solved

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


@pytest.fixture
def plan(aoi: Actor) -> Iterator[Plan]:
    here = town.lay()
    yield solved(made(here, aoi, budget=3, per_site=2), aoi)
    town.forget()


def test_each_site_becomes_one_draft_with_its_hours(plan: Plan, aoi: Actor) -> None:
    rows = adoption.adopt(plan=plan, by=aoi, at=make.AT)
    plan.refresh_from_db()
    assert plan.state == Plan.State.ADOPTED
    assert {place.state for place in rows} == {Place.State.DRAFT}
    assert sum(len(place.opening_rules.all()) for place in rows) == 3
    stars = next(place for place in rows if place.name == "星見会館（計画）")
    assert (stars.stages, stars.alone_from, stars.district_code) == (["lower", "upper"], "lower", "M02")
    assert not Place.objects.filter(state=Place.State.PUBLISHED).exclude(name="みどり食堂").exists()


def test_it_is_not_adopted_twice_nor_changed_meanwhile(plan: Plan, aoi: Actor) -> None:
    adoption.adopt(plan=plan, by=aoi, at=make.AT)
    with pytest.raises(Conflict):
        adoption.adopt(plan=plan, by=aoi, at=make.AT)
    with pytest.raises(Conflict, match="下書きの場所に"):
        plans.solve(plan=plan, by=aoi, at=make.AT)


def test_an_unsolved_plan_makes_no_draft(plan: Plan, aoi: Actor) -> None:
    plans.solve(plan=plan, by=aoi, at=make.AT)
    with pytest.raises(Conflict):
        adoption.adopt(plan=plan, by=aoi, at=make.AT)
    assert not Place.objects.filter(state=Place.State.DRAFT).exists()


def test_untouched_drafts_go_and_a_touched_one_stays(plan: Plan, aoi: Actor) -> None:
    rows = adoption.adopt(plan=plan, by=aoi, at=make.AT)
    assert len(rows) >= 2
    places.change(place=rows[0], values={"phone": "000-000-0001"}, by=aoi, at=make.AT)
    assert adoption.undo(plan=plan, by=aoi, at=make.AT) == (len(rows) - 1, 1)
    plan.refresh_from_db()
    assert plan.state == Plan.State.SOLVED
    assert Place.objects.filter(state=Place.State.DRAFT).count() == 1
    with pytest.raises(Conflict):
        adoption.undo(plan=plan, by=aoi, at=make.AT)


def test_only_a_draft_may_be_discarded(aoi: Actor) -> None:
    with pytest.raises(Conflict, match="下書きだけ"):
        places.discard(place=make.place(), by=aoi, at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana"])
def test_only_who_plans_may_adopt_or_undo(who: str, plan: Plan, people: Cast) -> None:
    by = people.by(getattr(people, who))
    for deed in (adoption.adopt, adoption.undo):
        with pytest.raises(NotAllowed):
            deed(plan=plan, by=by, at=make.AT)
