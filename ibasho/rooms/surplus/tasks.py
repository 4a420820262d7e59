"""Jobs of surplus, by the clock. One section per noun."""

from __future__ import annotations

from contextlib import suppress

from procrastinate.contrib.django import app as jobs

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus.actions import proposing
from ibasho.rooms.surplus.models import Offer


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
