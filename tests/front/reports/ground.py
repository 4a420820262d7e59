"""What the stories of ふりかえり stand on: the model plan taken in, its sections those of the cast."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from demo.chapters import looking_back as published
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports.actions import taking_in
from ibasho.front.reports.models import Definition, Goal, Indicator, Line, LinePart
from ibasho.front.reports.rules.indicators import CATALOGUE
from ibasho.front.reports.rules.kinds import PartKind
from ibasho.front.reports.rules.plan import Plan
from tests.make import AT
from tests.people import Cast

SINCE = date(2026, 4, 1)


def model_plan(people: Cast) -> Plan:
    """The model's plan; every line is led by the city, with the 社協 where it names others."""
    told = published.published()
    lines = tuple(
        replace(
            one, lead=people.city.name if one.lead else "",
            others=(people.council.name,) if one.others else (),
        )
        for one in told.lines
    )  # fmt: skip
    return replace(told, lines=lines)


def taken_in(people: Cast) -> dict[str, Line]:
    """The model's goals, indicators and lines, by code, as the actions take them in."""
    by = Actor(person_id=people.aoi.pk)
    taking_in.indicators(since=SINCE, by=by, at=AT)
    taking_in.plan(plan=model_plan(people), by=by, at=AT)
    return {one.code: one for one in Line.objects.all()}


def indicators() -> None:
    """The rows of `taking_in.indicators` in two statements instead of a hundred: some hundred tests stand on them.
    test_taking_in compares."""
    rows = Indicator.objects.bulk_create(
        Indicator(
            code=one.code, title=one.title, child_title=one.child_title, better=one.better.value, order=order
        )
        for order, one in enumerate(CATALOGUE)
    )
    Definition.objects.bulk_create(
        Definition(
            indicator=row, number=1, since_on=SINCE, words=one.words, over=one.over.value, fact=one.fact,
            place_fact=one.place_fact, made_at=AT,
        )
        for row, one in zip(rows, CATALOGUE, strict=True)
    )  # fmt: skip


def deck(people: Cast) -> dict[str, Line]:
    """The rows of `taken_in` in ten statements instead of five hundred."""
    if not Indicator.objects.exists():
        indicators()
    plan = model_plan(people)
    goals = _goals(plan)
    lines = _lines(plan, people)
    for one in plan.lines:
        if one.follows in lines:
            lines[one.code].follows = lines[one.follows]
    Line.objects.bulk_update(lines.values(), ["follows"])
    measured = {goal.code: goal.indicators for goal in plan.goals}
    kept = {one.code: one for one in Indicator.objects.all()}
    Line.goals.through.objects.bulk_create(
        Line.goals.through(line=lines[one.code], goal=goals[code]) for one in plan.lines for code in one.goals
    )
    Line.indicators.through.objects.bulk_create(
        Line.indicators.through(line=lines[one.code], indicator=kept[code])
        for one in plan.lines
        for code in {each for goal in one.goals for each in measured[goal]}
    )
    return {one.code: one for one in Line.objects.all()}


def _goals(plan: Plan) -> dict[str, Goal]:
    rows = Goal.objects.bulk_create(
        Goal(
            code=one.code, kind=one.kind.value, number=one.number, words=one.words, child_words=one.child_words,
            order=order, source=plan.source,
        )
        for order, one in enumerate(plan.goals)
    )  # fmt: skip
    kept = {one.code: one for one in Indicator.objects.all()}
    Indicator.goals.through.objects.bulk_create(
        Indicator.goals.through(goal=row, indicator=kept[code])
        for row, one in zip(rows, plan.goals, strict=True)
        for code in one.indicators
    )
    return {one.code: one for one in rows}


def _lines(plan: Plan, people: Cast) -> dict[str, Line]:
    told = sorted(plan.lines, key=lambda one: one.nendo)
    rows = Line.objects.bulk_create(
        Line(
            code=one.code, nendo=one.nendo, number=one.number, title=one.title, child_title=one.child_title,
            words=one.words, aim=one.aim, state=one.state.value, begins_on=one.begins_on, ends_on=one.ends_on,
            when_words=one.when_words, source=plan.source, made_at=AT, made_by=people.aoi, changed_at=AT,
            changed_by=people.aoi,
        )
        for one in told
    )  # fmt: skip
    LinePart.objects.bulk_create(
        LinePart(line=row, organisation=group, kind=kind.value)
        for row, one in zip(rows, told, strict=True)
        for group, kind, is_named in (
            (people.city, PartKind.LEAD, one.lead),
            (people.council, PartKind.WITH, one.others),
        )
        if is_named
    )
    return {one.code: one for one in rows}


def only(*codes: str) -> dict[str, Indicator]:
    """Turns off every indicator but these: a story counts what it tells."""
    Indicator.objects.exclude(code__in=codes).update(is_used=False)
    return {one.code: one for one in Indicator.objects.filter(code__in=codes)}
