"""The shipped indicators and a city's plan, taken in: again and again without harm, by their codes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.front.reports import policies
from ibasho.front.reports.models import Definition, Goal, Indicator, Line, LinePart
from ibasho.front.reports.rules.indicators import CATALOGUE, Shipped
from ibasho.front.reports.rules.kinds import PartKind
from ibasho.front.reports.rules.plan import Plan, PlanGoal, PlanLine
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Taken:
    """How many are new."""

    goals: int
    lines: int


@transaction.atomic
def indicators(*, since: date, by: Actor, at: datetime) -> int:
    """Those this software brings and the copy does not have; what the city changed stays. Returns how many are new."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    known = set(Indicator.objects.select_for_update().values_list("code", flat=True))
    new = [(order, one) for order, one in enumerate(CATALOGUE) if one.code not in known]
    for order, one in new:
        _indicator(one, order, since, at)
    journal.record(
        "reports.indicators.take_in", noun="reports.Indicator", object_id="catalogue", by=by, at=at,
        data={"new": [one.code for _, one in new]},
    )  # fmt: skip
    return len(new)


@transaction.atomic
def plan(*, plan: Plan, by: Actor, at: datetime) -> Taken:
    """Goals and lines that are not there yet, by code; those that are there stay as they are. Raises Invalid for an
    indicator or a section nobody knows."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    sections = _sections(plan)
    _check_indicators(plan)
    goals = sum(_goal(one, order, plan.source) for order, one in enumerate(plan.goals))
    lines = sum(
        _line(one, plan.source, sections, by, at) for one in sorted(plan.lines, key=lambda one: one.nendo)
    )
    journal.record(
        "reports.plan.take_in", noun="reports.Line", object_id="plan", by=by, at=at, data={"goals": goals, "lines": lines}
    )  # fmt: skip
    return Taken(goals, lines)


def _indicator(one: Shipped, order: int, since: date, at: datetime) -> None:
    row = Indicator.objects.create(
        code=one.code, title=one.title, child_title=one.child_title, better=one.better.value, order=order
    )
    Definition.objects.create(
        indicator=row, number=1, since_on=since, words=one.words, over=one.over.value, fact=one.fact,
        place_fact=one.place_fact, made_at=at,
    )  # fmt: skip


def _goal(one: PlanGoal, order: int, source: str) -> bool:
    row, is_new = Goal.objects.get_or_create(
        code=one.code,
        defaults={
            "kind": one.kind.value, "number": one.number, "words": one.words, "child_words": one.child_words,
            "order": order, "source": source,
        },
    )  # fmt: skip
    if is_new:
        row.indicators.set(Indicator.objects.filter(code__in=one.indicators))
    return is_new


def _line(one: PlanLine, source: str, sections: dict[str, Organisation], by: Actor, at: datetime) -> bool:
    who = by.person_id  # nobody's where a command takes the file in
    row, is_new = Line.objects.get_or_create(
        code=one.code,
        defaults={
            "nendo": one.nendo, "number": one.number, "title": one.title, "child_title": one.child_title, "words": one.words,
            "aim": one.aim, "state": one.state.value, "begins_on": one.begins_on, "ends_on": one.ends_on,
            "when_words": one.when_words, "follows": Line.objects.filter(code=one.follows).first(), "source": source,
            "made_at": at, "made_by_id": who, "changed_at": at, "changed_by_id": who,
        },
    )  # fmt: skip
    if is_new:
        row.goals.set(Goal.objects.filter(code__in=one.goals))
        row.indicators.set(Indicator.objects.filter(goals__in=row.goals.all()).distinct())
        kinds = [(one.lead, PartKind.LEAD), *((name, PartKind.WITH) for name in one.others)]
        LinePart.objects.bulk_create(
            LinePart(line=row, organisation=sections[name], kind=kind.value) for name, kind in kinds if name
        )
    return is_new


def _sections(plan: Plan) -> dict[str, Organisation]:
    wanted = {name for line in plan.lines for name in (line.lead, *line.others) if name}
    found = {one.name: one for one in Organisation.objects.filter(name__in=wanted)}
    if wanted - set(found):
        missing = "、".join(sorted(wanted - set(found)))
        raise Invalid(
            "reports.section_unknown",
            f"登録されていない 課・団体が あります：{missing}。さきに「人と 団体」で 登録してください。",
        )
    return found


def _check_indicators(plan: Plan) -> None:
    wanted = {code for goal in plan.goals for code in goal.indicators}
    missing = wanted - set(Indicator.objects.filter(code__in=wanted).values_list("code", flat=True))
    if missing:
        raise Invalid(
            "reports.indicator_unknown",
            f"知らない しるしが あります：{'、'.join(sorted(missing))}。記号を 確かめてください。",
        )
