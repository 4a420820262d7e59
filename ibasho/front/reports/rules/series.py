"""What was measured, by the definition it was measured with, and how far a target is reached. Pure.

A definition that changed makes a second series: the numbers before and after count different things and are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import floor
from typing import Final

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.front.reports.rules.kinds import Better, Over

DIGITS = 1
OF_PEOPLE: Final = frozenset({"人", "食", "時間", "分"})
# What each honesty mark means, for a reader who does not know the word.
PLAIN: Final[dict[Mark, str]] = {
    Mark.ESTIMATED: "ほかの 数から 計算した おおよその 数です。",
    Mark.SUPPRESSED: "数が 小さく、だれのことか わかってしまうかもしれないので、出しません。",
    Mark.PUBLISHED: "ここで 数えたのではなく、公表された 資料から とった 数です。",
    Mark.AT_LEAST: "記録されていない 分が あります。ほんとうの 数は これより 少なくは ありません。",
    Mark.ROUGH: "ようすを 知るための 数で、ほかと くらべるための ものでは ありません。",
    Mark.PARTIAL: "記録の ない 場所や 月が あり、ぜんぶでは ありません。",
    Mark.SELF_REPORTED: "団体や 店が 知らせた とおりの 数です。",
    Mark.PLANNED: "めざす 数で、おこったことでは ありません。",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """One definition: how the indicator is counted since `since_on`. `key` is the row it was read from."""

    key: int
    number: int
    since_on: date
    words: str
    over: Over
    reason: str = ""
    fact: str = ""
    place_fact: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """What was measured with one definition, oldest first. `until` is its last day; None: it still holds."""

    meaning: Meaning
    until: date | None
    facts: tuple[Fact, ...]

    def in_year(self, nendo: int) -> Fact | None:
        """The last one measured inside the 年度; 一部のみ where days of it are not counted (`stops_short`)."""
        found = next((one for one in reversed(self.facts) if years.nendo(one.as_of) == nendo), None)
        return found and of_closed_year(self.meaning, found)


@dataclass(frozen=True, slots=True)
class Reached:
    """How a value stands to its target, in words. `share` is 0 to 1, None where there is nothing to divide; `is_reached`
    None: it cannot be said (nothing measured, the 年度 still runs, no good side)."""

    words: str
    share: float | None = None
    is_reached: bool | None = None


def series(meanings: Iterable[Meaning], measured: Iterable[tuple[int, Fact]]) -> tuple[Series, ...]:
    """One for each definition, the oldest first, also where nothing was measured. `measured`: definition's key and value."""
    kept = list(measured)
    row = sorted(meanings, key=lambda one: one.number)
    ends = [later.since_on - timedelta(days=1) for later in row[1:]]
    return tuple(
        Series(one, until, tuple(sorted((fact for key, fact in kept if key == one.key), key=_day)))
        for one, until in zip(row, [*ends, None], strict=False)
    )


def stops_short(meaning: Meaning, fact: Fact) -> bool:
    """Whether a count of a 年度 was kept before its last day: what came afterwards is not in it. A published value says of
    itself what it covers."""
    is_count = meaning.over is Over.YEAR and Mark.PUBLISHED not in fact.marks
    return is_count and fact.as_of < years.last_day(years.nendo(fact.as_of))


def of_closed_year(meaning: Meaning, fact: Fact) -> Fact:
    """The last value of a 年度 as it is told once that is over."""
    is_short = fact.value is not None and stops_short(meaning, fact)
    return replace(fact, marks=fact.marks | {Mark.PARTIAL}) if is_short else fact


def apart(found: Series, minimum: int) -> Series:
    """For everybody, of one place: of two counts of the same 年度 that differ by few people the later one is hidden, for their
    difference would tell of those few."""
    if found.meaning.over is not Over.YEAR:
        return found
    told: list[Fact] = []
    shown: Fact | None = None
    for fact in found.facts:
        if shown is not None and _are_near(shown, fact, minimum):
            told.append(replace(fact, value=None, n=None, marks=fact.marks | {Mark.SUPPRESSED}))
            continue
        told.append(fact)
        shown = fact if isinstance(fact.value, int | float) else shown
    return replace(found, facts=tuple(told))


def _are_near(before: Fact, after: Fact, minimum: int) -> bool:
    if not (isinstance(before.value, int | float) and isinstance(after.value, int | float)):
        return False
    same_year = years.nendo(before.as_of) == years.nendo(after.as_of)
    return same_year and tells_of_people(after) and 0 < abs(after.value - before.value) < minimum


def tells_of_people(fact: Fact) -> bool:
    """Whether a step of it is somebody who came, ate or helped."""
    return fact.unit in OF_PEOPLE


def holding(meanings: Sequence[Meaning], day: date) -> Meaning | None:
    """The definition that holds on a day: the last that had begun."""
    return max((one for one in meanings if one.since_on <= day), key=lambda one: one.number, default=None)


def changed_in(meanings: Iterable[Meaning], nendo: int) -> tuple[Meaning, ...]:
    """Definitions that took another's place after the 年度's first day: numbers of this 年度 are two series."""
    first, last = years.first_day(nendo), years.last_day(nendo)
    return tuple(one for one in meanings if one.number > 1 and first < one.since_on <= last)


def open_to(found: Iterable[Series], reader: Audience) -> tuple[Series, ...]:
    """The series with what `reader` may see."""
    return tuple(
        Series(one.meaning, one.until, tuple(fact for fact in one.facts if fact.open_to(reader)))
        for one in found
    )


def reached(
    fact: Fact | None, target: float | None, better: Better, *, is_whole: bool = True
) -> Reached | None:
    """None without a target. `is_whole`: the 年度 is over; before that a small number is not yet a small number."""
    if target is None:
        return None
    if fact is None:
        return Reached("まだ はかっていません")
    if isinstance(fact.value, str):
        return Reached("ことばの 値なので、目標と くらべません")
    if fact.value is None:
        hidden = Mark.SUPPRESSED in fact.marks
        return Reached("数を 出さないので、目標と くらべません" if hidden else "記録が ありません")
    value = float(fact.value)
    if better is Better.NONE:
        return Reached(f"めやす {_text(target, fact.unit)}：いま {_text(value, fact.unit)}")
    if better is Better.FEWER:
        return _fewer(value, target, fact, is_whole)
    return _more(value, target, fact)


def aimed(target: float | None, unit: str) -> Reached | None:
    """The target alone, for who may not see how far it is."""
    return None if target is None else Reached(f"目標 {_text(target, unit)}")


def _more(value: float, target: float, fact: Fact) -> Reached:
    now = _text(value, fact.unit)
    if target == 0:
        return Reached(f"目標は 0：いま {now}", None, True)
    share = max(0.0, min(1.0, value / target))
    if value >= target:
        return Reached(f"目標 {_text(target, fact.unit)}に とどきました：{now}", 1.0, True)
    at_least = Mark.AT_LEAST in fact.marks
    if fact.unit == "%":
        return Reached(
            f"目標 {_text(target, '%')}：{'最低でも' if at_least else 'いま'} {now}",
            share,
            None if at_least else False,
        )
    return Reached(
        f"目標 {_text(target, fact.unit)}の {floor(round(100 * share, 6))}%{'より 上' if at_least else ''}：いま {now}",
        share,
        None if at_least else False,
    )


def _fewer(value: float, target: float, fact: Fact, is_whole: bool) -> Reached:
    """A share says how near: the target is half of the value, 0.5. Zero is aimed at in words only: nothing to divide."""
    now = _text(value, fact.unit)
    aim = "0を めざす" if target == 0 else f"目標 {_text(target, fact.unit)}まで"
    if value > target:
        return Reached(f"{aim}：いま {now}", target / value if target else None, False)
    share = None if target == 0 else 1.0
    if Mark.AT_LEAST in fact.marks:
        return Reached(f"{aim}：最低でも {now}。とどいたかは わかりません", None, None)
    if not is_whole:
        return Reached(f"{aim}：いまの ところ {now}", share, None)
    return Reached(f"{aim}：{now}。とどきました", share, True)


def _text(value: float, unit: str) -> str:
    rounded = round(value, DIGITS)
    return (f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.{DIGITS}f}") + unit


def _day(fact: Fact) -> date:
    return fact.as_of
