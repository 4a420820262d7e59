"""Nightly: what has had its time is erased."""

from __future__ import annotations

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.town.people.actions import accounts


@by_clock("people.forget", "11:40")
def forget(timestamp: int) -> None:
    by, at = Actor.of_job("people.forget"), clock.now()
    accounts.forget_gone(by=by, at=at)
    accounts.drop_old_rows(by=by, at=at)
