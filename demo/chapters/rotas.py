"""出張開設: rotas of halls in turn, the pairs that go, and what was counted at the visits that are over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from demo.days import WEEKDAYS, week_day
from demo.sources import DATA, read_toml


@dataclass(frozen=True, slots=True)
class Turn:
    """`half`: am or pm, in the hours of reach.rules.rota."""

    hall: str
    weekday: int
    half: str
    every: int
    week: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rota:
    """The last `unpaired` visits have nobody yet, the last `unwritten` of those that are over no numbers; `off`: why
    the third was called off. `families` and the rest go round."""

    title: str
    first: date
    last: date
    turns: tuple[Turn, ...]
    staff: tuple[tuple[str, str], ...]
    families: tuple[int, ...]
    children: tuple[int, ...]
    consultations: tuple[int, ...]
    notes: tuple[str, ...]
    announce: bool
    unpaired: int = 0
    unwritten: int = 0
    off: str = ""


def build(today: date) -> tuple[Rota, ...]:
    return tuple(_rota(row, today) for row in read_toml(DATA / "rotas.toml")["rota"])


def _rota(row: dict[str, Any], today: date) -> Rota:
    plain: dict[str, Any] = {key: value for key, value in row.items() if key not in {"turn", "staff"}}
    lists = {key: tuple(value) for key, value in plain.items() if isinstance(value, list)}
    days = {key: week_day(today, plain[key]) for key in ("first", "last")}
    return Rota(
        **plain | lists | days,
        staff=tuple((first, second) for first, second in row["staff"]),
        turns=tuple(_turn(turn) for turn in row["turn"]),
    )


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(row["hall"], WEEKDAYS.index(row["day"]), row["half"], row["every"], row["week"])
