"""Jobs of mealtickets."""

import logging
from collections.abc import Iterable
from datetime import datetime

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports import payments
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.mealtickets.actions import (
    cards,
    checkouts,
    expiry,
    forgetting,
    forgetting_shops,
    gifts,
    months,
    offers,
    proofs,
    refunds,
    shops,
)
from ibasho.rooms.mealtickets.models import Fund, Gift, Pool
from ibasho.rooms.mealtickets.queries.months import unsettled
from ibasho.rooms.mealtickets.queries.payments import unheard
from ibasho.rooms.mealtickets.rules.offers import monday

log = logging.getLogger(__name__)

_PATIENT = RetryStrategy(  # longer and longer, about a day; a person sees it at the desk all the while
    max_attempts=10, exponential_wait=3, wait=60, retry_exceptions=[payments.PaymentsDown]
)

_STEADY = RetryStrategy(
    max_attempts=8, exponential_wait=4
)  # a database that restarts loses no news of a payment


@jobs.task(name=refunds.TASK, retry=_PATIENT, pass_context=False)
def refund_card(refund_id: int) -> None:
    """A refund two people agreed on goes back to the card it came from."""
    provider = payments.provider()
    if provider is None:
        raise payments.PaymentsDown("no key")
    refunds.pay_back(refund_id=refund_id, payments=provider, by=Actor.of_job(refunds.TASK), at=clock.now())


@by_clock("mealtickets.ask_provider", "*/10 * * * *")
def ask_provider(timestamp: int) -> None:
    """Card gifts of which no word came are asked after: a message that got lost loses no gift. Where the provider
    can't be reached the job fails, and the next round asks again."""
    at = clock.now()
    _ask(unheard(at), at)


@by_clock("mealtickets.ask_provider_again", "03:30")  # before old promises are let go
def ask_provider_again(timestamp: int) -> None:
    """Also after older promises: whoever opened the page again weeks later may have paid, too."""
    at = clock.now()
    _ask(unheard(at, days=gifts.WAIT_DAYS + 1), at)


def _ask(found: Iterable[Gift], at: datetime) -> None:
    provider, by = payments.provider(), Actor.of_job("mealtickets.ask_provider")
    if provider is None:
        return
    for gift in found:
        try:
            checkouts.look(gift=gift, payments=provider, by=by, at=at)
        except payments.PaymentsRefused as error:
            log.warning("gift %s: the provider does not know its checkout (%s)", gift.pk, error)


@by_clock("mealtickets.erase_givers", "03:50")
def erase_givers(timestamp: int) -> None:
    """Who gave is forgotten five years after the 年度; promises nobody kept are let go."""
    gifts.let_go(by=Actor.of_job("mealtickets.erase_givers"), at=clock.now())
    forgetting.erase_givers(by=Actor.of_job("mealtickets.erase_givers"), at=clock.now())


@by_clock("mealtickets.forget_cards", "03:20")
def forget_cards(timestamp: int) -> None:
    """Sixty days after a card has ended nothing ties its meals together any more."""
    cards.forget(by=Actor.of_job("mealtickets.forget_cards"), at=clock.now())


@by_clock("mealtickets.forget_old", "05:10")
def forget_old(timestamp: int) -> None:
    """Closed tills' keys, counts and looks past their years, PINs of shops that ended."""
    forgetting_shops.forget_old(by=Actor.of_job("mealtickets.forget_old"), at=clock.now())


@jobs.task(name="mealtickets.settle_payment", retry=_STEADY, pass_context=False)
def settle_payment(entry_id: int, object_id: str) -> None:
    """What the bank said of a payment to a shop reaches the ledger."""
    by = Actor.of_job("mealtickets.settle_payment")
    months.settle(payment_id=int(object_id), by=by, at=clock.now())


@by_clock("mealtickets.settle_late", "03:40")  # before the nightly proof
def settle_late(timestamp: int) -> None:
    """Results of which the ledger has not heard, whatever became of their jobs; each by itself."""
    for payment_id in unsettled():
        settle_payment.defer(entry_id=0, object_id=str(payment_id))


@by_clock("mealtickets.resume_shops", "00:05")
def resume_shops(timestamp: int) -> None:
    """A shop's rest ends by itself the day after its last day."""
    shops.resume_due(by=Actor.of_job("mealtickets.resume_shops"), at=clock.now())


@by_clock("mealtickets.expire", "00:01")
def expire(timestamp: int) -> None:
    """Tickets whose last day was yesterday, or on a day on which this did not run, go to the reserve."""
    for fund in Fund.objects.order_by("pk"):
        expire_fund.defer(fund_id=fund.pk)


@jobs.task(name="mealtickets.expire_fund", pass_context=False)
def expire_fund(fund_id: int) -> None:
    """One fund by itself: what is wrong with one never holds back another."""
    fund = Fund.objects.get(pk=fund_id)
    expiry.expire(fund=fund, by=Actor.of_job("mealtickets.expire"), at=clock.now())


@by_clock("mealtickets.offer", "00:05")
def offer(timestamp: int) -> None:
    """The week's tickets. On Mondays for every pool; on other days for pools to which money has come since, and for
    a Monday on which this did not run."""
    for pool in Pool.objects.filter(state=Pool.State.OPEN, fund__is_active=True).order_by("pk"):
        offer_pool.defer(pool_id=pool.pk)


@jobs.task(name="mealtickets.offer_pool", pass_context=False)
def offer_pool(pool_id: int) -> None:
    at = clock.now()
    pool = Pool.objects.get(pk=pool_id)
    if pool.state == Pool.State.OPEN:
        offers.offer_week(pool=pool, week=monday(clock.day(at)), by=Actor.of_job("mealtickets.offer"), at=at)


@by_clock("mealtickets.prove", "04:10")
def prove(timestamp: int) -> None:
    """The whole ledger added up again and held against the journal."""
    proofs.check(by=Actor.of_job("mealtickets.prove"), at=clock.now())
