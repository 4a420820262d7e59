"""The answer clock: by when a theme wants its answer, and how late it is. Pure.

It runs from the day a voice was given; where a hearing ends on a day, from that day, for before it nobody can decide.
検討中 is no answer: it sets the clock to the day that was promised instead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.labelled import Labelled
from ibasho.rooms.voices.rules.kinds import Verdict

SOON_DAYS = 7
NEXT_DAYS_MAX = 180  # so far ahead a next answer may be promised


class Hand(Labelled):
    """Where the hand of the clock stands."""

    LATE = "late", "おくれています"
    SOON = "soon", "もうすぐ"
    RUNNING = "running", "まだ 日があります"
    ANSWERED = "answered", "答えました"


@dataclass(frozen=True, slots=True)
class Clock:
    """`due` is None once it is answered; `days` are left until then, below zero when late."""

    hand: Hand
    due: date | None
    days: int

    @property
    def late_days(self) -> int:
        return max(0, -self.days)


def answer_by(since: date, closes: date | None, days: int) -> date:
    """`since`: the day of the oldest voice; `closes`: the hearing's last day, if it has one."""
    return max(since, closes or since) + timedelta(days=days)


def read(due: date, last: tuple[str, date | None] | None, today: date) -> Clock:
    """`last`: the verdict that holds and the day it promised, if anything was decided."""
    if last is not None:
        verdict, next_on = last
        if verdict != Verdict.CONSIDERING:
            return Clock(Hand.ANSWERED, None, 0)
        due = next_on or due
    left = (due - today).days
    hand = Hand.LATE if left < 0 else Hand.SOON if left <= SOON_DAYS else Hand.RUNNING
    return Clock(hand, due, left)


def next_day(verdict: str, next_on: date | None, today: date) -> date | None:
    """The day of the next answer as a decision may promise it. Raises Invalid."""
    if verdict != Verdict.CONSIDERING:
        return None
    if next_on is None:
        words = "「検討中」には、つぎに 答える日を 入れてください。こどもの ページに その日が 出ます。"
    elif not today < next_on <= today + timedelta(days=NEXT_DAYS_MAX):
        words = f"つぎに 答える日は、あすから {NEXT_DAYS_MAX}日までの 間に してください。"
    else:
        return next_on
    raise Invalid("decision.next_on", words, fields={"next_on": words})


def median_days(spans: Iterable[tuple[date, date]]) -> float | None:
    """Days from a voice to its first answer: the middle one of (since, answered)."""
    days = sorted((answered - since).days for since, answered in spans)
    if not days:
        return None
    middle = len(days) // 2
    return float(days[middle]) if len(days) % 2 else (days[middle - 1] + days[middle]) / 2
