"""Whom to ask first when a hole is left, and why: able, then near, then who had the fewest turns. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

NEAR_MINUTES = (
    15,
    30,
)  # up to the first, up to the second, farther; within one of them the fewest turns come first
REASON_LETTERS_MAX = 40
FIRST_MAX = 10  # asked at once: more would be told that somebody else was first


@dataclass(frozen=True, slots=True)
class Possible:
    """A helper who may take the hole. `minutes` on foot to the place, None where nobody knows; `turns` in the last eight
    weeks, those to come in the week ahead included."""

    key: int
    minutes: int | None
    estimate: bool
    turns: int
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """`turn` 1 is asked first. `reasons` in words, each at most 40 letters."""

    key: int
    turn: int
    reasons: tuple[str, ...]


def rank(able: Iterable[Possible]) -> list[Ranked]:
    """The order of asking. Who lives about as near goes by turns; at a draw the shorter way, then the older number."""
    ordered = sorted(able, key=lambda one: (_ring(one.minutes), one.turns, one.minutes or 0, one.key))
    return [Ranked(one.key, turn, reasons(one)) for turn, one in enumerate(ordered, start=1)]


def reasons(one: Possible) -> tuple[str, ...]:
    can = f"「{one.skill}」が できて、この時間が 空いている" if one.skill else "この時間が 空いている"
    way = "家からの 時間は わからない"
    if one.minutes is not None:
        way = f"学区の まんなかから 歩いて {one.minutes}分" + ("（めやす）" if one.estimate else "")
    often = "この8週間は まだ 0回" if one.turns == 0 else f"この8週間で {one.turns}回"
    return tuple(said[:REASON_LETTERS_MAX] for said in (can, way, often))


def _ring(minutes: int | None) -> int:
    """Nobody knows the way: behind who is near, before nobody."""
    if minutes is None:
        return len(NEAR_MINUTES)
    return sum(minutes > edge for edge in NEAR_MINUTES)
