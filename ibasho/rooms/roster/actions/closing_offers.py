"""What becomes of the offers of a shift when somebody has taken it. Part of other actions."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import link_letters
from ibasho.rooms.roster.models import Helper, Offer, Shift
from ibasho.rooms.roster.rules.kinds import Answer, TakenState


def after(shift: Shift, taker: Helper, by: Actor, at: datetime) -> None:
    """The taker's own offer is answered; once the shift is full the others are told that it is settled."""
    waiting = Offer.objects.filter(shift=shift, answer=Answer.WAITING)
    waiting.filter(helper=taker).update(answer=Answer.YES, answered_at=at)
    if shift.taken.filter(state=TakenState.TAKEN).count() < shift.wanted:
        return
    for one in waiting.select_related("helper__person", "shift__roster__place").order_by("turn"):
        one.answer, one.answered_at = Answer.CLOSED.value, at
        one.save(update_fields=["answer", "answered_at"])
        link_letters.offer_closed(one, by, at)
