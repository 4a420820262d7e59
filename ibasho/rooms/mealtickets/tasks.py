"""Jobs of mealtickets."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import payments
from ibasho.rooms.mealtickets.actions import refunds

_PATIENT = RetryStrategy(  # longer and longer, about a day; a person sees it at the desk all the while
    max_attempts=10, exponential_wait=3, wait=60, retry_exceptions=[payments.PaymentsDown]
)


@jobs.task(name=refunds.TASK, retry=_PATIENT, pass_context=False)
def refund_card(refund_id: int) -> None:
    """A refund two people agreed on goes back to the card it came from."""
    provider = payments.provider()
    if provider is None:
        raise payments.PaymentsDown("no key")
    refunds.pay_back(refund_id=refund_id, payments=provider, by=Actor.of_job(refunds.TASK), at=clock.now())
