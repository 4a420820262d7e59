"""空白地区: buildings where something could open, studies, and 出張開設 as it runs."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import cycle

from demo.chapters.halls import Hall
from demo.chapters.rotas import Rota as Described
from demo.city import City
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.rooms.reach.actions import candidates, plans, rotas, solving, studies, visits
from ibasho.rooms.reach.datasets.candidates import Kind, Row
from ibasho.rooms.reach.models import Candidate, Plan, Rota, Study, Visit
from ibasho.rooms.reach.rules import asking
from ibasho.rooms.reach.rules.asking import Asked, Fairness
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.rooms.reach.rules.rota import HALVES, Turn
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.town.areas.stages import Stage
from ibasho.town.places.actions import places as place_actions

OPENED, BEFORE = "shiobue-manabi", "しおぶえの 土曜が はじまる前"
HOUR = timedelta(hours=1)
SOURCE = "みほん（つくりもの）"
ORGANISER = "みほん市 こども希望部"
SCHOOL_STAGES = (Stage.LOWER, Stage.UPPER, Stage.JUNIOR)
PLANS = (
    (
        "つぎに 開く 5回（小・中学生）",
        Plan.Kind.OPEN,
        Asked(SCHOOL_STAGES, Purpose.ALL, asking.USUAL_BLOCKS, budget=5, fairness=Fairness.LEFT_BEHIND),
    ),
    (
        "出張開設 週2回（0～3歳）",
        Plan.Kind.MOBILE,
        Asked((Stage.INFANT,), Purpose.INFANTS, asking.MOBILE_BLOCKS, budget=2, cycle=2),
    ),
)


def load(city: City, work: Work) -> str:
    halls = load_halls(city.halls, work)
    for described in city.rotas:
        _rota(described, halls, work)
    _before_it_opened(city, work)
    base = [_study(scenario, work) for scenario in (Scenario.HOLIDAY, Scenario.TERM)][-1]
    made = [_plan(title, kind, asked, base, work) for title, kind, asked in PLANS]
    _from_plan(made[-1], work)
    done = Visit.objects.filter(state=Visit.State.DONE).count()
    return (
        f"候補の場所 {len(halls)}、しらべ {Study.objects.count()}、計画 {Plan.objects.count()}、"
        f"出張の予定 {Rota.objects.count()}（おわった回 {done}）"
    )


def _before_it_opened(city: City, work: Work) -> None:
    """The join on show (docs/joins.md): a study, then a place adds its Saturday, and the next study knows it."""
    place, at = work.places[OPENED], work.at - HOUR
    openings = next(one.openings for one in city.places if one.code == OPENED)
    place_actions.change(place=place, values={}, openings=(), by=work.by, at=at - HOUR)
    asked = studies.ask(scenario=Scenario.TERM, near=work.day, title=BEFORE, by=work.by, at=at)
    studies.run(study=asked, by=work.by, at=at)
    place_actions.change(place=place, values={}, openings=openings, by=work.by, at=work.at)


def _study(scenario: Scenario, work: Work) -> Study:
    """Worked out here and now; the job that was asked for finds it done."""
    asked = studies.ask(scenario=scenario, near=work.day, by=work.by, at=work.at)
    return studies.run(study=asked, by=work.by, at=work.at)


def _plan(title: str, kind: Plan.Kind, asked: Asked, base: Study, work: Work) -> Plan:
    """Asked, answered with its proof, and looked at as a whole study."""
    plan = plans.make(title=title, kind=kind, asked=asked, base=base, by=work.by, at=work.at)
    waiting = plans.solve(plan=plan, by=work.by, at=work.at)
    solving.work(plan_id=plan.pk, run=plans.run_of(waiting), by=work.by, now=lambda: work.at)
    for check in plan.studies.exclude(state=Study.State.DONE):
        studies.run(study=check, by=work.by, at=work.at)
    return plan


def _from_plan(plan: Plan, work: Work) -> None:
    """Ten weeks of what the mobile plan chose; nobody is named and nothing announced yet."""
    first = work.day + timedelta(days=7 - work.day.weekday())
    rotas.make_from_plan(
        plan=plan, title="おでかけ ひろば（まんなか）", first=first, last=first + timedelta(weeks=10, days=-1), every=2,
        by=work.by, at=work.at,
    )  # fmt: skip


def load_halls(halls: tuple[Hall, ...], work: Work) -> dict[str, Candidate]:
    """Through the same list a city would load; what people add by hand afterwards (メモ, 候補にしない) as well."""
    rows = [
        Row(
            hall.name,
            Kind(hall.kind),
            hall.point.lat,
            hall.point.lng,
            hall.address,
            hall.capacity,
            str(number),
        )
        for number, hall in enumerate(halls, start=1)
    ]
    candidates.take_in(rows=rows, source=SOURCE, by=work.by, at=work.at)
    found = {row.name: row for row in Candidate.objects.filter(source=SOURCE)}
    for hall in halls:
        if hall.note or not hall.usable:
            values = {"note": hall.note, "usable": hall.usable}
            candidates.change(candidate=found[hall.name], values=values, by=work.by, at=work.at)
    return found


def _rota(described: Described, halls: dict[str, Candidate], work: Work) -> None:
    """Made a week before it begins, run through the same actions as people use, on the days they would."""
    before = clock.at(described.first, time(9))
    turns = [
        Turn(halls[turn.hall].pk, turn.weekday, *HALVES[turn.half], turn.every, turn.week)
        for turn in described.turns
    ]
    made = rotas.make(
        title=described.title, turns=turns, first=described.first, last=described.last, by=work.by, at=before
    )
    if described.announce:
        rotas.announce(rota=made.rota, organiser=ORGANISER, phone="", by=work.by, at=before)
        rotas.publish(rota=made.rota, by=work.by, at=before)
    rows = list(made.rota.visits.select_related("hall").order_by("day", "starts"))
    _pairs(described, rows, work)
    if described.off:
        called_off = rows.pop(2)
        visits.cancel(
            visit=called_off, reason=described.off, by=work.by, at=clock.at(called_off.day, time(7))
        )
    over = [row for row in rows if row.day < work.day]
    _counts(described, over[: len(over) - described.unwritten], work)


def _pairs(described: Described, rows: list[Visit], work: Work) -> None:
    named = rows[: len(rows) - described.unpaired]
    for row, (first, second) in zip(named, cycle(described.staff), strict=False):
        visits.pair(visit=row, first=first, second=second, by=work.by, at=clock.at(described.first, time(9)))


def _counts(described: Described, rows: list[Visit], work: Work) -> None:
    numbers = zip(
        cycle(described.families), cycle(described.children), cycle(described.consultations), cycle(described.notes),
        strict=False,
    )  # fmt: skip
    for row, (families, children, consultations, note) in zip(rows, numbers, strict=False):
        visits.count(
            visit=row, families=families, children=children, consultations=consultations, note=note, sure=True,
            by=work.by, at=_afternoon(row),
        )  # fmt: skip


def _afternoon(row: Visit) -> datetime:
    return clock.at(row.day, time(17))
