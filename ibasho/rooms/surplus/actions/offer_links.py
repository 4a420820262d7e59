"""The giver's own page without a password: given when they offer, or by staff; a new link kills the old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ui import links
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.queries.offers import LINK
from ibasho.rooms.surplus.rules.offering import ENDED
from ibasho.town.people.permissions import Permission

NOUN = "surplus.Offer"
token, address, holds, write = LINK.token, LINK.address, LINK.holds, LINK.write


@dataclass(frozen=True, slots=True)
class Given(links.Given):
    offer: Offer


@transaction.atomic
def give(*, offer: Offer, by: Actor, at: datetime) -> Given:
    """A new link, by staff; whoever has the old one is out. Raises NotFound, Conflict once the offer has ended."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if locked.state in ENDED:
        raise Conflict("surplus.link_ended", "このおすそわけは おわっています。リンクは いりません。")
    LINK.renew(locked, at)
    journal.record("surplus.offer.give_link", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return Given(token(locked), address(locked), mailed=False, offer=locked)
