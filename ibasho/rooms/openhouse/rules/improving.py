"""既存の居場所をみがく: from plan to done, and back again where a step was a mistake. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.openhouse.rules.kinds import ImprovementState as S

WINDOW = timedelta(days=28)
DAY = timedelta(days=1)
NEXT = {S.PLANNED: (S.WORKS, S.DONE, S.STOPPED), S.WORKS: (S.DONE, S.STOPPED), S.DONE: (), S.STOPPED: ()}


@dataclass(frozen=True, slots=True)
class Days:
    """Where an improvement stands by its days."""

    state: str
    works_on: date | None
    done_on: date | None


def possible(state: str) -> tuple[S, ...]:
    return NEXT[S(state)]


def after(step: str, now: Days, day: date) -> Days:
    """`day` is the day of the step. Raises Conflict for a step that does not follow, Invalid for a day before."""
    if step not in NEXT[S(now.state)]:
        raise Conflict(
            "improvement.step",
            f"いまは「{S(now.state).label}」です。「{S(step).label}」には できません。ページを 読みなおしてください。",
        )
    if step == S.DONE and now.works_on and day < now.works_on:
        words = "できた日が、はじめた日より 前です。日付を たしかめてください。"
        raise Invalid("improvement.backwards", words, fields={"day": words})
    if step == S.WORKS:
        return Days(step, day, None)
    return Days(step, now.works_on, day if step == S.DONE else None)


def before(now: Days) -> Days:
    """One step back."""
    if now.state == S.PLANNED:
        raise Conflict("improvement.nothing", "まだ 予定です。もどすものが ありません。")
    if now.state != S.WORKS and now.works_on:
        return Days(S.WORKS.value, now.works_on, None)
    return Days(S.PLANNED.value, None, None)


def windows(now: Days, today: date) -> tuple[tuple[date, date], tuple[date, date]] | None:
    """(first, last) of the 28 days before the works and of those since it was done, as far as they are over; None
    before it is done or on its first day."""
    began = now.works_on or now.done_on
    if now.state != S.DONE or began is None or now.done_on is None or now.done_on >= today:
        return None
    last = min(now.done_on + WINDOW - DAY, today - DAY)
    return (began - WINDOW, began - DAY), (now.done_on, last)
