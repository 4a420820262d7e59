"""Jobs of reports, by the clock. One section per noun."""

from __future__ import annotations

from datetime import datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.front.reports.actions import ageing, measuring


# --- figures ---
@by_clock("reports.measure", "28-31 23:30")
def measure(timestamp: int) -> None:
    """Every indicator on the last day of the month, as of the moment it was due: after a night's delay the day is still
    that day. Ends with an error that names what could not be measured."""
    at = datetime.fromtimestamp(timestamp, clock.JST)
    if (clock.day(at) + timedelta(days=1)).day == 1:
        measuring.measure(by=Actor.of_job("reports.measure"), at=at)


# --- what goes ---
@by_clock("reports.forget", "04:50")
def forget(timestamp: int) -> None:
    """Reviews, to-dos, hand-overs, ticks and deputies as long as the inventory says, and no longer."""
    ageing.forget_old(by=Actor.of_job("reports.forget"), at=clock.now())
