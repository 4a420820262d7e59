"""The trial day of the model plan, events to come, and visits of the mobile sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from demo.days import week_day
from demo.sources import DATA, read_toml

VISIT_HOURS = (time(10, 0), time(11, 30))


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many came, in a class of town.places.rules.headcount; an unsplit class is never split."""

    label: str
    of_class: str
    heads: int


@dataclass(frozen=True, slots=True)
class TrialDay:
    """Figures as published, with their source. `groups` are numbered because no names were published."""

    code: str
    title: str
    on: date
    starts: time
    ends: time
    source: str
    note: str
    groups: tuple[str, ...]
    groups_note: str
    volunteers: int
    participants: tuple[Attendance, ...]
    participants_total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event to come. `signup`: none (just come), open, full (`waiting` stand on the list)."""

    code: str
    title: str
    place: str
    on: date
    starts: time
    ends: time
    about: str
    signup: str
    stages: tuple[str, ...]
    groups: tuple[str, ...]
    volunteers_wanted: int
    signup_until: date | None = None
    capacity: int | None = None
    signed_up: int = 0
    waiting: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One 出張開設: `families` 親子組数 and `consultations` 相談件数 are None while it is still to come."""

    place: str
    hall: str
    on: date
    staff: tuple[str, ...]
    starts: time = VISIT_HOURS[0]
    ends: time = VISIT_HOURS[1]
    families: int | None = None
    consultations: int | None = None


def trial_day() -> TrialDay:
    data = read_toml(DATA / "trial_2024.toml")
    rows = data.pop("participants")
    people = tuple(Attendance(**row) for row in rows)
    return TrialDay(participants=people, **_typed(data))


def events(today: date) -> tuple[Event, ...]:
    return tuple(Event(**_typed(_dated(row, today))) for row in read_toml(DATA / "events.toml")["event"])


def visits(today: date) -> tuple[Visit, ...]:
    return tuple(Visit(**_typed(_dated(row, today))) for row in read_toml(DATA / "events.toml")["visit"])


def _dated(row: dict[str, Any], today: date) -> dict[str, Any]:
    days = {key: week_day(today, row[key]) for key in ("on", "signup_until") if key in row}
    return row | days


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    hours = {key: time.fromisoformat(row[key]) for key in ("starts", "ends") if key in row}
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return row | hours | lists
