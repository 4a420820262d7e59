"""Plans: asked, wished, solved, kept whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.reach import tasks
from ibasho.rooms.reach.actions import plans
from ibasho.rooms.reach.actions.plans import Site
from ibasho.rooms.reach.models import Candidate, Plan, PlanOpening, Study
from ibasho.rooms.reach.queries.plans import Shown
from ibasho.rooms.reach.rules.asking import Asked, Block, Fairness, block
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.town.areas.models import Population
from ibasho.town.areas.stages import Stage
from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db
WEDNESDAY, SATURDAY = block("2-1500-1700"), block("5-1000-1200")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Actor:
    return people.by(people.aoi)


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def asked(**fields: Any) -> Asked:
    known: dict[str, Any] = {
        "stages": (Stage.LOWER, Stage.UPPER), "purpose": Purpose.ALL, "blocks": (WEDNESDAY, SATURDAY), "budget": 1,
    }  # fmt: skip
    return Asked(**{**known, **fields})


def made(here: town.Town, by: Actor, **fields: Any) -> Plan:
    return plans.make(title="", kind="open", asked=asked(**fields), base=here.study, by=by, at=make.AT)


def site(row: Candidate) -> Site:
    return Site(row.name, row.lat, row.lng, row)


def solved(plan: Plan, by: Actor) -> Plan:
    plans.solve(plan=plan, by=by, at=make.AT)
    plan.refresh_from_db()
    tasks.solve_plan(plan_id=plan.pk, run=plans.run_of(plan))
    plan.refresh_from_db()
    return plan


def chosen(plan: Plan) -> set[tuple[str, int]]:
    return {(line.row.name, line.row.weekday or 0) for line in Shown(plan).lines}


def test_the_best_opening_is_found_proven_and_explained(here: town.Town, aoi: Actor) -> None:
    plan = solved(made(here, aoi), aoi)
    assert plan.state == Plan.State.SOLVED
    assert chosen(plan) == {("星見会館", 5)}
    assert Shown(plan).proven
    (line,) = Shown(plan).lines
    # 80 children of 星見 for the two hours of a Saturday morning
    assert line.row.children == pytest.approx(80)
    assert line.row.child_hours == pytest.approx(160)
    assert line.why is not None
    assert line.why.lost_children == pytest.approx(80)
    assert line.why.next_name == "虹橋会館"
    assert any("星見 約80人" in sentence for sentence in line.why.sentences)


def test_the_whole_study_with_the_plan_gives_the_figures_of_the_solver(here: town.Town, aoi: Actor) -> None:
    plan = solved(made(here, aoi, budget=3), aoi)
    assert plan.found["child_hours"] == pytest.approx(plan.found["checked_hours"], abs=0.2)
    assert plan.found["children"] == pytest.approx(
        82, abs=0.2
    )  # 80 of 星見; the two of 山奥 and 20 have their turn
    assert plan.studies.exists()


def test_who_is_left_behind_may_be_put_first(aoi: Actor) -> None:
    """The 50 of 虹橋 reach みどり食堂 already; the 40 of 星見 reach nothing."""
    here = town.lay(stars=20)
    usual, fair = (
        solved(made(here, aoi, fairness=fairness, blocks=(SATURDAY,)), aoi)
        for fairness in (Fairness.USUAL, Fairness.LEFT_BEHIND)
    )
    assert chosen(usual) == {("虹橋会館", 5)}
    assert chosen(fair) == {("星見会館", 5)}
    assert (fair.found["value"], fair.found["child_hours"]) == (pytest.approx(240), pytest.approx(80))


def test_newly_reached_children_may_be_what_counts(aoi: Actor) -> None:
    """As above, but the hours of children who reach something already only decide between equals."""
    plan = solved(made(town.lay(stars=20), aoi, fairness=Fairness.NEWLY, blocks=(SATURDAY,)), aoi)
    assert chosen(plan) == {("星見会館", 5)}
    assert (plan.found["gap"], plan.found["child_hours"]) == (0, pytest.approx(80))


def test_a_pinned_site_is_chosen_in_its_best_block(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    plans.wish(plan=plan, wish="pinned", site=site(here.hills_school), by=aoi, at=make.AT)
    assert chosen(solved(plan, aoi)) == {("山の分校", 5)}
    assert plan.found["value"] == pytest.approx(4)


def test_a_pin_of_a_block_of_its_own_is_kept(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    sunday = Block(6, SATURDAY.starts, SATURDAY.ends)
    row = plans.wish(plan=plan, wish="pinned", site=site(here.rainbow_hall), block=sunday, by=aoi, at=make.AT)
    assert chosen(solved(plan, aoi)) == {("虹橋会館", 6)}
    row.refresh_from_db()
    assert (row.children, row.child_hours) == (0, pytest.approx(100))  # who is reached already has more hours


def test_what_is_forbidden_is_not_chosen_and_the_last_word_holds(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    for wish in ("pinned", "forbidden"):
        plans.wish(plan=plan, wish=wish, site=site(here.stars_hall), by=aoi, at=make.AT)
    assert chosen(solved(plan, aoi)) == {("虹橋会館", 5)}
    ban = plan.openings.get(wish="forbidden")
    plans.unwish(plan=plan, opening_id=ban.pk, by=aoi, at=make.AT)
    assert chosen(solved(plan, aoi)) == {("星見会館", 5)}
    with pytest.raises(NotFound):
        plans.unwish(plan=plan, opening_id=ban.pk, by=aoi, at=make.AT)


def test_places_that_are_there_may_open_on_other_days(here: town.Town, aoi: Actor) -> None:
    Candidate.objects.all().update(usable=False)
    assert chosen(solved(made(here, aoi, closed_places=True), aoi)) == {("みどり食堂", 5)}


def test_a_mobile_plan_deals_its_halves_over_the_weeks(here: town.Town, aoi: Actor) -> None:
    asked_for = asked(
        stages=(Stage.INFANT,),
        purpose=Purpose.INFANTS,
        blocks=(block("1-1000-1130"), block("3-1000-1130")),
        cycle=2,
    )
    plan = plans.make(title="", kind="mobile", asked=asked_for, base=here.study, by=aoi, at=make.AT)
    solved(plan, aoi)
    assert plan.state == Plan.State.SOLVED
    assert {line.row.name for line in Shown(plan).lines} == {"星見会館"}
    assert plan.found["child_hours"] == pytest.approx(plan.found["checked_hours"], abs=0.2)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"budget": 0}, "reach.budget"),
        ({"budget": 99}, "reach.budget"),
        ({"blocks": ()}, "reach.blocks"),
        ({"stages": ()}, "reach.stages"),
        ({"cycle": 9}, "reach.cycle"),
    ],
)
def test_a_question_that_cannot_be_is_refused(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        asked(**fields)
    assert refused.value.code == code


def test_no_study_and_no_candidates_are_said_before_anything_is_made(here: town.Town, aoi: Actor) -> None:
    with pytest.raises(Invalid, match="しらべ"):
        plans.make(title="", kind="open", asked=asked(), base=None, by=aoi, at=make.AT)
    Candidate.objects.all().update(usable=False)
    with pytest.raises(Invalid, match="候補"):
        made(here, aoi)
    assert not Plan.objects.exists()


def failed(plan: Plan, aoi: Actor, words: str) -> None:
    """Nothing half-made: no opening, no figure, one sentence."""
    solved(plan, aoi)
    assert plan.state == Plan.State.FAILED
    assert words in plan.problem
    assert not plan.openings.filter(wish="").exists()
    assert set(plan.found) == {"run"}


def test_a_plan_nobody_gains_by_says_so(here: town.Town, aoi: Actor) -> None:
    failed(made(here, aoi, blocks=(block("2-0500-0600"),)), aoi, "時間に まにあいません")


def test_more_pins_than_openings_are_said(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    for row in (here.rainbow_hall, here.stars_hall):
        plans.wish(plan=plan, wish="pinned", site=site(row), by=aoi, at=make.AT)
    failed(plan, aoi, "「かならず」が 2")


def test_a_pin_in_a_lake_is_said_by_name(here: town.Town, aoi: Actor) -> None:
    town.streets_in_rainbow()
    plan = made(here, aoi)
    lake = Site("地図の案", 34.19, 138.19)
    plans.wish(plan=plan, wish="pinned", site=lake, block=WEDNESDAY, by=aoi, at=make.AT)
    failed(plan, aoi, "「地図の案」は 道から 500m")


def test_candidates_far_from_streets_are_left_out_by_name(here: town.Town, aoi: Actor) -> None:
    town.streets_in_rainbow()
    plan = solved(made(here, aoi), aoi)
    assert set(plan.found["far"]) == {"星見会館", "山の分校"}


def test_people_who_are_gone_fail_the_plan(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    Population.objects.all().delete()
    failed(plan, aoi, "人数の資料")


def test_a_new_question_takes_the_old_answer_away_and_overtakes_its_run(here: town.Town, aoi: Actor) -> None:
    plan = solved(made(here, aoi), aoi)
    old = plans.run_of(plan)
    plans.ask_anew(plan=plan, title="べつの", asked=asked(budget=2), base=here.study, by=aoi, at=make.AT)
    plan.refresh_from_db()
    assert (plan.state, plan.openings.count()) == (Plan.State.DRAFT, 0)
    assert not plans.keep(
        plan_id=plan.pk, run=old, found={"value": 1}, openings=[], done=True, by=aoi, at=make.AT
    )
    plans.fail(plan_id=plan.pk, run=old, problem="x", by=aoi, at=make.AT)
    plan.refresh_from_db()
    assert plan.state == Plan.State.DRAFT


def test_a_plan_goes_with_its_openings_and_the_journal_remembers(here: town.Town, aoi: Actor) -> None:
    plan = solved(made(here, aoi), aoi)
    plans.remove(plan=plan, by=aoi, at=make.AT)
    assert not PlanOpening.objects.exists()
    assert Study.objects.filter(pk=here.study.pk).exists()
    verbs = set(Entry.objects.filter(noun="reach.Plan").values_list("verb", flat=True))
    assert verbs >= {"reach.plan.make", "reach.plan.solve", "reach.plan.keep", "reach.plan.remove"}


def test_wishes_have_an_end(here: town.Town, aoi: Actor) -> None:
    plan = made(here, aoi)
    rows = [
        PlanOpening(plan=plan, wish="forbidden", name=f"{n}", lat=34 + n / 100, lng=138) for n in range(60)
    ]
    PlanOpening.objects.bulk_create(rows)
    with pytest.raises(Conflict):
        plans.wish(plan=plan, wish="forbidden", site=site(here.stars_hall), by=aoi, at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_only_who_plans_may_ask_wish_solve_or_remove(
    who: str, here: town.Town, people: Cast, aoi: Actor
) -> None:
    plan, by = made(here, aoi), people.by(getattr(people, who))
    for deed in (
        lambda: made(here, by),
        lambda: plans.ask_anew(plan=plan, title="", asked=asked(), base=here.study, by=by, at=make.AT),
        lambda: plans.wish(plan=plan, wish="pinned", site=site(here.stars_hall), by=by, at=make.AT),
        lambda: plans.unwish(plan=plan, opening_id=1, by=by, at=make.AT),
        lambda: plans.solve(plan=plan, by=by, at=make.AT),
        lambda: plans.remove(plan=plan, by=by, at=make.AT),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_a_refused_pin_leaves_no_half_plan(here: town.Town, aoi: Actor) -> None:
    pins = [(site(here.stars_hall), SATURDAY), (Site("123456789018", 34.15, 138.15), SATURDAY)]
    with pytest.raises(Invalid):
        plans.begin(title="", kind="open", asked=asked(), base=here.study, pins=pins, by=aoi, at=make.AT)
    assert not Plan.objects.exists()
    plan = plans.begin(
        title="", kind="open", asked=asked(), base=here.study, pins=pins[:1], by=aoi, at=make.AT
    )
    assert plan.state == Plan.State.SOLVING
    assert plan.openings.get().wish == PlanOpening.Wish.PINNED
