"""Jobs of payouts."""

from __future__ import annotations

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.by_clock import by_clock
from ibasho.town.payouts.actions import forgetting


@by_clock("payouts.forget", "05:15")
def forget(timestamp: int) -> None:
    """Names and accounts five years after the last payment's 年度."""
    forgetting.forget(by=Actor.of_job("payouts.forget"), at=clock.now())
