"""A week is solved: proposals with reasons, what cannot be better; one is refused and it is solved again."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.familysupport.actions import deciding, plans, rulings
from ibasho.rooms.familysupport.models import Member, Plan, Proposal, Provider, Visit
from ibasho.rooms.familysupport.queries.plans import newest
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import Ground

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    made = ground.ground(people)
    Provider.objects.update(visits_week_max=5)
    return made


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def solve(here: Ground, by: Actor, week: date = MONDAY) -> Plan:
    return plans.solve(centre=here.centre, week=week, by=by, at=make.AT)


def proposed(plan: Plan) -> dict[int, Member | None]:
    return {one.visit_id: one.member for one in plan.proposals.select_related("member")}


def ten(here: Ground) -> list[Visit]:
    """Next week, each weekday two at the same hour."""
    days = [MONDAY + timedelta(days=7 + day) for day in range(5)]
    return [
        ground.visit(ground.request(here, day, starts=time(15), ends=time(16 + turn)))
        for day in days
        for turn in (1, 2)
    ]


def test_ten_visits_one_refused_and_solved_again(here: Ground, megumi: Actor) -> None:
    visits, week = ten(here), MONDAY + timedelta(days=7)
    first = solve(here, megumi, week)
    assert (first.facts["wanted"], first.facts["served"], first.facts["proven"]) == (10, 10, True)
    taken = proposed(first)
    assert sorted(one.name for one in taken.values() if one) == ["森 五郎"] * 5 + ["青木 千代"] * 5
    assert all(one.reasons for one in first.proposals.all())
    assert not Message.objects.exists()  # nothing is decided, nobody is told
    refused = visits[0]
    no = taken[refused.pk]
    assert no is not None
    rulings.forbid(visit=refused, member=no, by=megumi, at=make.AT)
    again = proposed(solve(here, megumi, week))
    assert again[refused.pk] not in {no, None}
    assert sum(one is not None for one in again.values()) == 10


def test_where_nobody_is_left_the_plan_says_why_and_which_hours_are_short(
    here: Ground, megumi: Actor
) -> None:
    rows = [
        ground.visit(ground.request(here, content=content)) for content in ("outing", "ceremony", "other")
    ]
    plan = solve(here, megumi)
    assert (plan.facts["served"], plan.facts["served_bound"]) == (2, 2)
    left = Proposal.objects.get(plan=plan, member=None)
    assert left.visit in rows and "できる人は 2人 いますが" in left.reasons[0]
    assert {(day, half) for day, half, _price in plan.facts["short"]} <= {(2, 30), (2, 31), (2, 32), (2, 33)}
    assert plan.facts["short"]


def test_a_pin_is_obeyed(here: Ground, megumi: Actor) -> None:
    visit = ground.visit(ground.request(here, wished=here.chiyo))
    assert proposed(solve(here, megumi)) == {visit.pk: here.chiyo}
    rulings.pin(visit=visit, member=here.goro, by=megumi, at=make.AT)
    assert proposed(solve(here, megumi)) == {visit.pk: here.goro}


def test_what_is_decided_stays_and_is_not_proposed_again(here: Ground, megumi: Actor) -> None:
    done = ground.visit(ground.request(here))
    other = ground.visit(ground.request(here, starts=time(16), ends=time(18)))
    deciding.decide(visit=done, provider=here.chiyo, by=megumi, at=make.AT)
    plan = solve(here, megumi)
    assert proposed(plan) == {other.pk: here.goro}
    assert (plan.facts["wanted"], plan.facts["served"]) == (2, 2)


def test_a_week_with_nothing_open_says_so(here: Ground, megumi: Actor) -> None:
    ground.agreed(ground.request(here), here.chiyo)
    with pytest.raises(Conflict, match="さがしている回は ありません"):
        solve(here, megumi)


def test_the_last_three_plans_of_a_week_are_kept(here: Ground, megumi: Actor) -> None:
    ground.visit(ground.request(here))
    made = [solve(here, megumi).pk for _ in range(5)]
    assert sorted(Plan.objects.values_list("pk", flat=True)) == made[2:]


def test_a_large_week_is_answered_at_once_and_bettered_by_a_job(
    here: Ground, megumi: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ten(here)
    week = MONDAY + timedelta(days=7)
    monkeypatch.setattr(plans, "AT_ONCE_PAIRS", 0)
    plan = solve(here, megumi, week)
    at_first = dict(plan.facts)
    better = plans.improve(plan=plan, by=Actor.of_job("familysupport.prove_plan"), at=make.AT)
    assert better.facts["proven"] and better.facts["served"] >= at_first["served"]
    assert plan.proposals.count() == 10
    newer = solve(here, megumi, week)
    plans.improve(plan=plan, by=Actor.of_job("familysupport.prove_plan"), at=make.AT)
    assert newest(here.centre, week) == newer


def test_the_same_week_gives_the_same_plan(here: Ground, megumi: Actor) -> None:
    ten(here)
    week = MONDAY + timedelta(days=7)
    assert proposed(solve(here, megumi, week)) == proposed(solve(here, megumi, week))


def test_only_the_adviser_solves_and_no_name_is_in_the_journal(
    here: Ground, people: Cast, megumi: Actor
) -> None:
    ground.visit(ground.request(here))
    with pytest.raises(NotFound):
        solve(here, people.by(people.aoi))
    solve(here, megumi)
    assert set(Entry.objects.get(verb="familysupport.plan.solve").data) == {
        "wanted", "served", "served_bound", "proven", "milliseconds",
    }  # fmt: skip
