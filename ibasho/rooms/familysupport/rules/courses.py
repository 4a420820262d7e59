"""Whether a provider's courses are in force: the basic hours once, first aid and accident prevention every few years.
Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.rooms.familysupport.rules.kinds import CourseKind

REFRESHED = (CourseKind.FIRST_AID, CourseKind.SAFETY)


@dataclass(frozen=True, slots=True)
class Taken:
    """One meeting somebody took part in: `minutes` as they count for them."""

    kind: str
    held_on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class CourseStanding:
    """`why`: what is missing, in words ("" where all is in force). `until`: the last day on which the refreshers hold
    (None while one was never taken). `minutes`: of the basic course so far."""

    why: str
    until: date | None
    minutes: int

    @property
    def ok(self) -> bool:
        return not self.why


def in_force(taken: Iterable[Taken], day: date, *, minutes_min: int, refresher_years: int) -> CourseStanding:
    """As it stands on `day`; what lies ahead does not count yet."""
    past = [one for one in taken if one.held_on <= day]
    minutes = sum(one.minutes for one in past if one.kind == CourseKind.BASIC)
    ends = [last_day(past, kind, refresher_years) for kind in REFRESHED]
    until = min((end for end in ends if end is not None), default=None) if None not in ends else None
    lacking = []
    if minutes < minutes_min:
        lacking.append(f"基礎講習が あと {spent(minutes_min - minutes)}")
    for kind, end in zip(REFRESHED, ends, strict=True):
        if end is None:
            lacking.append(f"{kind.label}が まだ")
        elif end < day:
            lacking.append(f"{kind.label}の 期限が {end.year}年{end.month}月{end.day}日で 切れています")
    return CourseStanding("、".join(lacking), until, minutes)


def last_day(taken: Iterable[Taken], kind: str, refresher_years: int) -> date | None:
    """The last day on which the latest course of this kind holds: the day before the same day years later, so that
    "once in five years" is kept; None where it was never taken."""
    latest = max((one.held_on for one in taken if one.kind == kind), default=None)
    return None if latest is None else _years_later(latest, refresher_years) - timedelta(days=1)


def spent(minutes: int) -> str:
    """`24時間`, `1時間30分`, `40分`."""
    hours, rest = divmod(minutes, 60)
    return "".join([f"{hours}時間" if hours else "", f"{rest}分" if rest or not hours else ""])


def _years_later(day: date, years: int) -> date:
    """29 February falls on 1 March where there is none, so that the course holds through the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


REMIND_DAYS = (14, 60)


def stage(until: date, today: date) -> int | None:
    """Which reminder is due: 60 or 14 days ahead, the nearer one as long as the course still holds. None: not yet, or
    over."""
    left = (until - today).days
    return next((days for days in REMIND_DAYS if 0 <= left <= days), None)
