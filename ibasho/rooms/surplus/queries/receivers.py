"""Who takes food: all of them for the desk, one's own for a group, and how even the last four weeks were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.surplus.models import Passed, Receiver, Share, Wish
from ibasho.rooms.surplus.queries import allotting, takers
from ibasho.rooms.surplus.rules.kinds import ProposalState, ShareState, WishState
from ibasho.rooms.surplus.rules.sharing import RECENT_DAYS, usual_meals
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.queries import slots
from ibasho.town.places.rules.kinds import PlaceKind

COOKS = (
    PlaceKind.KODOMO_SHOKUDO,
    PlaceKind.PARTNER_SHOP,
)  # asked first; any other place may take food as well
ALIVE = (Place.State.DRAFT, Place.State.PENDING, Place.State.PUBLISHED, Place.State.PAUSED)


@dataclass(frozen=True, slots=True)
class Level:
    """What one receiver got in four weeks. `per_meal`: grams for each of its usual meals, by which it is compared."""

    receiver: Receiver
    grams: int
    per_meal: float
    next_day: date | None
    wishes: Sequence[Wish]


@dataclass(frozen=True, slots=True)
class Why:
    """An offer a receiver got nothing of, and why."""

    name: str
    on: date
    words: Sequence[str]


def everybody() -> QuerySet[Receiver]:
    return Receiver.objects.select_related("place__organisation").order_by("place__name", "pk")


def own(by: Actor, at: datetime) -> QuerySet[Receiver]:
    theirs = people.organisations_of(by, Permission.SURPLUS_OWN, day=clock.day(at))
    return everybody().filter(place__organisation__in=theirs)


def own_places(by: Actor, at: datetime) -> QuerySet[Place]:
    """Places of one's own that do not take food yet."""
    theirs = people.organisations_of(by, Permission.SURPLUS_OWN, day=clock.day(at))
    return places_without().filter(organisation__in=theirs)


def places_without() -> QuerySet[Place]:
    found = Place.objects.filter(surplus_receiver__isnull=True, state__in=ALIVE)
    return found.select_related("organisation").order_by("name", "pk")


def of_place(public_id: str) -> Receiver | None:
    return everybody().filter(place__public_id=public_id).first()


def levels(at: datetime, receivers: Sequence[Receiver]) -> list[Level]:
    """In the order of `receivers`."""
    today, keys = clock.day(at), [one.pk for one in receivers]
    got = takers.recent_grams(keys, at)
    places = Place.objects.filter(pk__in=[one.place_id for one in receivers])
    ahead = slots.of_days(places, today, today + timedelta(days=RECENT_DAYS - 1))
    wishes: dict[int, list[Wish]] = {}
    for wish in Wish.objects.filter(receiver__in=keys, state=WishState.OPEN.value, until__gte=today).order_by(
        "pk"
    ):
        wishes.setdefault(wish.receiver_id, []).append(wish)
    found = []
    for one in receivers:
        days = [slot.day for slot in ahead.get(one.place_id, []) if not slot.cancelled]
        meals = usual_meals(one.meals, len(days)) * 4
        grams = got.get(one.pk, 0)
        found.append(Level(one, grams, grams / meals, min(days, default=None), wishes.get(one.pk, [])))
    return found


def coming(by: Actor, at: datetime) -> QuerySet[Share]:
    """Agreed for one's own places and not handed over yet."""
    rows = Share.objects.filter(state=ShareState.CONFIRMED.value, receiver__in=own(by, at))
    return rows.select_related(
        "proposal__offer__depot", "proposal__offer__organisation", "receiver__place"
    ).order_by("proposal__offer__ready_from", "pk")


def shares_of(receiver: Receiver, limit: int = 30) -> QuerySet[Share]:
    """What it was to get and got, newest first."""
    rows = receiver.shares.exclude(state__in=(ShareState.DROPPED.value, ShareState.PROPOSED.value))
    return rows.select_related("proposal__offer").order_by("-proposal__confirmed_at", "-pk")[:limit]


def passed_of(receiver: Receiver, at: datetime, limit: int = 10) -> list[Why]:
    """Offers of four weeks that went elsewhere."""
    since = at - timedelta(days=RECENT_DAYS)
    rows = Passed.objects.filter(
        receiver=receiver, proposal__state=ProposalState.CONFIRMED.value, proposal__confirmed_at__gte=since
    ).select_related("proposal__offer")
    return [
        Why(one.proposal.offer.name, clock.day(one.proposal.confirmed_at), allotting.words(one.reasons))
        for one in rows.order_by("-proposal__confirmed_at")[:limit]
        if one.proposal.confirmed_at
    ]


def wishes_of(receiver: Receiver, today: date) -> QuerySet[Wish]:
    return receiver.wishes.filter(state=WishState.OPEN.value, until__gte=today).order_by("until", "pk")


def wish(public_id: str) -> Wish | None:
    return Wish.objects.select_related("receiver__place").filter(public_id=public_id).first()


def share(public_id: str) -> Share | None:
    rows = Share.objects.select_related(
        "proposal__offer__depot", "proposal__offer__organisation", "receiver__place__organisation"
    )
    return rows.filter(public_id=public_id).first()
