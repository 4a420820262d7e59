"""Opening rules in English and Portuguese: whole phrases, since their grammar is another than that of `words`.

`Tue, Thu 15:30–17:00`, `2nd Sat of the month 11:00–13:00 (closed on public holidays)`. What a place wrote itself stays
Japanese and is a line of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from ibasho.base.kernel.clock import time_label
from ibasho.town.places.rules.opening import EVERY_DAY, LAST, HolidayRule, Opening, Pattern, Season
from ibasho.town.places.rules.tongues_abroad import ABROAD, Abroad

LANGUAGES = frozenset(ABROAD)
_YEAR = 12
_ROW_MIN = 4  # days in a row from which on they are a range: Tue–Fri


def describe_abroad(language: str, rules: Iterable[Opening]) -> tuple[str, ...]:
    """A line for each kind of day, hours of the same days together. `language` is one of `LANGUAGES`."""
    tongue = ABROAD[language]
    same_days: dict[Opening, list[str]] = {}
    for rule in rules:
        hours = _hours(rule.starts, rule.ends, tongue)
        same_days.setdefault(replace(rule, starts=None, ends=None), []).append(hours)
    lines: dict[str, None] = {}
    for rule, each in same_days.items():
        lines[_say(rule, tongue, ", ".join(dict.fromkeys(filter(None, each))))] = None
        if rule.words:
            lines[rule.words] = None
    return tuple(lines)


def _say(rule: Opening, tongue: Abroad, hours: str) -> str:
    limits = _limits(rule, tongue)
    days = _DAYS[rule.pattern](rule, tongue)
    if not days and rule.holiday in tongue.holiday:
        days = limits.pop(limits.index(tongue.holiday[rule.holiday]))
    if rule.pattern != Pattern.IRREGULAR and not hours:
        limits.append(tongue.no_hours)
    said = " ".join(part for part in (days or tongue.irregular, hours) if part)
    return f"{said} ({', '.join(limits)})" if limits else said


def _hours(starts: time | None, ends: time | None, tongue: Abroad) -> str:
    if starts and ends:
        return f"{time_label(starts)}–{time_label(ends)}"
    if starts:
        return tongue.since.format(time_label(starts))
    return tongue.until.format(time_label(ends)) if ends else ""


def _listed(words: Sequence[str], tongue: Abroad) -> str:
    """`1st, 2nd and 4th`."""
    return tongue.both.join(filter(None, (", ".join(words[:-1]), words[-1])))


def _weekdays(rule: Opening, tongue: Abroad) -> str:
    days = sorted(rule.weekdays)
    if rule.weekdays == EVERY_DAY:
        return tongue.daily
    names = [tongue.weekdays[day] for day in days]
    if len(days) >= _ROW_MIN and days[-1] - days[0] == len(days) - 1:
        return tongue.weekday_range.format(names[0], names[-1])
    return ", ".join(names)


def _also(rule: Opening, tongue: Abroad) -> str:
    return tongue.and_holidays if rule.holiday == HolidayRule.ALSO else ""


def _weekly(rule: Opening, tongue: Abroad) -> str:
    return _weekdays(rule, tongue) + _also(rule, tongue)


def _fortnightly(rule: Opening, tongue: Abroad) -> str:
    return tongue.fortnight.format(_weekdays(rule, tongue)) + _also(rule, tongue)


def _monthly_nth(rule: Opening, tongue: Abroad) -> str:
    return tongue.of_month.format(_nth(rule, tongue)) + _also(rule, tongue)


def _nth(rule: Opening, tongue: Abroad) -> str:
    """Two weekdays are two phrases: `2nd Tue and 2nd Thu`."""
    phrases = []
    for day in sorted(rule.weekdays):
        last = tongue.lasts[day]
        counts = [last if n == LAST else tongue.ordinal(n, day) for n in rule.nth]
        phrases.append(f"{_listed(counts, tongue)} {tongue.weekdays[day]}")
    return _listed(phrases, tongue)


def _monthly_day(rule: Opening, tongue: Abroad) -> str:
    days = [tongue.day_of_month(day) for day in rule.days_of_month]
    shape = tongue.days_of_month if len(days) > 1 else tongue.day_of_the_month
    return shape.format(_listed(days, tongue)) + _also(rule, tongue)


def _dates(rule: Opening, tongue: Abroad) -> str:
    return "; ".join(f"{tongue.weekdays[day.weekday()]} {_date(day, tongue)}" for day in rule.dates)


def _irregular(rule: Opening, tongue: Abroad) -> str:
    if rule.nth:
        days = tongue.of_month.format(_nth(rule, tongue))
    else:
        days = _weekdays(rule, tongue)
    if rule.holiday == HolidayRule.ALSO:
        days = tongue.or_holidays.format(days) if days else tongue.holidays
    if not rule.per:
        return f"{days} {tongue.not_every_week}" if days else ""
    count = tongue.once if rule.times == 1 else tongue.times.format(rule.times) if rule.times else tongue.some
    often = f"{count} {tongue.per[rule.per]}"
    return f"{often}, {days}" if days else often


_DAYS: dict[Pattern, Callable[[Opening, Abroad], str]] = {
    Pattern.WEEKLY: _weekly,
    Pattern.FORTNIGHTLY: _fortnightly,
    Pattern.MONTHLY_NTH: _monthly_nth,
    Pattern.MONTHLY_DAY: _monthly_day,
    Pattern.DATES: _dates,
    Pattern.IRREGULAR: _irregular,
}


def _date(day: date, tongue: Abroad) -> str:
    return tongue.date.format(day.day, tongue.months[day.month - 1], day.year)


def _limits(rule: Opening, tongue: Abroad) -> list[str]:
    said = [_months(rule, tongue)] if rule.months and len(rule.months) < _YEAR else []
    if rule.pattern == Pattern.FORTNIGHTLY and rule.anchor:
        said.append(tongue.anchor.format(_date(rule.anchor, tongue)))
    if rule.season != Season.ALWAYS:
        holidays = rule.season == Season.SCHOOL_HOLIDAYS
        said.append(tongue.school_holidays if holidays else tongue.school_term)
    if rule.holiday in tongue.holiday:
        said.append(tongue.holiday[rule.holiday])
    if rule.valid_from:
        said.append(tongue.from_day.format(_date(rule.valid_from, tongue)))
    if rule.valid_until:
        said.append(tongue.to_day.format(_date(rule.valid_until, tongue)))
    return said


def _months(rule: Opening, tongue: Abroad) -> str:
    firsts = [month for month in rule.months if (month - 2) % _YEAR + 1 not in rule.months]
    if len(firsts) == 1 and len(rule.months) > 2:
        last = (firsts[0] + len(rule.months) - 2) % _YEAR
        return tongue.month_range.format(tongue.months[firsts[0] - 1], tongue.months[last])
    return tongue.in_months.format(
        _listed([tongue.months[month - 1] for month in sorted(rule.months)], tongue)
    )
