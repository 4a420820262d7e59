"""What waits for a person: themes without an answer, answers not told back, voices in no theme."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries.themes_board import Board, board
from ibasho.rooms.voices.rules.clock import Hand
from ibasho.town.people.permissions import Permission

PAGE = "voices:desk_themes"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For who decides: late answers first."""
    if not policies.may(by, Permission.VOICES_MANAGE, at=at):
        return []
    return _lines(board(clock.day(at)))


def _lines(found: Board) -> list[Waiting]:
    soon = [one for one in found.open if one.clock.hand == Hand.SOON]
    late = [one.clock.due for one in found.late if one.clock.due]
    lines = [
        Waiting("声の 答えが おくれている テーマ", len(found.late), PAGE, "warn", "late", min(late, default=None), kind=Kind.WRONG),
        Waiting("7日の うちに 答える テーマ", len(soon), PAGE, "clock", "open", kind=Kind.SOON),
        Waiting(
            "まだ テーマに 入れていない 声", found.voices, PAGE, "voice", "ungrouped",
            min((one.oldest for one in found.ungrouped), default=None),
        ),
        Waiting("答えを まだ 返していない 入り口", len(found.untold), PAGE, "bell", "untold"),
    ]  # fmt: skip
    return [one for one in lines if one.count]
