"""The ground a year is played on, as plain values: cells with children, spots with the days they open. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import cache

import numpy as np
from numpy.typing import NDArray

from demo import city
from demo.chapters.places import Place
from demo.chapters.school_year import LongHoliday, as_calendar
from ibasho.base.kernel import holidays as public_holidays
from ibasho.base.kernel import nendo as years
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from ibasho.town.places.rules.occurrences import occurrences
from ibasho.town.places.rules.opening import SchoolCalendar

STAGE_FROM = (0, 6, 9, 12, 15)  # the age at which each of CHILD_STAGES begins
NO_PLACE = frozenset({*NEVER_FOR_ALL, PlaceKind.PUBLIC_FACILITY, PlaceKind.TEMPORARY_CARE})
HOURS = (time(15), time(18))  # for a day whose hours nobody wrote


@dataclass(frozen=True, slots=True)
class Spot:
    """Where children go. `hours`: day of the year (0 is 1 April) → opens, closes. `new`: a plan brought it."""

    name: str
    kind: str
    lat: float
    lng: float
    stages: frozenset[str]
    hours: dict[int, tuple[time, time]]
    meals_a_day: int = 0
    new: bool = False

    @property
    def is_shop(self) -> bool:
        return self.kind == PlaceKind.PARTNER_SHOP


@dataclass(frozen=True, slots=True)
class Ground:
    """`by_age` (cells, 18) are all children; `free` says for each day whether school is out for a long holiday."""

    nendo: int
    days: int
    lat: NDArray[np.float64]
    lng: NDArray[np.float64]
    by_age: NDArray[np.int64]
    district: tuple[str, ...]
    spots: tuple[Spot, ...]
    free: NDArray[np.bool_]
    school: NDArray[np.bool_]

    @property
    def first(self) -> date:
        return years.first_day(self.nendo)

    def day(self, number: int) -> date:
        return self.first + timedelta(days=number)

    @property
    def children(self) -> int:
        return int(self.by_age.sum())


@cache
def of_mihon(nendo: int) -> Ground:
    """みほん市 as the demo makes it for the 1st of April."""
    made = city.build(today=years.first_day(nendo))
    days = (years.last_day(nendo) - years.first_day(nendo)).days + 1
    cells = [one for one in made.cells if one.by_age]
    first, calendar = years.first_day(nendo), as_calendar(made.holidays)
    every = [first + timedelta(days=number) for number in range(days)]
    free = np.array([_is_free(day, made.holidays) for day in every])
    rest = np.array([day.weekday() >= 5 or public_holidays.is_holiday(day) for day in every])
    return Ground(
        nendo=nendo, days=days,
        lat=np.array([one.centre.lat for one in cells]), lng=np.array([one.centre.lng for one in cells]),
        by_age=np.array([one.by_age for one in cells], dtype=np.int64),
        district=tuple(one.district for one in cells),
        spots=tuple(
            spot for place in made.places if (spot := _spot(place, calendar, first, days)) is not None
        ),
        free=free, school=~(free | rest),
    )  # fmt: skip


def stage_of(age: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index into CHILD_STAGES."""
    return np.searchsorted(STAGE_FROM, age, side="right") - 1


def weekly(ground: Ground, weekdays: Sequence[int], hours: tuple[time, time]) -> dict[int, tuple[time, time]]:
    """Every such weekday that is no public holiday."""
    found = [(number, ground.day(number)) for number in range(ground.days)]
    return {
        number: hours
        for number, day in found
        if day.weekday() in weekdays and not public_holidays.is_holiday(day)
    }


def with_spots(ground: Ground, spots: Sequence[Spot]) -> Ground:
    return replace(ground, spots=(*ground.spots, *spots))


def _is_free(day: date, holidays: tuple[LongHoliday, ...]) -> bool:
    return any(one.first <= day <= one.last for one in holidays)


def _spot(place: Place, calendar: SchoolCalendar, first: date, days: int) -> Spot | None:
    kind = PlaceKind(place.kind)
    if place.point is None or place.restricted or place.state != "published" or kind in NO_PLACE:
        return None
    found = occurrences(place.openings, place.closures, [], calendar, first, first + timedelta(days=days - 1))
    paused = place.pause
    hours = {
        (one.day - first).days: (one.starts or HOURS[0], one.ends or HOURS[1])
        for one in reversed(found)  # the day's first opening speaks
        if not (paused and paused.since <= one.day and (paused.until is None or one.day <= paused.until))
    }
    everyone = frozenset(stage.value for stage in CHILD_STAGES)
    stages = frozenset(place.stages) or everyone
    meals = 8 if kind == PlaceKind.PARTNER_SHOP else 0
    return Spot(place.name, kind.value, place.point.lat, place.point.lng, stages, hours, meals_a_day=meals)


STAGES: tuple[Stage, ...] = CHILD_STAGES
