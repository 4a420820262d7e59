"""「電話する」: places and givers whom no mail reached, with what they are to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.surplus.models import Offer, Share
from ibasho.rooms.surplus.rules.amounts import kg
from ibasho.rooms.surplus.rules.kinds import Call, OfferState, ShareState
from ibasho.rooms.surplus.rules.offering import ERASED

GIVER_DAYS = 14  # so long after the end a giver may still be told that nothing came of it


@dataclass(frozen=True, slots=True)
class ToCall:
    """One call. `share` None: the giver of `offer` is rung up. `phone` empty: nobody knows it."""

    offer: Offer
    share: Share | None
    name: str
    phone: str

    @property
    def words(self) -> str:
        """「大根 5kg きまりました」: what to say."""
        row = self.share or self.offer
        return f"{self.offer.name} {kg(row.grams)} {Call(row.to_call).label}"


def to_make(at: datetime) -> list[ToCall]:
    """What spoils first comes first; places before givers."""
    return [*map(_place, _shares(at)), *map(_giver, _offers(at))]


def of_offer(offer: Offer, at: datetime) -> list[ToCall]:
    """Who has to be rung up about this one."""
    return [
        *map(_place, _shares(at).filter(proposal__offer=offer)),
        *map(_giver, _offers(at).filter(pk=offer.pk)),
    ]


def _shares(at: datetime) -> QuerySet[Share]:
    """Not what was recalled: a recall has its own list."""
    due = Q(to_call=Call.AGREED, state=ShareState.CONFIRMED) | Q(to_call=Call.GONE)
    rows = Share.objects.filter(
        due, proposal__offer__use_until__gte=clock.day(at), proposal__offer__recall__isnull=True
    )
    return rows.select_related("receiver__place", "proposal__offer").order_by(
        "proposal__offer__use_until", "pk"
    )


def _offers(at: datetime) -> QuerySet[Offer]:
    going = Q(to_call=Call.AGREED, use_until__gte=clock.day(at)) & ~Q(state=OfferState.WITHDRAWN)
    ended = Q(to_call__in=[Call.REFUSED, Call.LAPSED], ended_at__gte=at - timedelta(days=GIVER_DAYS))
    rows = Offer.objects.filter(going | ended, recall__isnull=True).exclude(giver_name=ERASED)
    return rows.select_related("organisation").order_by("use_until", "pk")


def _place(share: Share) -> ToCall:
    place = share.receiver.place
    return ToCall(share.proposal.offer, share, place.name, place.phone)


def _giver(offer: Offer) -> ToCall:
    if offer.organisation is None:
        return ToCall(offer, None, offer.giver_name, offer.giver_phone)
    return ToCall(offer, None, offer.organisation.name, offer.organisation.phone)
