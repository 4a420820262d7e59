"""The small picture of a series: where its lines and dots lie. The table beside it says the same. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Fact, value_text
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.series import Meaning, Series

WIDTH: Final = 240
HEIGHT: Final = 64
EDGE: Final = 5
Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Picture:
    """`lines`: points of an SVG polyline; a definition that changed, a value that is not shown and, where a year is counted
    from its beginning, a new 年度 each begin another. `changes`: x where a definition changed; `target`: y of what is aimed
    at. `label` says it in words."""

    lines: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    target: float | None
    changes: tuple[float, ...]
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def picture(
    found: Sequence[Series],
    *,
    live: Fact | None = None,
    target: float | None = None,
    meaning: Meaning | None = None,
) -> Picture | None:
    """From nought upward, the days as far apart as they are. `meaning`: as for `with_live`. None where fewer than two values
    can be drawn."""
    told = with_live(found, live, meaning)
    runs = [run for one in told for run in _runs(one)]
    points = [point for run in runs for point in run]
    if len(points) < 2:
        return None
    first, last = min(day for day, _ in points), max(day for day, _ in points)
    top = max([value for _, value in points] + ([target] if target is not None else [])) or 1.0
    at = _Plane(first, max(1, (last - first).days), top)
    return Picture(
        lines=tuple(" ".join(f"{at.x(day)},{at.y(value)}" for day, value in run) for run in runs if len(run) > 1),
        dots=tuple((at.x(day), at.y(value)) for run in runs for day, value in (run[-1:] if len(run) > 1 else run)),
        target=None if target is None else at.y(target),
        changes=tuple(at.x(one.meaning.since_on) for one in found[1:] if first < one.meaning.since_on <= last),
        label=_label(told),
    )  # fmt: skip


def with_live(found: Sequence[Series], live: Fact | None, meaning: Meaning | None = None) -> list[Series]:
    """What is counted now, behind the series it was counted with, unless that day was measured. `meaning`: of `live`; the
    newest where nobody says, though one that begins next month may be there already."""
    told = list(found)
    place = next(
        (at for at, one in enumerate(told) if meaning and one.meaning.key == meaning.key), len(told) - 1
    )
    if not told or live is None or any(one.as_of >= live.as_of for one in told[place].facts):
        return told
    told[place] = replace(told[place], facts=(*told[place].facts, live))
    return told


@dataclass(frozen=True, slots=True)
class _Plane:
    first: date
    days: int
    top: float

    def x(self, day: date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (day - self.first).days / self.days, 1)

    def y(self, value: float) -> float:
        return round(HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * max(0.0, value) / self.top, 1)


def _runs(one: Series) -> Iterator[list[Point]]:
    run: list[Point] = []
    for fact in one.facts:
        breaks = not isinstance(fact.value, int | float)
        new_year = (
            one.meaning.over is Over.YEAR and run and years.nendo(run[-1][0]) != years.nendo(fact.as_of)
        )
        if run and (breaks or new_year):
            yield run
            run = []
        if isinstance(fact.value, int | float):
            run.append((fact.as_of, float(fact.value)))
    if run:
        yield run


def _label(told: Iterable[Series]) -> str:
    facts = [fact for one in told for fact in one.facts]
    ends = [facts[0], facts[-1]]
    return "から ".join(
        f"{one.as_of.year}年{one.as_of.month}月{one.as_of.day}日 {value_text(one)}" for one in ends
    )
