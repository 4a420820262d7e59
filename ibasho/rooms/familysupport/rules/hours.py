"""The weekly hours in which a provider may be asked: stretches with a wish, joined where they touch, and their picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import time

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.wareki import WEEKDAYS

STRETCHES_MAX = 60
DAY_FIRST, DAY_LAST = 6, 22  # hours the picture spans at least
HOUR_WIDTH = 40  # units of the picture


@dataclass(frozen=True, slots=True)
class Stretch:
    """`weekday` 0 = Monday. No `contents`: any; `sex` "": girls and boys."""

    weekday: int
    starts: time
    ends: time
    contents: tuple[str, ...] = ()
    sex: str = ""

    @property
    def wish(self) -> tuple[tuple[str, ...], str]:
        return tuple(sorted(self.contents)), self.sex


def joined(known: Iterable[Stretch], new: Iterable[Stretch]) -> list[Stretch]:
    """All of them, with stretches of one wish that overlap or touch made one. Raises Invalid for what is no stretch,
    and when it becomes too many."""
    added = list(new)
    for one in added:
        _check(one)
    made: list[Stretch] = []
    for one in sorted([*known, *added], key=lambda each: (each.weekday, each.wish, each.starts)):
        last = made[-1] if made else None
        if last and (last.weekday, last.wish) == (one.weekday, one.wish) and one.starts <= last.ends:
            made[-1] = replace(last, ends=max(last.ends, one.ends))
        else:
            made.append(one)
    if len(made) > STRETCHES_MAX:
        raise Invalid(
            "familysupport.hours_too_many",
            f"動ける時間は {STRETCHES_MAX}こまで 書けます。いらない時間を けしてから 足してください。",
        )
    return sorted(made, key=lambda each: (each.weekday, each.starts, each.ends))


def _check(one: Stretch) -> None:
    if not 0 <= one.weekday <= 6:
        raise Invalid(
            "familysupport.hours_weekday",
            "曜日を 選んでください。",
            fields={"weekdays": "曜日を 選んでください。"},
        )
    if one.ends <= one.starts:
        words = "おわりの時間は はじまりより あとに してください。"
        raise Invalid("familysupport.hours_order", words, fields={"ends": words})


@dataclass(frozen=True, slots=True)
class Bar:
    """`wished`: only for some contents or only girls or boys."""

    x: int
    width: int
    wished: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One weekday of the picture and of the table under it."""

    name: str
    bars: Sequence[Bar]
    stretches: Sequence[int]  # places in the list the picture was made of


@dataclass(frozen=True, slots=True)
class Picture:
    lines: Sequence[Line]
    width: int
    ticks: Sequence[int]
    labels: tuple[str, str]


def picture(found: Sequence[Stretch]) -> Picture:
    """Seven lines, Monday first, from whole hour to whole hour."""
    first = min([DAY_FIRST, *(one.starts.hour for one in found)])
    last = max([DAY_LAST, *(one.ends.hour + bool(one.ends.minute) for one in found)])
    lines = [_line(day, found, first) for day in range(7)]
    ticks = [(hour - first) * HOUR_WIDTH for hour in range(first, last + 1)]
    return Picture(lines, (last - first) * HOUR_WIDTH, ticks, (f"{first}:00", f"{last}:00"))


def _line(day: int, found: Sequence[Stretch], first: int) -> Line:
    places = [place for place, one in enumerate(found) if one.weekday == day]
    bars = []
    for place in places:
        one = found[place]
        left, right = _x(one.starts, first), _x(one.ends, first)
        bars.append(Bar(left, max(right - left, 2), bool(one.contents or one.sex)))
    return Line(WEEKDAYS[day], bars, places)


def _x(moment: time, first: int) -> int:
    return ((moment.hour - first) * 60 + moment.minute) * HOUR_WIDTH // 60
