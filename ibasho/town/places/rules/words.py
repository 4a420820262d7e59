"""Opening rules in the words people use: for grown-ups (`describe`) and for children (`describe_for_children`).

What `describe` writes, `reading.read_opening` reads back into the same rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, time

from ibasho.base.kernel.clock import time_label
from ibasho.town.places.rules.opening import (
    EVERY_DAY,
    LAST,
    WORKDAYS,
    HolidayRule,
    IrregularCount,
    Opening,
    Pattern,
    Season,
)
from ibasho.town.places.rules.tongues import CHILD, PLAIN, Tongue

ODD_MONTHS = frozenset(range(1, 12, 2))
EVEN_MONTHS = frozenset(range(2, 13, 2))


def describe(rule: Opening) -> str:
    """One rule: 「毎週 火・木 15:30～17:30」「毎月第2土曜 11:00～13:00」「月1回 日曜または祝日」."""
    return _say(rule, PLAIN, _hours(rule.starts, rule.ends, PLAIN))


def describe_for_children(rule: Opening) -> str:
    """The same rule without hard words: 「まいしゅう 火よう日・木よう日 15:30から 17:30まで」.
    The place's own words of an irregular rule are shown as they are."""
    return _say(rule, CHILD, _hours(rule.starts, rule.ends, CHILD))


def describe_all(rules: Iterable[Opening]) -> str:
    """All rules, one after the other; hours of the same days stand together: `第2火曜 17:00～18:00・18:00～19:00`."""
    return "、".join(_lines(rules, PLAIN))


def describe_all_for_children(rules: Iterable[Opening]) -> tuple[str, ...]:
    """One short line per kind of day."""
    return tuple(_lines(rules, CHILD))


def _lines(rules: Iterable[Opening], tongue: Tongue) -> list[str]:
    same_days: dict[Opening, list[str]] = {}
    for rule in rules:
        hours = _hours(rule.starts, rule.ends, tongue)
        same_days.setdefault(replace(rule, starts=None, ends=None), []).append(hours)
    return [_say(rule, tongue, "・".join(dict.fromkeys(filter(None, h)))) for rule, h in same_days.items()]


def hours_label(starts: time | None, ends: time | None) -> str:
    """`15:30～17:30`, `15:30～`, `～17:30`; empty when neither is known."""
    return _hours(starts, ends, PLAIN)


def _say(rule: Opening, tongue: Tongue, hours: str) -> str:
    if rule.pattern == Pattern.IRREGULAR:
        return _spaced(rule.words or _irregular(rule, tongue), hours)
    main = _spaced(_months(rule, tongue), _DAYS[rule.pattern](rule, tongue), hours)
    unknown = () if hours else (tongue.no_hours,)
    said = main + _in_brackets([*_limits(rule, tongue), *unknown])
    return f"{said} ※{rule.words}" if rule.words else said


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part).replace("数月の ", "数月の")  # 奇数月の第2水曜


def _in_brackets(parts: Sequence[str]) -> str:
    return f"（{'、'.join(parts)}）" if parts else ""


def _hours(starts: time | None, ends: time | None, tongue: Tongue) -> str:
    if starts is None and ends is None:
        return ""
    if starts is None or ends is None:
        shape = tongue.until if starts is None else tongue.since
        return shape.format(_clock(starts or ends))
    return tongue.from_to.format(_clock(starts), _clock(ends))


def _clock(hour: time | None) -> str:
    """Before six we say 午前, since 5:30 alone is more often meant for the evening."""
    if hour is None:
        return ""
    return ("午前" if hour.hour < 6 else "") + time_label(hour)


def _months(rule: Opening, tongue: Tongue) -> str:
    if not rule.months or len(rule.months) == 12:
        return ""
    if rule.months in (ODD_MONTHS, EVEN_MONTHS):
        return tongue.odd_months if rule.months == ODD_MONTHS else tongue.even_months
    starts = [month for month in rule.months if (month - 2) % 12 + 1 not in rule.months]
    if len(starts) == 1 and len(rule.months) > 2:
        last = (starts[0] + len(rule.months) - 2) % 12 + 1
        return tongue.month_range.format(tongue.month.format(starts[0]), tongue.month.format(last))
    return "・".join(tongue.month.format(month) for month in sorted(rule.months))


def _also(rule: Opening, tongue: Tongue) -> str:
    return tongue.and_holidays if rule.holiday == HolidayRule.ALSO else ""


def _weekdays(weekdays: frozenset[int], tongue: Tongue) -> str:
    """`土曜`, `火・木`, from four in a row `火～土`."""
    days = sorted(weekdays)
    if len(days) == 1:
        return tongue.one_weekday.format(tongue.letters[days[0]])
    names = [tongue.weekday.format(tongue.letters[day]) for day in days]
    if len(days) > 3 and days[-1] - days[0] == len(days) - 1:
        return tongue.weekday_range.format(names[0], names[-1])
    return "・".join(names)


def _weekly(rule: Opening, tongue: Tongue) -> str:
    if rule.weekdays == WORKDAYS and rule.holiday == HolidayRule.CLOSED:
        return tongue.workdays
    if rule.weekdays == EVERY_DAY:
        return tongue.daily + _also(rule, tongue)
    return tongue.every_week.format(_weekdays(rule.weekdays, tongue)) + _also(rule, tongue)


def _fortnightly(rule: Opening, tongue: Tongue) -> str:
    return tongue.fortnight.format(_weekdays(rule.weekdays, tongue)) + _also(rule, tongue)


def _monthly_nth(rule: Opening, tongue: Tongue) -> str:
    """`毎月第2土曜`, `第2・4金曜`; two weekdays are two phrases, since 「第2火・木」 could mean either."""
    phrases = [_nth_of(rule.nth, weekday, tongue) for weekday in sorted(rule.weekdays)]
    alone = len(rule.nth) == 1 and len(phrases) == 1 and not rule.months
    return (tongue.every_month if alone else "") + "、".join(phrases) + _also(rule, tongue)


def _nth_of(nth: tuple[int, ...], weekday: int, tongue: Tongue) -> str:
    counts = "・".join(
        tongue.last if n == LAST else tongue.nth_again.format(n) if place else tongue.nth.format(n)
        for place, n in enumerate(nth)
    )
    return counts + tongue.nth_gap + tongue.one_weekday.format(tongue.letters[weekday])


def _monthly_day(rule: Opening, tongue: Tongue) -> str:
    days = "・".join(tongue.day.format(day) for day in rule.days_of_month)
    return f"{tongue.every_month.strip()} {days}" + _also(rule, tongue)


def _dates(rule: Opening, tongue: Tongue) -> str:
    return "・".join(f"{_date(day, tongue)}（{tongue.letters[day.weekday()]}）" for day in rule.dates)


def _date(day: date, tongue: Tongue) -> str:
    return tongue.date.format(day.year, day.month, day.day)


_DAYS = {
    Pattern.WEEKLY: _weekly,
    Pattern.FORTNIGHTLY: _fortnightly,
    Pattern.MONTHLY_NTH: _monthly_nth,
    Pattern.MONTHLY_DAY: _monthly_day,
    Pattern.DATES: _dates,
}


def _limits(rule: Opening, tongue: Tongue) -> list[str]:
    """What goes into the brackets behind a rule."""
    said = []
    if rule.pattern == Pattern.FORTNIGHTLY and rule.anchor:
        said.append(tongue.anchor.format(_date(rule.anchor, tongue)))
    if rule.season != Season.ALWAYS:
        holidays = rule.season == Season.SCHOOL_HOLIDAYS
        said.append(tongue.school_holidays if holidays else tongue.school_term)
    if rule.holiday in tongue.holiday:
        said.append(tongue.holiday[rule.holiday])
    return said + _validity(rule, tongue)


def _validity(rule: Opening, tongue: Tongue) -> list[str]:
    if rule.valid_from and rule.valid_until:
        both = _date(rule.valid_from, tongue), _date(rule.valid_until, tongue)
        return [tongue.date_range.format(*both)]
    if rule.valid_from:
        return [tongue.date_from.format(_date(rule.valid_from, tongue))]
    return [tongue.date_until.format(_date(rule.valid_until, tongue))] if rule.valid_until else []


def _irregular(rule: Opening, tongue: Tongue) -> str:
    """What the fields of an irregular rule say, where the place left no words."""
    days = "、".join(_irregular_days(rule, tongue))
    count = tongue.counts[rule.per].format(rule.times or tongue.some) if rule.per else ""
    if rule.holiday == HolidayRule.ALSO:
        days = tongue.or_holidays.format(days) if days else tongue.holidays
    unsure = tongue.not_every_week if days and not count else ""
    said = _spaced(_months(rule, tongue), count, days) + unsure
    limits = _limits(rule, tongue)
    if said:
        return said + _in_brackets(limits)
    return "、".join(limits) or tongue.irregular


def _irregular_days(rule: Opening, tongue: Tongue) -> list[str]:
    if rule.nth:
        return [_nth_of(rule.nth, weekday, tongue) for weekday in sorted(rule.weekdays)]
    if len(rule.weekdays) < 2:
        return [tongue.one_weekday.format(tongue.letters[day]) for day in rule.weekdays]
    names = "・".join(tongue.weekday.format(tongue.letters[day]) for day in sorted(rule.weekdays))
    return [names + tongue.weekdays_end]


def count_of(per: IrregularCount, times: int | None) -> str:
    """`月1回`, `2か月に1回`; an unknown number is 何回か."""
    return PLAIN.counts[per].format(times or PLAIN.some) if per else ""
