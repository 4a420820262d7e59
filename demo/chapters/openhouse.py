"""自由に使える場所: a room whose week changed twice, groups that apply, and heads drawn with the rhythm of school weeks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np

from demo.chapters.school_year import LongHoliday
from demo.days import WEEKDAYS, in_days
from demo.sources import DATA, chance, read_toml
from ibasho.base.kernel import nendo, wareki
from ibasho.base.kernel.holidays import is_holiday

DAY = timedelta(days=1)
WORKDAYS, THURSDAY, FORTNIGHT = 5, 3, 14
FIRST_MINUTE, MINUTES = 15 * 60 + 30, 180
# Of those who come: children of each stage, and grown-ups who bring them.
_STAGES = {"lower": 0.2, "upper": 0.33, "junior": 0.3, "high": 0.12, "adult": 0.05}
_REST = 0.7  # in a long holiday fewer come to a room for after school
TODAY_COUNTS = 12


@dataclass(frozen=True, slots=True)
class Face:
    kind: str
    name: str
    starts: time
    ends: time
    adults_min: int
    noise: str
    stages: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """The same faces Monday to Friday."""

    title: str
    stage: str
    aim: str
    starts_on: date
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    by: str
    organisation: str
    title: str
    purpose: str
    words: str
    adults: int
    children: int
    starts: time
    ends: time
    first_on: date
    until: date
    equipment: dict[str, int]
    asked_on: date
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Improvement:
    place: str
    kind: str
    title: str
    words: str
    voice_code: str = ""
    planned_on: date | None = None
    works_on: date | None = None
    done_on: date | None = None
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """`count` of a stage came together at the wall clock `at`."""

    at: datetime
    stage: str
    count: int


@dataclass(frozen=True, slots=True)
class Openhouse:
    """`daily_since`: from that day on the door counted every day, before it on two Thursdays a month."""

    place: str
    heads_max: int
    room: dict[str, Any]
    versions: tuple[Version, ...]
    terms: str
    equipment: dict[str, int]
    applications: tuple[Application, ...]
    improvements: tuple[Improvement, ...]
    incidents: tuple[dict[str, Any], ...]
    sheet: dict[str, str]
    daily_since: date
    came: tuple[Came, ...] = field(repr=False)

    def opened(self, today: date) -> Iterator[date]:
        """Days the room was open since the door counts daily, up to yesterday."""
        day = self.daily_since
        while day < today:
            if is_school_week_day(day):
                yield day
            day += DAY


def build(seed: int, today: date, holidays: Sequence[LongHoliday]) -> Openhouse:
    told = read_toml(DATA / "openhouse.toml")
    versions = tuple(_version(row, today) for row in told["version"])
    since = (today.replace(day=1) - DAY).replace(day=1)
    return Openhouse(
        place=told["place"],
        heads_max=told["heads_max"],
        room=told["room"],
        versions=versions,
        terms=told["terms"]["text"],
        equipment={row["name"]: row["count"] for row in told["equipment"]},
        applications=tuple(_application(row, today) for row in told["application"]),
        improvements=tuple(_improvement(row, today) for row in told["improvement"]),
        incidents=tuple(_incident(row, today) for row in told["incident"]),
        sheet=told["sheet"],
        daily_since=since,
        came=tuple(_came(chance(seed, "openhouse"), versions, told["counted"], since, today, holidays)),
    )


def is_school_week_day(day: date) -> bool:
    return day.weekday() < WORKDAYS and not is_holiday(day)


def _version(row: dict[str, Any], today: date) -> Version:
    month, day = map(int, row["since"].split("-"))
    starts_on = date(nendo.nendo(today) - row["back"], month, day)
    era, year = wareki.era_year(starts_on)
    return Version(
        title=f"{era.letter}{year} {row['title']}", stage=row["stage"], aim=row["aim"], starts_on=starts_on,
        faces=tuple(_face(each) for each in row["face"]),
    )  # fmt: skip


def _face(row: dict[str, Any]) -> Face:
    plain = dict(row)
    starts, ends = _hours(plain.pop("hours"))
    return Face(**plain | {"starts": starts, "ends": ends, "stages": tuple(row.get("stages", ()))})


def _hours(words: list[str]) -> tuple[time, time]:
    return time.fromisoformat(words[0]), time.fromisoformat(words[1])


def _application(row: dict[str, Any], today: date) -> Application:
    """Its first day lies a week ahead or more."""
    plain = dict(row)
    starts, ends = _hours(plain.pop("hours"))
    weekday, weeks = WEEKDAYS.index(plain.pop("weekday")), plain.pop("weeks")
    soon = today + 7 * DAY
    first = soon + (weekday - soon.weekday()) % 7 * DAY
    plain |= {"steps": tuple(plain["steps"]), "asked_on": today + plain.pop("asked_in") * DAY}
    return Application(**plain, starts=starts, ends=ends, first_on=first, until=first + 7 * (weeks - 1) * DAY)


def _improvement(row: dict[str, Any], today: date) -> Improvement:
    plain = dict(row)
    days: dict[str, Any] = {
        f"{name}_on": in_days(today, plain.pop(f"{name}_in", None))
        for name in ("planned", "works", "done", "stopped")
    }
    return Improvement(**plain, **days)


def _incident(row: dict[str, Any], today: date) -> dict[str, Any]:
    plain = dict(row)
    day, hour = today + plain.pop("in") * DAY, time.fromisoformat(plain.pop("at"))
    return {**plain, "happened_at": datetime.combine(day, hour)}


def _came(
    dice: np.random.Generator, versions: Sequence[Version], means: Sequence[float], since: date, today: date,
    holidays: Sequence[LongHoliday],
) -> Iterator[Came]:  # fmt: skip
    """Small groups of friends, by the clock. Today exactly twelve, so that the tablet of the demo has a number to show."""
    day = versions[0].starts_on
    while day <= today:
        counted = day >= since or (day.weekday() == THURSDAY and day.day <= FORTNIGHT)
        if is_school_week_day(day) and counted:
            number = max(n for n, one in enumerate(versions) if one.starts_on <= day)
            rests = any(each.first <= day <= each.last for each in holidays)
            heads = (
                TODAY_COUNTS if day == today else int(dice.poisson(means[number] * (_REST if rests else 1)))
            )
            yield from _groups(dice, day, heads)
        day += DAY


def _groups(dice: np.random.Generator, day: date, heads: int) -> Iterator[Came]:
    begin, found = datetime.combine(day, time()), []
    while heads > 0:
        count = min(heads, int(dice.integers(1, 5)))
        stage = str(dice.choice(list(_STAGES), p=list(_STAGES.values())))
        minute = FIRST_MINUTE + int(MINUTES * dice.random() ** 2)
        found.append(Came(begin + timedelta(minutes=minute), stage, count))
        heads -= count
    yield from sorted(found, key=lambda one: (one.at, one.stage))
