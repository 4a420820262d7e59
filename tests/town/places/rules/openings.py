"""Openings drawn by hypothesis, in the forms our own words can say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from hypothesis import strategies as st

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season
from ibasho.town.places.rules.words import describe

days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
weekday_sets = st.frozensets(st.integers(0, 6), min_size=1)
month_sets = st.frozensets(st.integers(1, 12), max_size=11)
minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))


@st.composite
def hours(draw: st.DrawFn) -> tuple[time | None, time | None]:
    starts = draw(st.none() | minutes)
    ends = draw(st.none() | minutes.filter(lambda t: t > time()) | st.just(END_OF_DAY))
    if starts and ends and ends <= starts:
        starts, ends = (ends, starts) if ends < starts else (starts, None)
    return starts, ends


@st.composite
def spans(draw: st.DrawFn) -> tuple[date | None, date | None]:
    one, other = draw(st.none() | days), draw(st.none() | days)
    return (other, one) if one and other and other < one else (one, other)


@st.composite
def regular(draw: st.DrawFn) -> Opening:
    """Every pattern but IRREGULAR."""
    starts, ends = draw(hours())
    pattern = draw(st.sampled_from([p for p in Pattern if p != Pattern.IRREGULAR]))
    if pattern == Pattern.DATES:
        dates = tuple(draw(st.lists(days, min_size=1, max_size=4)))
        return Opening(pattern, dates=dates, starts=starts, ends=ends)
    since, until = draw(spans())
    nths = st.lists(st.sampled_from([1, 2, 3, 4, 5, -1]), min_size=1, max_size=3)
    return Opening(
        pattern,
        weekdays=frozenset() if pattern == Pattern.MONTHLY_DAY else draw(weekday_sets),
        nth=tuple(draw(nths)) if pattern == Pattern.MONTHLY_NTH else (),
        days_of_month=tuple(draw(st.lists(st.integers(1, 31), min_size=1, max_size=4)))
        if pattern == Pattern.MONTHLY_DAY
        else (),
        anchor=draw(days) if pattern == Pattern.FORTNIGHTLY else None,
        starts=starts,
        ends=ends,
        season=draw(st.sampled_from(Season)),
        holiday=draw(st.sampled_from(HolidayRule)),
        months=draw(month_sets),
        valid_from=since,
        valid_until=until,
        words=draw(st.sampled_from(["", "", "雨の日は おやすみ", "変更の可能性あり"])),
    )


@st.composite
def irregular(draw: st.DrawFn) -> Opening:
    """月1回 日曜または祝日, 不定期 …; their words are what our own words make of the fields."""
    starts, ends = draw(hours())
    per = draw(st.sampled_from([c for c in IrregularCount if c != IrregularCount.PER_WEEK]))
    weekdays = draw(st.frozensets(st.integers(0, 6)))
    holidays = [HolidayRule.AS_USUAL, HolidayRule.ALSO] if weekdays else [HolidayRule.AS_USUAL]
    rule = Opening(
        Pattern.IRREGULAR,
        weekdays=weekdays,
        season=draw(st.sampled_from(Season)),
        holiday=draw(st.sampled_from(holidays)),
        months=draw(month_sets if weekdays else st.just(frozenset[int]())),
        times=draw(st.none() | st.integers(1, 12)) if per else None,
        per=per,
    )
    bare = weekdays and not per and rule.holiday != HolidayRule.ALSO
    return replace(rule, starts=starts, ends=ends, words="" if bare else describe(rule))
