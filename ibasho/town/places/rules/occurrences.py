"""From opening rules to days: which sessions the coming weeks hold, and how to remake them without doubles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from ibasho.base.kernel.holidays import is_holiday
from ibasho.town.places.rules.opening import (
    LAST,
    Closure,
    Extra,
    HolidayRule,
    Opening,
    Pattern,
    SchoolCalendar,
    Season,
)

EXTRA = -1  # `Occurrence.rule` of a single extra day
_LONGEST_HOLIDAY_RUN = 10  # days looked back for openings moved to the next day


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One opening on one day. `rule` is the index of the rule it came from, or EXTRA."""

    day: date
    starts: time | None
    ends: time | None
    rule: int


@dataclass(frozen=True, slots=True)
class _Day:
    """What any rule may ask about a day, worked out once for all places."""

    day: date
    nth: int
    last_in_month: bool
    holiday: bool
    season: Season | None  # None: the school year is not in the calendar


@dataclass(frozen=True, slots=True)
class _Window:
    days: tuple[_Day, ...]
    by_weekday: tuple[tuple[_Day, ...], ...]
    holidays: tuple[_Day, ...]
    by_date: dict[date, _Day]


def occurrences(
    openings: Sequence[Opening],
    closures: Sequence[Closure],
    extra: Sequence[Extra],
    calendar: SchoolCalendar,
    first: date,
    last: date,
) -> list[Occurrence]:
    """Every opening from `first` to `last` (inclusive), sorted, each (day, starts) once.

    Where two rules meet on the same day and hour the earlier rule speaks. A closure is stronger than
    everything, extra days included: going in vain is worse than a day left out. A season rule (長期休業のみ, or
    除く) makes nothing in a school year the calendar does not know.
    """
    window = _window(calendar, first - timedelta(days=_LONGEST_HOLIDAY_RUN), last)
    found: dict[tuple[date, time | None], Occurrence] = {}
    for index, rule in enumerate(openings):
        for day in _days(rule, window):
            if first <= day <= last:
                found.setdefault((day, rule.starts), Occurrence(day, rule.starts, rule.ends, index))
    for more in extra:
        if first <= more.day <= last:
            found.setdefault((more.day, more.starts), Occurrence(more.day, more.starts, more.ends, EXTRA))
    return sorted((one for one in found.values() if not _closed(one.day, closures)), key=_order)


def possible_on(
    openings: Iterable[Opening], closures: Sequence[Closure], calendar: SchoolCalendar, day: date
) -> tuple[int, ...]:
    """Indexes of IRREGULAR rules that name this weekday (or holiday): 「きょう あるかも。きいてから いこう」.

    Never a promise, never a session."""
    if _closed(day, closures):
        return ()
    window = _window(calendar, day, day)
    return tuple(
        index
        for index, rule in enumerate(openings)
        if rule.pattern == Pattern.IRREGULAR and any(True for _ in _days(rule, window, _irregular))
    )


def _order(one: Occurrence) -> tuple[date, time, int]:
    return one.day, one.starts or time.min, one.rule


def _closed(day: date, closures: Sequence[Closure]) -> bool:
    return any(closure.first <= day <= closure.last for closure in closures)


@lru_cache(maxsize=16)
def _window(calendar: SchoolCalendar, first: date, last: date) -> _Window:
    known_years = frozenset(_school_year(day) for span in calendar.long_holidays for day in span)
    days = tuple(
        _look_at(first + timedelta(days=n), calendar, known_years) for n in range((last - first).days + 1)
    )
    return _Window(
        days,
        tuple(tuple(d for d in days if d.day.weekday() == weekday) for weekday in range(7)),
        tuple(d for d in days if d.holiday),
        {d.day: d for d in days},
    )


def _look_at(day: date, calendar: SchoolCalendar, known_years: frozenset[int]) -> _Day:
    in_holidays = any(first <= day <= last for first, last in calendar.long_holidays)
    season = Season.SCHOOL_HOLIDAYS if in_holidays else Season.SCHOOL_TERM
    known = season if _school_year(day) in known_years else None
    last_in_month = (day + timedelta(days=7)).month != day.month
    return _Day(day, (day.day - 1) // 7 + 1, last_in_month, is_holiday(day), known)


def _school_year(day: date) -> int:
    return day.year - (day.month < 4)


_Candidates = Callable[[Opening, _Window], Iterator[_Day]]


def _days(rule: Opening, window: _Window, candidates: _Candidates | None = None) -> Iterator[date]:
    if rule.pattern == Pattern.DATES:
        yield from rule.dates
        return
    for found in (candidates or _CANDIDATES[rule.pattern])(rule, window):
        if _in_season(rule, found):
            day = _after_holidays(found, window) if rule.holiday == HolidayRule.NEXT_DAY else found.day
            if _valid(rule, day):
                yield day


def _in_season(rule: Opening, found: _Day) -> bool:
    if rule.months and found.day.month not in rule.months:
        return False
    if rule.season != Season.ALWAYS and rule.season != found.season:
        return False
    if rule.holiday == HolidayRule.CLOSED:
        return not found.holiday
    return rule.holiday != HolidayRule.ONLY or found.holiday


def _after_holidays(found: _Day, window: _Window) -> date:
    """The day itself, or the first day behind it that is no holiday."""
    day = found.day
    while day in window.by_date and window.by_date[day].holiday:
        day += timedelta(days=1)
    return day


def _valid(rule: Opening, day: date) -> bool:
    return (rule.valid_from is None or rule.valid_from <= day) and (
        rule.valid_until is None or day <= rule.valid_until
    )


def _weekly(rule: Opening, window: _Window) -> Iterator[_Day]:
    for weekday in rule.weekdays:
        yield from window.by_weekday[weekday]
    yield from _also_holidays(rule, window)


def _also_holidays(rule: Opening, window: _Window) -> Iterator[_Day]:
    if rule.holiday == HolidayRule.ALSO:
        yield from window.holidays


def _fortnightly(rule: Opening, window: _Window) -> Iterator[_Day]:
    monday = _monday(rule.anchor or date.min)
    for weekday in rule.weekdays:
        yield from (d for d in window.by_weekday[weekday] if (_monday(d.day) - monday) % 14 == 0)
    yield from _also_holidays(rule, window)


def _monday(day: date) -> int:
    return day.toordinal() - day.weekday()


def _monthly_nth(rule: Opening, window: _Window) -> Iterator[_Day]:
    wants_last = LAST in rule.nth
    for weekday in rule.weekdays:
        for found in window.by_weekday[weekday]:
            if found.nth in rule.nth or (wants_last and found.last_in_month):
                yield found
    yield from _also_holidays(rule, window)


def _monthly_day(rule: Opening, window: _Window) -> Iterator[_Day]:
    yield from (found for found in window.days if found.day.day in rule.days_of_month)
    yield from _also_holidays(rule, window)


def _irregular(rule: Opening, window: _Window) -> Iterator[_Day]:
    return _monthly_nth(rule, window) if rule.nth else _weekly(rule, window)


def _never(_rule: Opening, _window: _Window) -> Iterator[_Day]:
    return iter(())


_CANDIDATES: dict[Pattern, _Candidates] = {
    Pattern.WEEKLY: _weekly,
    Pattern.FORTNIGHTLY: _fortnightly,
    Pattern.MONTHLY_NTH: _monthly_nth,
    Pattern.MONTHLY_DAY: _monthly_day,
    Pattern.IRREGULAR: _never,
}
