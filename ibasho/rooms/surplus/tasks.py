"""Jobs of surplus, by the clock. One section per noun."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports.by_clock import by_clock
from ibasho.rooms.surplus.actions import ageing, kitchen, offer_clock, proposing, standing, thanking
from ibasho.rooms.surplus.models import Offer

# --- offers ---


@by_clock("surplus.lapse", "10 * * * *")
def lapse(timestamp: int) -> None:
    """What is past its day without a home is closed, and its giver thanked all the same."""
    offer_clock.lapse(by=Actor.of_job("surplus.lapse"), at=clock.now())


@by_clock("surplus.forget_givers", "04:35")
def forget_givers(timestamp: int) -> None:
    """Names and ways to reach who gave without an account go 90 days after the end."""
    offer_clock.forget_givers(by=Actor.of_job("surplus.forget_givers"), at=clock.now())


@by_clock("surplus.ask_standing", "09:00")
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


@by_clock("surplus.propose_rest", "06:00")
def propose_rest(timestamp: int) -> None:
    """What found no home: a place may open since."""
    proposing.propose_rest(by=Actor.of_job("surplus.propose_rest"), at=clock.now())


# --- uses ---


@by_clock("surplus.thank", "10:00")
def thank(timestamp: int) -> None:
    """What was used up, or has had two weeks: weight, meals and words go back to the giver."""
    thanking.thank_due(by=Actor.of_job("surplus.thank"), at=clock.now())


@by_clock("surplus.forget_kitchen", "04:45")
def forget_kitchen(timestamp: int) -> None:
    """献立と 仕入れの 記録 a year after their 年度."""
    kitchen.forget(by=Actor.of_job("surplus.forget_kitchen"), at=clock.now())


# --- ageing ---


@by_clock("surplus.forget_old", "04:50")
def forget_old(timestamp: int) -> None:
    """Drivers, ways, wishes and who got what, as long as the inventory says and no longer."""
    ageing.forget_old(by=Actor.of_job("surplus.forget_old"), at=clock.now())
