"""One tap at the door: what it adds, for how long it may be taken back, which day it belongs to. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.town.areas.stages import Stage

UNDO_SHOWN = timedelta(seconds=30)  # how long the tablet offers it
UNDO = timedelta(seconds=60)  # how long it is taken: a slow network is nobody's mistake
LATE = timedelta(hours=20)  # a tap kept on the tablet without a network counts for its own moment
CLEAR_AFTER = timedelta(minutes=15)  # after the last session's end nobody is inside any more
HEADS_AT_ONCE = 40  # what staff may add in one go: a whole class


class Turn(Labelled):
    IN = "in", "来た"
    OUT = "out", "帰った"


@dataclass(frozen=True, slots=True)
class Heads:
    """What a crossing adds to those who came and to those inside."""

    came: int
    inside: int


def heads(turn: Turn, count: int = 1) -> Heads:
    """Raises Invalid for a number no door sees at once."""
    if not 1 <= count <= HEADS_AT_ONCE:
        words = f"人数は 1から {HEADS_AT_ONCE}までで 入れてください。"
        raise Invalid("door.count", words, fields={"count": words})
    return Heads(count, count) if turn is Turn.IN else Heads(0, -count)


def check_inside(inside: int, adds: Heads, stage: Stage) -> None:
    """Raises Conflict where more would have left than are inside."""
    if inside + adds.inside < 0:
        raise Conflict(
            "door.nobody_inside",
            f"{stage.label}は いま 中に {inside}人です。これより 少なくは できません。数が ちがうときは、先に「来た」を おしてください。",
        )


def moment(claimed: datetime | None, at: datetime) -> datetime:
    """When a tap happened: what the tablet says, never in the future and never older than LATE."""
    if claimed is None:
        return clock.jst(at)
    return clock.jst(max(at - LATE, min(claimed, at)))


def check_undo(tapped_at: datetime, at: datetime) -> None:
    """Raises Conflict when the tablet is too late; staff may still do it."""
    if at - tapped_at > UNDO:
        raise Conflict(
            "door.undo_late",
            "もう とりけせません（おしてから 1分まで）。スタッフのページ「きょうの人数」で なおせます。",
        )


def clears_at(day: date, ends: Iterable[time | None]) -> datetime:
    """When the house of `day` is empty: a quarter of an hour after its last session's end; at midnight where no end is
    known or no session stands."""
    known = [one for one in ends if one is not None]
    midnight = clock.at(day, clock.END_OF_DAY)
    return clock.at(day, max(known)) + CLEAR_AFTER if known else midnight
