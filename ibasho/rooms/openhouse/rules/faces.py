"""Faces of rooms, and what they make of a place: when children may come, and how many grown-ups that needs. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import pairwise

from ibasho.base.kernel.clock import time_label
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.wareki import WEEKDAYS
from ibasho.rooms.openhouse.rules.kinds import FaceKind, Noise

FOR_CHILDREN = frozenset({FaceKind.DROP_IN, FaceKind.STUDY})
FOR_GROUPS = frozenset({FaceKind.GROUPS, FaceKind.MEAL})


@dataclass(frozen=True, slots=True)
class Drawn:
    """A face as people draw it: what a room is on one weekday (0 = Monday) from `starts` to before `ends`."""

    weekday: int
    starts: time
    ends: time
    kind: str = FaceKind.DROP_IN.value
    name: str = ""
    adults_min: int = 2
    heads_max: int | None = None
    stages: tuple[str, ...] = ()
    noise: str = Noise.NORMAL.value
    words: str = ""

    @property
    def is_for_children(self) -> bool:
        return self.kind in FOR_CHILDREN

    def covers(self, moment: time) -> bool:
        return self.starts <= moment < self.ends


@dataclass(frozen=True, slots=True)
class Stretch:
    """Open to children on these weekdays from `starts` to `ends`."""

    weekdays: frozenset[int]
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class Wish:
    """So many grown-ups on a weekday from `starts` to `ends`."""

    weekday: int
    starts: time
    ends: time
    adults: int


def check(drawn: Drawn, others: Iterable[Drawn], *, heads_max: int) -> None:
    """Raises Invalid for a face that cannot be: hours the wrong way round, over another face of its day, more heads than
    the room holds, children without a grown-up."""
    if drawn.ends <= drawn.starts:
        raise _refusal(
            "hours", "ends", "おわりの時間が、はじまりと 同じか 前です。時間を たしかめてください。"
        )
    for other in others:
        if other.weekday == drawn.weekday and other.starts < drawn.ends and drawn.starts < other.ends:
            raise _refusal("overlap", "starts", _over(other))
    if drawn.heads_max is not None and not 0 < drawn.heads_max <= heads_max:
        raise _refusal(
            "heads", "heads_max", f"人数は 1人から 部屋の定員 {heads_max}人までで 入れてください。"
        )
    if drawn.is_for_children and drawn.adults_min < 1:
        raise _refusal(
            "adults", "adults_min", "こどもが 来る時間には、おとなが 1人は いります。1以上に してください。"
        )


def stretches(faces: Iterable[Drawn]) -> tuple[Stretch, ...]:
    """When children may come: faces of all rooms laid over each other, neighbours joined, equal weekdays together."""
    hours: dict[tuple[time, time], set[int]] = {}
    for weekday in range(7):
        for span in _joined(face for face in faces_of(faces, weekday) if face.is_for_children):
            hours.setdefault(span, set()).add(weekday)
    return tuple(
        Stretch(frozenset(days), *span) for span, days in sorted(hours.items(), key=lambda one: one[0])
    )


def faces_of(faces: Iterable[Drawn], weekday: int) -> list[Drawn]:
    return sorted((one for one in faces if one.weekday == weekday), key=lambda one: (one.starts, one.ends))


def wishes(faces: Iterable[Drawn]) -> tuple[Wish, ...]:
    """How many grown-ups: rooms open at the same time each want their own, so they are added."""
    known = [one for one in faces if one.is_for_children]
    found: list[Wish] = []
    for weekday in range(7):
        ours = faces_of(known, weekday)
        for since, until in pairwise(sorted({edge for one in ours for edge in (one.starts, one.ends)})):
            adults = sum(one.adults_min for one in ours if one.covers(since))
            if adults:
                _add(found, Wish(weekday, since, until, adults))
    return tuple(found)


def in_words(stretch: Stretch) -> str:
    """`月・火・水 15:30～20:00`"""
    days = "・".join(WEEKDAYS[weekday] for weekday in sorted(stretch.weekdays))
    return f"{days} {time_label(stretch.starts)}～{time_label(stretch.ends)}"


def _joined(faces: Iterable[Drawn]) -> list[tuple[time, time]]:
    found: list[tuple[time, time]] = []
    for one in faces:
        if found and one.starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], one.ends))
        else:
            found.append((one.starts, one.ends))
    return found


def _add(found: list[Wish], wish: Wish) -> None:
    last = found[-1] if found else None
    if last and (last.weekday, last.ends, last.adults) == (wish.weekday, wish.starts, wish.adults):
        found[-1] = Wish(last.weekday, last.starts, wish.ends, wish.adults)
    else:
        found.append(wish)


def _over(other: Drawn) -> str:
    hours = f"{time_label(other.starts)}～{time_label(other.ends)}"
    return f"{WEEKDAYS[other.weekday]}曜の {hours} は「{other.name}」です。時間が 重ならないように してください。"


def _refusal(code: str, field: str, sentence: str) -> Invalid:
    return Invalid(f"face.{code}", sentence, fields={field: sentence} if field else {})
