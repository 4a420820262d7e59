"""A week in few lines, and what another week changes about it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time

from ibasho.base.kernel.clock import time_label
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.kinds import FaceKind, Noise

_ROW = 5  # four or more weekdays in a row are told by the first and the last


@dataclass(frozen=True, slots=True)
class Line:
    """Equal faces of several weekdays; `face.weekday` is the first of them."""

    weekdays: tuple[int, ...]
    face: Drawn

    @property
    def days(self) -> str:
        return days_in_words(self.weekdays)

    @property
    def hours(self) -> str:
        return f"{time_label(self.face.starts)}～{time_label(self.face.ends)}"

    @property
    def kind(self) -> str:
        return FaceKind(self.face.kind).label

    @property
    def noise(self) -> str:
        return Noise(self.face.noise).label


@dataclass(frozen=True, slots=True)
class Change:
    """`before` None: new; `after` None: gone; both: the same hours told anew."""

    before: Line | None
    after: Line | None


def lines(faces: Iterable[Drawn]) -> list[Line]:
    """In order of hours, equal ones of several weekdays as one."""
    found: dict[Drawn, list[int]] = {}
    for one in sorted(faces, key=lambda one: (one.starts, one.ends, one.weekday)):
        found.setdefault(replace(one, weekday=0), []).append(one.weekday)
    return [Line(tuple(days), replace(face, weekday=days[0])) for face, days in found.items()]


def changes(before: Iterable[Drawn], after: Iterable[Drawn]) -> list[Change]:
    """Line by line; lines of the same hours on the same days stand beside each other."""
    old, new = lines(before), lines(after)
    left = [one for one in old if one not in new]
    found: list[Change] = []
    for one in new:
        if one in old:
            continue
        same = next((each for each in left if _key(each) == _key(one)), None)
        if same is not None:
            left.remove(same)
        found.append(Change(same, one))
    return [*found, *(Change(one, None) for one in left)]


def _key(one: Line) -> tuple[tuple[int, ...], time, time]:
    return one.weekdays, one.face.starts, one.face.ends


def days_in_words(weekdays: Iterable[int]) -> str:
    """`月～金`, `火・木`, `土`"""
    days = sorted(weekdays)
    if len(days) >= _ROW - 1 and days[-1] - days[0] == len(days) - 1:
        return f"{WEEKDAYS[days[0]]}～{WEEKDAYS[days[-1]]}"
    return "・".join(WEEKDAYS[day] for day in days)
