"""The giver's own page without a password: given when they offer, or by staff; a new link kills the old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import links as rules
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Offer
from ibasho.rooms.surplus.rules.offering import ENDED
from ibasho.town.people.permissions import Permission

NOUN, PURPOSE = "surplus.Offer", "surplus.offer"


@dataclass(frozen=True, slots=True)
class Given:
    """`token` and `address` exist only here, on the page and in the mail."""

    offer: Offer
    token: str
    address: str

    @property
    def grouped(self) -> str:
        """As it is read out on the telephone."""
        return rules.grouped(self.token)


@transaction.atomic
def give(*, offer: Offer, by: Actor, at: datetime) -> Given:
    """A new link, by staff; whoever has the old one is out. Raises NotFound, Conflict once the offer has ended."""
    policies.require(by, Permission.SURPLUS_WRITE, at=at)
    locked = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
    if locked.state in ENDED:
        raise Conflict("surplus.link_ended", "このおすそわけは おわっています。リンクは いりません。")
    write(locked, at)
    locked.save(update_fields=["link_hash", "link_given_at"])
    journal.record("surplus.offer.give_link", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return Given(locked, token(locked), address(locked))


def write(offer: Offer, at: datetime) -> None:
    """Part of an action that saves the offer itself."""
    offer.link_given_at = at
    offer.link_hash = rules.token_hash(token(offer))


def is_holder(by: Actor) -> bool:
    """Whether the giver's own link speaks, which the view has checked, and no person who signed in."""
    return by.person_id is None and by.via == Via.LINK


def token(offer: Offer) -> str:
    if offer.link_given_at is None:
        raise ValueError("no link was given")
    return rules.token(settings.SECRET_KEY, PURPOSE, offer.public_id, offer.link_given_at)


def address(offer: Offer) -> str:
    """The whole web address."""
    return f"{settings.PUBLIC_URL}{reverse('surplus:giver_page', args=[token(offer)])}"


def holds(offer: Offer) -> bool:
    """Whether a link was given that still opens."""
    return offer.link_given_at is not None and rules.token_hash(token(offer)) == offer.link_hash
