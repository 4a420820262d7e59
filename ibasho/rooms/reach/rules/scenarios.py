"""Which weeks a study looks at, and when a child is free in them. Pure; days are JST, minutes count from midnight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.reach.engine.week import SLOT_MINUTES, SLOTS_PER_DAY
from ibasho.rooms.reach.rules.layers import Layer

WEEKS_USUAL = 4  # so that 「毎月第2土曜」 counts as what it is
SEARCH_WEEKS = 30  # how far ahead four school weeks, or a long holiday, are looked for
DAY_MINUTES = 24 * 60
MORNING = (9 * 60, 12 * 60 + 30)  # while school is on (不登校), and home again for lunch
NEVER = (0, 0)
# Who is brought by a grown-up is home by supper and bed time: a めやす, not a rule of the city.
ADULT_HOME = 20 * 60
Spans = Sequence[tuple[date, date]]


class Scenario(StrEnum):
    """The values are those of `Study.Scenario`."""

    TERM = "term"
    HOLIDAY = "holiday"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole weeks from `first`, a Monday."""

    scenario: Scenario
    first: date
    weeks: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, slots=True)
class Day:
    """`school`: a weekday that is neither 祝日 nor in a long holiday."""

    day: date
    school: bool


@dataclass(frozen=True, slots=True)
class Free:
    """Minutes from which a stage is free: on school days, on others."""

    school_day: int
    other_day: int


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def span_of(scenario: Scenario, near: date, long_holidays: Spans) -> Span:
    """The weeks a scenario means, seen from the day `near`.

    TERM: the next four weeks in a row, this one included, that no long holiday touches. HOLIDAY: the long holiday
    ahead that holds most whole weeks, four at most. WEEK: the week of `near`. Raises Invalid where there is none.
    """
    if scenario is Scenario.WEEK:
        return Span(scenario, monday(near), 1)
    if scenario is Scenario.TERM:
        return Span(scenario, _term(near, long_holidays), WEEKS_USUAL)
    return _holiday(near, long_holidays)


def _term(near: date, long_holidays: Spans) -> date:
    for ahead in range(SEARCH_WEEKS):
        first = monday(near) + timedelta(weeks=ahead)
        last = first + timedelta(days=7 * WEEKS_USUAL - 1)
        if not any(begin <= last and end >= first for begin, end in long_holidays):
            return first
    raise Invalid(
        "reach.no_term",
        "長期休業が ない4週間が みつかりません。長期休業の日を たしかめてください。",
    )


def _holiday(near: date, long_holidays: Spans) -> Span:
    best: Span | None = None
    for begin, end in sorted(long_holidays):
        first = monday(max(begin, near) + timedelta(days=6))
        weeks = min(WEEKS_USUAL, ((end - first).days + 1) // 7)
        if begin <= near + timedelta(days=366) and weeks >= 1 and (best is None or weeks > best.weeks):
            best = Span(Scenario.HOLIDAY, first, weeks)
    if best is None:
        raise Invalid(
            "reach.no_holiday",
            "これからの長期休業が 入っていません（または 1週間に みたない）。長期休業の日を 入れてください。",
        )
    return best


def days_of(span: Span, long_holidays: Spans) -> tuple[Day, ...]:
    return tuple(_day(span.first + timedelta(days=number), long_holidays) for number in range(7 * span.weeks))


def _day(day: date, long_holidays: Spans) -> Day:
    away = any(first <= day <= last for first, last in long_holidays)
    return Day(day, day.weekday() < 5 and not is_holiday(day) and not away)


def minute(of_day: time) -> int:
    """Whole minutes from midnight; 24:00 is 1,440."""
    return DAY_MINUTES if of_day == END_OF_DAY else of_day.hour * 60 + of_day.minute


def hours(
    days: Sequence[Day], free: Free, home_by: Mapping[int, int], layer: Layer
) -> tuple[list[int], list[int]]:
    """(free from, home by) of each day in minutes, for `engine.hours.allowed`. `home_by` is by month (1–12)."""
    windows = [_window(day, free, home_by, layer) for day in days]
    return [begins for begins, _ in windows], [ends for _, ends in windows]


def _window(day: Day, free: Free, home_by: Mapping[int, int], layer: Layer) -> tuple[int, int]:
    if layer is Layer.MORNING:
        return MORNING if day.school else NEVER
    begins = free.school_day if day.school else free.other_day
    home = home_by[day.day.month]
    if layer in (Layer.ADULT, Layer.CAR):
        home = max(home, ADULT_HOME)
    return begins, home


def free_of(school_day: time, other_day: time) -> Free:
    return Free(minute(school_day), minute(other_day))


def by_month(times: Sequence[time]) -> dict[int, int]:
    """Twelve times, January first → minutes by month."""
    return {month: minute(at) for month, at in enumerate(times, start=1)}


def slots_open(openings: Iterable[tuple[int, int, int]], days: int) -> NDArray[np.bool_]:
    """bool[days, 48]: half-hours wholly inside an opening, given as (day, begins, ends) in minutes."""
    out = np.zeros((days, SLOTS_PER_DAY), np.bool_)
    for day, begins, ends in openings:
        out[day, -(-begins // SLOT_MINUTES) : max(0, ends // SLOT_MINUTES)] = True
    return out
