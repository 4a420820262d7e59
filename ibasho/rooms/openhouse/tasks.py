"""Jobs of openhouse, one section per noun."""

from __future__ import annotations

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.openhouse.actions import (
    closing,
    diary,
    door_cards,
    doors,
    forgetting,
    group_keeping,
    ruling,
)

# --- seats ---


@by_clock("openhouse.forget", "00:35")
def forget(timestamp: int) -> None:
    """Seats and cards of yesterday, and incidents past their years."""
    forgetting.forget(by=Actor.of_job("openhouse.forget"), at=clock.now())


# --- door ---


@by_clock("openhouse.clear_doors", "*/5 * * * *")
def clear_doors(timestamp: int) -> None:
    """Closing time clears the house, a quarter of an hour after the last session's end."""
    closing.clear_due(by=Actor.of_job("openhouse.clear_doors"), at=clock.now())


@by_clock("openhouse.forget_doors", "00:45")
def forget_doors(timestamp: int) -> None:
    """Cards, stopped tablets and diaries past their time."""
    by, at = Actor.of_job("openhouse.forget_doors"), clock.now()
    door_cards.forget(by=by, at=at)
    doors.forget(by=by, at=at)
    diary.forget(by=by, at=at)


# --- faces ---


@by_clock("openhouse.renew_hours", "00:15")
def renew_hours(timestamp: int) -> None:
    """Hours of versions that are over leave the places' pages."""
    ruling.renew(by=Actor.of_job("openhouse.renew_hours"), at=clock.now())


# --- groups ---


@by_clock("openhouse.keep_rooms", "09:00")
def keep_rooms(timestamp: int) -> None:
    """Groups are reminded of tomorrow; numbers of locks and old applications go."""
    by, at = Actor.of_job("openhouse.keep_rooms"), clock.now()
    group_keeping.remind(by=by, at=at)
    group_keeping.forget_keys(by=by, at=at)
    group_keeping.forget(by=by, at=at)
