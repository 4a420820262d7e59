"""What the engine is told: the lot, and each receiver with its next sessions, free store, way and last four weeks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.surplus.engine import storage
from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from ibasho.rooms.surplus.models import Driver, NoShow, Offer, Receiver, Share, Use, Wish
from ibasho.rooms.surplus.rules import route, sharing
from ibasho.rooms.surplus.rules.kinds import GOING, AllergensTold, Band, ShareState, WishState
from ibasho.rooms.surplus.rules.sharing import RECENT_DAYS
from ibasho.town.places.models import Place
from ibasho.town.places.queries import slots
from ibasho.town.places.rules.status import Planned


@dataclass(frozen=True, slots=True)
class Held:
    """Grams that stand, or are about to stand, in a receiver's store."""

    band: str
    food: str
    grams: int


REFUSED = (ShareState.DECLINED, ShareState.NO_SHOW)


def lot(offer: Offer, grams: int) -> Lot:
    """`grams` of it, the part that has no home yet."""
    return Lot(
        grams=grams, step_grams=offer.step_grams, band=offer.band, food=offer.food, date_kind=offer.date_kind,
        use_until=offer.use_until, allergens=frozenset(offer.allergens),
        allergens_known=offer.allergens_told != AllergensTold.UNKNOWN.value, position=position(offer), brought=offer.giver_brings,
        ready_on=clock.day(offer.ready_from),
    )  # fmt: skip


def position(offer: Offer) -> Position | None:
    """Where it is fetched: the drop-off point, else the giver's own place; None where nobody said."""
    if offer.depot is not None:
        return Position(offer.depot.lat, offer.depot.lng)
    if offer.pickup_lat is None or offer.pickup_lng is None:
        return None
    return Position(offer.pickup_lat, offer.pickup_lng)


def carried(offer: Offer, today: date) -> bool:
    """Whether somebody may carry it: a driver goes on one of the days that are left to fetch it, with a cool box where it
    needs one. Nobody has promised it yet."""
    first = max(today, clock.day(offer.ready_from))
    last = min(clock.day(offer.ready_until), offer.use_until)
    weekdays = {(first + timedelta(days=n)).weekday() for n in range(min(7, (last - first).days + 1))}
    active = Driver.objects.filter(is_active=True)
    if offer.band != Band.ROOM:
        active = active.filter(chilled=True)
    return any(weekdays & set(one.weekdays) for one in active)


def left_grams(offer: Offer) -> int:
    """What has no home yet."""
    told = Share.objects.filter(proposal__offer=offer, state__in=GOING).aggregate(sum=Sum("grams"))["sum"]
    return max(0, offer.grams - (told or 0))


def refused_by(offer: Offer) -> set[int]:
    """Receivers that said no to this offer or did not come for it: they are not asked again."""
    rows = Share.objects.filter(proposal__offer=offer, state__in=REFUSED)
    return set(rows.values_list("receiver_id", flat=True))


def takers(offer: Offer, receivers: Iterable[Receiver], at: datetime) -> list[Taker]:
    """`receivers` (with their places) as the engine sees them, in the order of their keys."""
    rows = sorted(receivers, key=lambda one: one.pk)
    today, keys = clock.day(at), [one.pk for one in rows]
    places = Place.objects.filter(pk__in=[one.place_id for one in rows])
    since = max(at, offer.ready_from)
    ahead = slots.of_days(places, today, max(offer.use_until, today + timedelta(days=RECENT_DAYS)))
    facts = _Facts(keys, offer, at)
    return [_taker(one, ahead.get(one.place_id, []), since, facts) for one in rows]


class _Facts:
    """What is asked of the database once for all receivers."""

    def __init__(self, keys: list[int], offer: Offer, at: datetime) -> None:
        self.offer, self.today = offer, clock.day(at)
        self.held = held(keys, at)
        self.recent = recent_grams(keys, at)
        self.wishing = set(
            Wish.objects.filter(
                receiver__in=keys, food=offer.food, state=WishState.OPEN.value, until__gte=self.today
            ).values_list("receiver_id", flat=True)
        )
        self.no_shows: dict[int, int] = defaultdict(int)
        for key in NoShow.objects.filter(share__receiver__in=keys).values_list(
            "share__receiver_id", flat=True
        ):
            self.no_shows[key] += 1
        self.start = position(offer)


def _taker(one: Receiver, planned: list[Planned], since: datetime, facts: _Facts) -> Taker:
    offer, held_now = facts.offer, facts.held.get(one.pk, [])
    kept = [slot for slot in planned if not slot.cancelled]
    usable = [
        (slot.day, one.meals)
        for slot in kept
        if slot.day <= offer.use_until and sharing.in_time(slot.day, slot.ends, since=since)
    ]
    month = [slot for slot in kept if slot.day < facts.today + timedelta(days=RECENT_DAYS)]
    stands = [(row.band, row.grams) for row in held_now]
    of_food = sum(row.grams for row in held_now if row.food == offer.food)
    return Taker(
        key=one.pk, active=one.is_active, closed=one.place.state != Place.State.PUBLISHED,
        storage=storage.free(capacity(one), stands), wishes=frozenset(one.wished),
        wished_once=one.pk in facts.wishing, refused=frozenset(one.refused),
        avoids=frozenset(one.avoids), collects=one.collects, reach_metres=one.reach_metres,
        metres=metres(facts.start, one.place), sessions=tuple(usable), held_grams=of_food,
        least_grams=one.least_grams, most_grams=one.most_grams, recent_grams=facts.recent.get(one.pk, 0),
        weight=sharing.usual_meals(one.meals, len(month)), no_shows=facts.no_shows[one.pk],
    )  # fmt: skip


def capacity(one: Receiver) -> dict[str, int]:
    return {
        Band.ROOM.value: one.room_grams,
        Band.CHILLED.value: one.chilled_grams,
        Band.FROZEN.value: one.frozen_grams,
    }


def metres(start: Position | None, place: Place) -> int | None:
    """Along the streets, about (めやす); None where either end is not known."""
    end = place.position
    return None if start is None or end is None else route.straight(start, end)


def held(keys: Iterable[int], at: datetime) -> dict[int, list[Held]]:
    """By receiver: agreed and not fetched, and fetched and not eaten. What is past its day is in no store any more, nor
    what nobody said anything of for four weeks."""
    today, since = clock.day(at), at - timedelta(days=sharing.KEPT_DAYS)
    rows: QuerySet[Any] = Share.objects.filter(
        Q(state=ShareState.CONFIRMED.value) | Q(state=ShareState.HANDED.value, handover__handed_at__gte=since),
        receiver__in=list(keys), proposal__offer__use_until__gte=today,
    )  # fmt: skip
    eaten: dict[int, int] = defaultdict(int)
    for share, used, thrown in Use.objects.filter(share__in=rows).values_list(
        "share_id", "grams_used", "grams_thrown"
    ):
        eaten[share] += used + thrown
    found: dict[int, list[Held]] = defaultdict(list)
    fields = (
        "pk",
        "receiver_id",
        "grams",
        "handover__grams",
        "proposal__offer__band",
        "proposal__offer__food",
    )
    for pk, receiver, grams, handed, band, food in rows.values_list(*fields):
        still = (grams if handed is None else handed) - eaten[pk]
        if still > 0:
            found[receiver].append(Held(band, food, still))
    return found


def recent_grams(keys: Iterable[int], at: datetime) -> dict[int, int]:
    """By receiver: agreed and handed in the last four weeks, all foods."""
    since = at - timedelta(days=RECENT_DAYS)
    rows = Share.objects.filter(receiver__in=list(keys), state__in=GOING, proposal__confirmed_at__gte=since)
    return dict(
        rows.order_by().values_list("receiver").annotate(sum=Sum("grams")).values_list("receiver", "sum")
    )


def fetches(receiver: Receiver, offer: Offer) -> bool:
    """Whether the place gets there by itself, or has it brought by the giver; else somebody has to carry it."""
    if offer.giver_brings and offer.depot_id is None:
        return True
    way = metres(position(offer), receiver.place)
    return receiver.collects and (way is None or way <= receiver.reach_metres)
