"""Shares on their way: what a place still gets, what was handed, what nobody came for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.models import Driver, Handover, Offer, Run, Share, Stop
from ibasho.rooms.surplus.queries import takers
from ibasho.rooms.surplus.rules import handing as rules
from ibasho.rooms.surplus.rules import sharing
from ibasho.rooms.surplus.rules.kinds import AHEAD, Band, RunState, ShareState, StopKind
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.queries import slots


def shares() -> QuerySet[Share]:
    return Share.objects.select_related(
        "receiver__place__organisation", "proposal__offer__organisation", "proposal__offer__depot",
        "proposal__offer__recall", "handover", "no_show",
    )  # fmt: skip


def find(public_id: str) -> Share | None:
    """The view asks who may."""
    return shares().filter(public_id=public_id).first()


def coming(by: Actor, at: datetime) -> list[Share]:
    """Agreed for one's own places and not handed yet; what has to be eaten first, first."""
    groups = people.organisations_of(by, Permission.SURPLUS_HAND, day=clock.day(at))
    rows = shares().filter(receiver__place__organisation__in=groups, state=ShareState.CONFIRMED)
    return list(rows.order_by("proposal__offer__use_until", "pk"))


def agreed() -> QuerySet[Share]:
    """All that is still to go from hand to hand."""
    rows = shares().filter(state=ShareState.CONFIRMED, proposal__offer__recall__isnull=True)
    return rows.order_by("proposal__offer__use_until", "receiver__place__name", "pk")


def to_carry(day: date, *, brought: bool = False) -> list[Share]:
    """Agreed shares that nobody carries yet and that can still be eaten on `day`; with `brought` also those that their
    giver brings."""
    taken = Stop.objects.filter(kind=StopKind.DROP, run__state__in=AHEAD)
    rows = agreed().filter(proposal__offer__use_until__gte=day).exclude(pk__in=taken.values("share"))
    return list(rows if brought else rows.filter(proposal__offer__giver_brings=False))


def eat_by(share: Share) -> date:
    """The last day of it, as printed where that is earlier than the giver said."""
    offer, handed = share.proposal.offer, getattr(share, "handover", None)
    return rules.eat_by(offer.use_until, offer.date_kind, handed.expires_on if handed else None)


def opens_by(place: Place, since: datetime, last: date) -> bool:
    """Whether what is there from `since` on can still be cooked in a session up to `last`."""
    found = slots.of_days(Place.objects.filter(pk=place.pk), clock.day(since), last).get(place.pk, [])
    return any(not one.cancelled and sharing.in_time(one.day, one.ends, since=since) for one in found)


def late(at: datetime) -> QuerySet[Share]:
    """The hours of handing over are past and nobody wrote down what happened."""
    return agreed().filter(proposal__offer__ready_until__lt=at)


def without_driver(today: date) -> list[Share]:
    """Agreed for a place that cannot fetch it, and nobody carries it yet."""
    return [one for one in to_carry(today) if not takers.fetches(one.receiver, one.proposal.offer)]


def giver_of(offer: Offer) -> str:
    """For records that leave the house: a private person's name stands in none."""
    return offer.organisation.name if offer.organisation is not None else "個人の方"


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the record: what, from whom, to whom, how much, how cold."""

    handover: Handover

    @property
    def offer_name(self) -> str:
        return self.handover.share.proposal.offer.name

    @property
    def giver(self) -> str:
        return giver_of(self.handover.share.proposal.offer)

    @property
    def band(self) -> str:
        return Band(self.handover.share.proposal.offer.band).label


def records(first: date, last: date) -> list[Record]:
    """Every hand-over of these days, the newest first."""
    begin, end = clock.at(first, time()), clock.at(last, clock.END_OF_DAY)
    rows = Handover.objects.filter(handed_at__gte=begin, handed_at__lt=end)
    found = rows.select_related("share__proposal__offer__organisation", "share__receiver__place")
    return [Record(one) for one in found.order_by("-handed_at", "-pk")]


def run_of(share: Share) -> Run | None:
    """Who brings it, if somebody does."""
    stop = Stop.objects.filter(share=share, kind=StopKind.DROP).exclude(run__state=RunState.CANCELLED)
    found = stop.select_related("run__driver").order_by("-pk").first()
    return found.run if found else None


def on_run(driver: Driver, public_id: str) -> Share | None:
    """A share on one of this driver's own ways."""
    rows = Stop.objects.filter(run__driver=driver, kind=StopKind.DROP, share__public_id=public_id)
    stop = rows.exclude(run__state=RunState.CANCELLED).first()
    return find(public_id) if stop else None
