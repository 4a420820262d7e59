"""The days of an event in a file. A day that was not said is never made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from ibasho.base.kernel.clock import time_label
from ibasho.town.places.rules.occurrences import Occurrence, occurrences
from ibasho.town.places.rules.opening import Pattern, SchoolCalendar
from ibasho.town.places.rules.opening_text import OpeningText
from ibasho.town.places.rules.reading import read_opening

EACH_DAY_MAX = 7  # a longer run is rarely open every single day
LONGEST = 366


@dataclass(frozen=True, slots=True)
class Span:
    """The four date and time cells of an event row, and what is written beside them."""

    first: date | None
    last: date | None
    starts: time | None
    ends: time | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class EventDays:
    """`sure`: these are all its days. Otherwise they are only the days the file names, and the words say the rest."""

    days: tuple[Occurrence, ...]
    sure: bool


def days_of(span: Span, calendar: SchoolCalendar) -> EventDays:
    """One day: that day. Words about days that can be read without doubt: those days within the run. Up to a week
    without words: each day. A longer run, or words nobody can read: only its first and last day."""
    if span.first is None:
        return EventDays((), sure=False)
    last = span.last or span.first
    if last < span.first:
        return EventDays((_one(span.first, span.starts, None),), sure=False)
    if last == span.first:
        return EventDays((_one(span.first, span.starts, span.ends),), sure=True)
    if span.words.strip():
        return _by_words(span, last, calendar)
    return _run(span, last)


def _by_words(span: Span, last: date, calendar: SchoolCalendar) -> EventDays:
    first = span.first or last
    clock = [time_label(hour) if hour else "" for hour in (span.starts, span.ends)]
    read = read_opening(OpeningText(days=span.words, starts=clock[0], ends=clock[1]))
    days_said = any(rule.pattern != Pattern.IRREGULAR for rule in read.openings)
    if read.certain and days_said and (last - first).days <= LONGEST:
        found = occurrences(read.openings, [], [], calendar, first, last)
        if found:
            return EventDays(tuple(found), sure=True)
    return _ends_of(span, last)


def _run(span: Span, last: date) -> EventDays:
    first = span.first or last
    count = (last - first).days + 1
    if count > EACH_DAY_MAX:
        return _ends_of(span, last)
    if span.starts and span.ends and span.ends <= span.starts:  # from the first day's hour to the last day's
        return _ends_of(span, last)
    days = (first + timedelta(days=number) for number in range(count))
    return EventDays(tuple(_one(day, span.starts, span.ends) for day in days), sure=True)


def _ends_of(span: Span, last: date) -> EventDays:
    """The two days the file names: it surely begins on the one and ends on the other."""
    first = span.first or last
    if span.starts and span.ends and span.ends <= span.starts:
        return EventDays((_one(first, span.starts, None), _one(last, None, span.ends)), sure=False)
    return EventDays(tuple(_one(day, span.starts, span.ends) for day in (first, last)), sure=False)


def _one(day: date, starts: time | None, ends: time | None) -> Occurrence:
    ends_later = starts is None or ends is None or ends > starts
    return Occurrence(day, starts, ends if ends_later else None, 0)
