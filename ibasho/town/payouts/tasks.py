"""Jobs of payouts."""

from __future__ import annotations

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.payouts.actions import forgetting


@jobs.periodic(cron="15 20 * * *")  # 05:15 JST
@jobs.task(name="payouts.forget", queueing_lock="payouts.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Names and accounts five years after the last payment's 年度."""
    forgetting.forget(by=Actor.of_job("payouts.forget"), at=clock.now())
