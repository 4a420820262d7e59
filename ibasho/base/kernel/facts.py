"""A number that can be defended: what every room's `facts.py` returns and `reports` reads.

A fact carries where it comes from, how many cases it rests on and how far it may be shown, so that no figure
travels without its honesty marks.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from ibasho.base.kernel import nendo as years


class Mark(StrEnum):
    """What a reader must know before quoting the number. The value is the Japanese word shown beside it."""

    ESTIMATED = "推計"  # worked out from other figures
    SUPPRESSED = "秘匿"  # too few cases to show; the value is None
    PUBLISHED = "公表値"  # taken over from an official publication, not counted here
    AT_LEAST = "最低でも"  # some of it was not recorded; the true number is not lower
    ROUGH = "めやす"  # good for orientation, not for comparing
    PARTIAL = "一部のみ"  # some places, districts or months are missing
    SELF_REPORTED = "自己申告"  # as the group or shop told us
    PLANNED = "計画値"  # what is aimed at, not what happened


class Audience(StrEnum):
    """Who may see it, each seeing what the ones before see: the public, the city's desks, the こども家庭センター."""

    PUBLIC = "public"
    DESK = "desk"
    CENTRE = "centre"


Key = TypeVar("Key")
_WIDTH = {audience: width for width, audience in enumerate(Audience)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One number (or word) with its papers.

    `value` None means not known or not shown; zero is always 0. `unit` is Japanese and may be empty (`人`, `回`, `%`).
    `source` is a sentence or file name a reader can follow up. `n` is the number of cases the value rests on, where
    it is a share or a mean. `as_of` is the JST day it was true on. `query` is the dotted name of the function that
    made it. A fact that contradicts itself is a ValueError.
    """

    value: int | float | str | None
    unit: str
    source: str
    as_of: date
    query: str
    n: int | None = None
    marks: frozenset[Mark] = frozenset()
    audience: Audience = Audience.DESK

    def __post_init__(self) -> None:
        if isinstance(self.value, bool) or (isinstance(self.value, float) and not math.isfinite(self.value)):
            raise ValueError("a fact's value is a finite number, a word or None")
        if Mark.SUPPRESSED in self.marks and self.value is not None:
            raise ValueError("a suppressed value does not travel with the fact")
        if not self.source or not self.query:
            raise ValueError("a fact names its source and its query")
        if self.n is not None and self.n < 0:
            raise ValueError("a number of cases is not negative")

    def open_to(self, reader: Audience) -> bool:
        return _WIDTH[self.audience] <= _WIDTH[reader]


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a 年度 that a figure counts: both days included. `of(2026, today)` ends today while the 年度 runs."""

    nendo: int
    first: date
    last: date

    def __post_init__(self) -> None:
        inside = years.first_day(self.nendo) <= self.first and self.last <= years.last_day(self.nendo)
        if not inside or self.last < self.first:
            raise ValueError("a span lies in its 年度 and ends after it begins")

    @classmethod
    def of(cls, nendo: int, today: date) -> Span:
        """ValueError for a 年度 that has not begun."""
        return cls(nendo, years.first_day(nendo), min(years.last_day(nendo), today))

    @property
    def is_whole(self) -> bool:
        return self.first == years.first_day(self.nendo) and self.last == years.last_day(self.nendo)

    def precedes(self, recorded: date | None) -> bool:
        """Whether it was over before the first day of which anything is recorded (None: of none ever): then a count of
        nothing is not zero but not known."""
        return recorded is not None and self.last < recorded

    @property
    def words(self) -> str:
        """`令和8年度`, `令和8年度（11月26日まで）`."""
        until = "" if self.is_whole else f"（{self.last.month}月{self.last.day}日まで）"
        return years.label(self.nendo) + until


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of a table: its word, and a fact for each column."""

    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactTable:
    """Facts that belong together: `columns` names what stands after the row's word. A row of another length is a
    ValueError. `note` says what the source does not say."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]
    source: str
    as_of: date
    query: str
    note: str = ""
    audience: Audience = Audience.DESK

    def __post_init__(self) -> None:
        if any(len(row.facts) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a fact for each column")

    def open_to(self, reader: Audience) -> bool:
        return _WIDTH[self.audience] <= _WIDTH[reader]


def shielded(fact: Fact, *, minimum: int, heads: float | None = None) -> Fact:
    """The fact as it may leave the desk: without its value where it rests on 1 to `minimum` - 1 people. `heads` is that
    number where it is neither `n` nor the value itself; nobody at all is no secret."""
    return _without(fact) if 0 < _behind(fact, heads) < minimum else fact


def _behind(fact: Fact, heads: float | None) -> float:
    """How many people stand behind it; 0 where that is not known."""
    said = heads if heads is not None else fact.n if fact.n is not None else fact.value
    return said if isinstance(said, int | float) else 0


def _without(fact: Fact) -> Fact:
    return replace(fact, value=None, n=None, marks=fact.marks | {Mark.SUPPRESSED})


def shielded_each(
    facts: Mapping[Key, Fact], *, minimum: int, heads: Mapping[Key, float] | None = None
) -> dict[Key, Fact]:
    """Facts that add up to a total which is shown too, each `shielded`: and as many more are hidden, those of the fewest
    first, until nobody learns one from the total. Two at least are hidden then, and together they are no small number.
    What rests on nobody hides nothing and stays."""
    behind = {key: _behind(fact, None if heads is None else heads.get(key)) for key, fact in facts.items()}
    some = sorted((key for key in facts if behind[key] > 0), key=lambda key: behind[key])
    hidden = [key for key in some if behind[key] < minimum]
    rest = some[len(hidden) :]
    while hidden and rest and (len(hidden) < 2 or sum(behind[key] for key in hidden) < minimum):
        hidden.append(rest.pop(0))
    return {key: _without(fact) if key in hidden else fact for key, fact in facts.items()}


def open_rows(rows: Sequence[FactRow], reader: Audience) -> tuple[FactRow, ...]:
    """Rows all of whose facts `reader` may see."""
    return tuple(row for row in rows if all(fact.open_to(reader) for fact in row.facts))


def value_text(fact: Fact, *, digits: int = 1) -> str:
    """The value with its unit, without marks: `1,234人`, `33.3%`, `秘匿`, `記録なし`. Floats are rounded to `digits`."""
    if fact.value is None:
        return str(Mark.SUPPRESSED) if Mark.SUPPRESSED in fact.marks else "記録なし"
    if isinstance(fact.value, str):
        return fact.value + fact.unit
    shown = f"{fact.value:,}" if isinstance(fact.value, int) else f"{fact.value:,.{digits}f}"
    return shown + fact.unit


def text(fact: Fact, *, digits: int = 1) -> str:
    """The value as it stands in a sentence, marks and number of cases included: `最低でも12回`, `33.3%（推計、45件中）`."""
    behind = [
        str(mark) for mark in Mark if mark in fact.marks and mark not in (Mark.AT_LEAST, Mark.SUPPRESSED)
    ]
    if fact.n is not None and fact.value is not None:
        behind.append(f"{fact.n:,}件中")
    before = str(Mark.AT_LEAST) if Mark.AT_LEAST in fact.marks and fact.value is not None else ""
    return before + value_text(fact, digits=digits) + (f"（{'、'.join(behind)}）" if behind else "")
