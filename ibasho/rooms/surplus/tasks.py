"""Jobs of surplus, by the clock. One section per noun."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus.actions import ageing, kitchen, offer_clock, proposing, standing, thanking
from ibasho.rooms.surplus.models import Offer

# --- offers ---


@jobs.periodic(cron="10 * * * *")
@jobs.task(name="surplus.lapse", queueing_lock="surplus.lapse", pass_context=False)
def lapse(timestamp: int) -> None:
    """What is past its day without a home is closed, and its giver thanked all the same."""
    offer_clock.lapse(by=Actor.of_job("surplus.lapse"), at=clock.now())


@jobs.periodic(cron="35 19 * * *")  # 04:35 JST
@jobs.task(name="surplus.forget_givers", queueing_lock="surplus.forget_givers", pass_context=False)
def forget_givers(timestamp: int) -> None:
    """Names and ways to reach who gave without an account go 90 days after the end."""
    offer_clock.forget_givers(by=Actor.of_job("surplus.forget_givers"), at=clock.now())


@jobs.periodic(cron="0 0 * * *")  # 09:00 JST
@jobs.task(name="surplus.ask_standing", queueing_lock="surplus.ask_standing", pass_context=False)
def ask_standing(timestamp: int) -> None:
    """「今週も ありますか」, in the week before each pick-up day of a season."""
    standing.ask(by=Actor.of_job("surplus.ask_standing"), at=clock.now())


# --- sharing ---


@jobs.task(name="surplus.propose", pass_context=False)
def propose(offer_id: int) -> None:
    """A proposal for what has no home yet; an offer that is over by now needs none."""
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is not None:
        with suppress(Conflict):
            proposing.propose(offer=offer, by=Actor.of_job("surplus.propose"), at=clock.now())


@jobs.periodic(cron="0 21 * * *")  # 06:00 JST
@jobs.task(name="surplus.propose_rest", queueing_lock="surplus.propose_rest", pass_context=False)
def propose_rest(timestamp: int) -> None:
    """What found no home: a place may open since."""
    proposing.propose_rest(by=Actor.of_job("surplus.propose_rest"), at=clock.now())


# --- uses ---


@jobs.periodic(cron="0 1 * * *")  # 10:00 JST
@jobs.task(name="surplus.thank", queueing_lock="surplus.thank", pass_context=False)
def thank(timestamp: int) -> None:
    """What was used up, or has had two weeks: weight, meals and words go back to the giver."""
    thanking.thank_due(by=Actor.of_job("surplus.thank"), at=clock.now())


@jobs.periodic(cron="45 19 * * *")  # 04:45 JST
@jobs.task(name="surplus.forget_kitchen", queueing_lock="surplus.forget_kitchen", pass_context=False)
def forget_kitchen(timestamp: int) -> None:
    """献立と 仕入れの 記録 a year after their 年度."""
    kitchen.forget(by=Actor.of_job("surplus.forget_kitchen"), at=clock.now())


# --- ageing ---


@jobs.periodic(cron="50 19 * * *")  # 04:50 JST
@jobs.task(name="surplus.forget_old", queueing_lock="surplus.forget_old", pass_context=False)
def forget_old(timestamp: int) -> None:
    """Drivers, ways, wishes and who got what, as long as the inventory says and no longer."""
    ageing.forget_old(by=Actor.of_job("surplus.forget_old"), at=clock.now())
