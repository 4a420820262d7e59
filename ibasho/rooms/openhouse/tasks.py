"""Jobs of openhouse, one section per noun."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
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


@jobs.periodic(cron="35 15 * * *")  # 00:35 JST
@jobs.task(name="openhouse.forget", queueing_lock="openhouse.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Seats and cards of yesterday, and incidents past their years."""
    forgetting.forget(by=Actor.of_job("openhouse.forget"), at=clock.now())


# --- door ---


@jobs.periodic(cron="*/5 * * * *")
@jobs.task(name="openhouse.clear_doors", queueing_lock="openhouse.clear_doors", pass_context=False)
def clear_doors(timestamp: int) -> None:
    """Closing time clears the house, a quarter of an hour after the last session's end."""
    closing.clear_due(by=Actor.of_job("openhouse.clear_doors"), at=clock.now())


@jobs.periodic(cron="45 15 * * *")  # 00:45 JST
@jobs.task(name="openhouse.forget_doors", queueing_lock="openhouse.forget_doors", pass_context=False)
def forget_doors(timestamp: int) -> None:
    """Cards, stopped tablets and diaries past their time."""
    by, at = Actor.of_job("openhouse.forget_doors"), clock.now()
    door_cards.forget(by=by, at=at)
    doors.forget(by=by, at=at)
    diary.forget(by=by, at=at)


# --- faces ---


@jobs.periodic(cron="15 15 * * *")  # 00:15 JST
@jobs.task(name="openhouse.renew_hours", queueing_lock="openhouse.renew_hours", pass_context=False)
def renew_hours(timestamp: int) -> None:
    """Hours of versions that are over leave the places' pages."""
    ruling.renew(by=Actor.of_job("openhouse.renew_hours"), at=clock.now())


# --- groups ---


@jobs.periodic(cron="0 0 * * *")  # 09:00 JST
@jobs.task(name="openhouse.keep_rooms", queueing_lock="openhouse.keep_rooms", pass_context=False)
def keep_rooms(timestamp: int) -> None:
    """Groups are reminded of tomorrow; numbers of locks and old applications go."""
    by, at = Actor.of_job("openhouse.keep_rooms"), clock.now()
    group_keeping.remind(by=by, at=at)
    group_keeping.forget_keys(by=by, at=at)
    group_keeping.forget(by=by, at=at)
