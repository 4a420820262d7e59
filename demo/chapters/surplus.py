"""Food given and taken in みほん市: who gives, who takes, what it became, and the 20 kg of this morning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from demo import days
from demo.sources import DATA, read_toml


@dataclass(frozen=True, slots=True, kw_only=True)
class Depot:
    code: str
    name: str
    kind: str
    town: str
    hours_words: str
    chilled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """`days`: weekdays, 0 = Monday."""

    name: str
    phone: str
    days: frozenset[int]
    load_kg: int
    chilled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """`by`: an account of the place's own group; empty: the city typed it in."""

    place: str
    room_kg: int
    chilled_kg: int
    frozen_kg: int
    meals: int
    wished: tuple[str, ...]
    refused: tuple[str, ...]
    avoids: tuple[str, ...]
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    place: str
    by: str
    food: str
    words: str
    on: date
    kg: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    by: str
    organisation: str
    food: str
    name: str
    kg: int
    step_kg: int
    keeps_days: int
    months: tuple[int, ...]
    weekday: int
    depot: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An offer. `on`: the day it was offered; a giver without an account has a name and a phone. `rests_days`: it is cooked
    so many days later, or on the next day a place is open."""

    food: str
    name: str
    kg: int
    step_kg: int
    keeps_days: int
    on: date
    by: str = ""
    organisation: str = ""
    giver_name: str = ""
    giver_phone: str = ""
    band: str = "room"
    date_kind: str = "none"
    allergens: tuple[str, ...] = ()
    temperature: float | None = None
    rests_days: int = 1
    dish: str = ""
    thanks: str = ""
    words: str = ""  # why it was recalled
    hour: time = time(9, 30)
    amount_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Surplus:
    depots: tuple[Depot, ...]
    drivers: tuple[Driver, ...]
    receivers: tuple[Receiver, ...]
    wishes: tuple[Wish, ...]
    standing: tuple[Standing, ...]
    past: tuple[Given, ...]
    recalled: tuple[Given, ...]
    story: Given
    unseen: Given


def build(today: date) -> Surplus:
    told = read_toml(DATA / "surplus.toml")
    return Surplus(
        depots=tuple(Depot(**row) for row in told["depot"]),
        drivers=tuple(Driver(**{**row, "days": days.weekdays(row["days"])}) for row in told["driver"]),
        receivers=tuple(Receiver(**days.dated(row, today)) for row in told["receiver"]),
        wishes=tuple(Wish(**days.dated(row, today)) for row in told["wish"]),
        standing=tuple(
            Standing(**{**days.dated(row, today), "weekday": days.WEEKDAYS.index(row["weekday"])})
            for row in told["standing"]
        ),
        past=tuple(_given(row, today) for row in told["past"]),
        recalled=tuple(_given(row, today) for row in told["recalled"]),
        story=_given({"days_ago": 0, **told["story"]}, today),
        unseen=_given({"days_ago": 0, **told["unseen"]}, today),
    )


def _given(row: Mapping[str, Any], today: date) -> Given:
    hour = {"hour": days.clock(row["hour"])} if "hour" in row else {}
    when = {"on": days.week_day(today, row["when"])} if "when" in row else {}
    plain = {name: value for name, value in row.items() if name != "when"}
    return Given(**{**days.dated(plain, today), **hour, **when})
