"""The 年度 as a line from April to March with its meetings on it; the list under it says the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import nendo as nendos
from ibasho.rooms.network.models import Meeting
from ibasho.rooms.network.rules.kinds import MeetingState

WIDTH, LEFT = 720, 30
STEP = (WIDTH - 2 * LEFT) // 12
_MONTH = re.compile(r"(\d{1,2})月")


@dataclass(frozen=True, slots=True)
class Dot:
    """`x` on the line; `about`: only the month is known."""

    x: int
    word: str
    when: str
    state: str
    about: bool


@dataclass(frozen=True, slots=True)
class Line:
    """`months`: (x, word); `today`: x, or None outside the year."""

    width: int
    months: tuple[tuple[int, str], ...]
    dots: tuple[Dot, ...]
    today: int | None


def line(nendo: int, found: Iterable[Meeting], today: date) -> Line:
    months = tuple((LEFT + STEP * step, f"{(step + 3) % 12 + 1}月") for step in range(12))
    dots = tuple(dot for one in found if one.state != MeetingState.CANCELLED and (dot := _dot(one)))
    return Line(WIDTH, months, dots, _x(today) if nendos.nendo(today) == nendo else None)


def _dot(one: Meeting) -> Dot | None:
    if one.day is not None:
        return Dot(_x(one.day), f"第{one.round}回", f"{one.day.month}/{one.day.day}", one.state, about=False)
    told = _MONTH.search(one.month_words)
    if told is None or not 1 <= int(told[1]) <= 12:
        return None
    step = (int(told[1]) - 4) % 12
    return Dot(LEFT + STEP * step + STEP // 2, f"第{one.round}回", one.month_words, one.state, about=True)


def _x(day: date) -> int:
    return LEFT + round(STEP * ((day.month - 4) % 12 + (day.day - 1) / 31))
