"""An indicator's figure, a room's table: told as a report tells them. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, FactTable, Mark, open_rows
from ibasho.front.reports.rules.edition import CellTold, FigureTold, Point, RowTold, Series, TableTold
from ibasho.front.reports.rules.figures import Figure
from ibasho.front.reports.rules.series import Reached
from ibasho.front.reports.rules.series import Series as Kept

YEARS_SHOWN = 6
_REACHED = {True: "yes", False: "no", None: ""}


def figure(one: Figure, goals: Mapping[str, str]) -> FigureTold:
    """`goals`: code → the plan's sentence, as it reads today."""
    fact, meaning = one.fact, one.meaning
    series = tuple(found for found in (_series(kept, one) for kept in one.series) if found.points)
    own = next((found for found in series if meaning and found.number == meaning.number), None)
    before = _of_year(own, one.nendo - 1)
    return FigureTold(
        code=one.code, title=one.title, child_title=one.child_title, better=one.better.value,
        unit=fact.unit if fact else _unit(one), definition=meaning.words if meaning else "",
        source=fact.source if fact else "", query=fact.query if fact else "", value=_value(fact), said=_said(fact),
        as_of=fact.as_of if fact else None, n=fact.n if fact else None, marks=_marks(fact), target=one.target,
        target_words=one.target_words, last=before.value if before else None,
        last_marks=before.marks if before else (), over=meaning.over.value if meaning else "", reached=_REACHED[_is_reached(one.reached)],
        reached_words=one.reached.words if one.reached else "", missing=one.missing,
        changed="、".join(change.reason or change.words for change in one.changed),
        goals=tuple(goals[code] for code in one.goals if code in goals), series=series,
    )  # fmt: skip


def _is_reached(reached: Reached | None) -> bool | None:
    return reached.is_reached if reached else None


def _unit(one: Figure) -> str:
    """Of the last value there was, so that a target still reads as what it is."""
    return next((fact.unit for kept in reversed(one.series) for fact in reversed(kept.facts)), "")


def _series(kept: Kept, one: Figure) -> Series:
    """The last value of every 年度 up to the report's; the report's own is the one it shows."""
    told = {years.nendo(fact.as_of) for fact in kept.facts}
    by_year = {nendo: fact for nendo in told if nendo <= one.nendo and (fact := kept.in_year(nendo))}
    if one.fact and one.meaning and one.meaning.key == kept.meaning.key:
        by_year[one.nendo] = one.fact
    points = tuple(
        Point(nendo, _value(fact), fact.as_of, fact.n, _marks(fact))
        for nendo, fact in sorted(by_year.items())[-YEARS_SHOWN:]
        if not isinstance(fact.value, str)
    )
    return Series(kept.meaning.number, kept.meaning.words, points)


def _of_year(series: Series | None, nendo: int) -> Point | None:
    return next((one for one in series.points if one.nendo == nendo), None) if series else None


def table(one: FactTable, reader: Audience) -> TableTold | None:
    """None where `reader` may not see it, or where it has nothing to say. Rows with a fact that is not for them are left out."""
    if not one.open_to(reader):
        return None
    rows = tuple(
        RowTold(row.label, tuple(_cell(fact) for fact in row.facts)) for row in open_rows(one.rows, reader)
    )
    if not rows and not one.note:
        return None
    return TableTold(one.title, one.columns, rows, one.source, one.as_of, one.query, one.note)


def _cell(fact: Fact) -> CellTold:
    return CellTold(_value(fact), _said(fact), fact.unit, _marks(fact), fact.n)


def _value(fact: Fact | None) -> float | None:
    return fact.value if fact and isinstance(fact.value, int | float) else None


def _said(fact: Fact | None) -> str:
    return fact.value if fact and isinstance(fact.value, str) else ""


def _marks(fact: Fact | None) -> tuple[str, ...]:
    return tuple(str(one) for one in Mark if fact and one in fact.marks)
