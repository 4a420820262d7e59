"""Hours, holes and who is missing, in words. Pure."""

from __future__ import annotations

from datetime import date, time

from ibasho.base.kernel import clock, wareki
from ibasho.town.places.rules.adults import Gap

NOT_ENOUGH = (
    "見守りの おとなが そろわないため"  # why the roster calls a session off; it calls back what says so
)


def hours_words(starts: time, ends: time) -> str:
    """17:15–20:00"""
    return f"{clock.time_label(starts)}–{clock.time_label(ends)}"


def gap_words(gap: Gap, day: date) -> str:
    """木曜 17:15–20:00 あと1人"""
    return f"{wareki.WEEKDAYS[day.weekday()]}曜 {hours_words(gap.starts, gap.ends)} あと{gap.missing}人"
