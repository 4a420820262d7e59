"""A shop's own till pages: its devices, today's meals, what waits for the city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.models import Device, Redemption, Shop
from ibasho.rooms.mealtickets.queries import shops
from ibasho.rooms.mealtickets.queries.remaining import Remaining, remaining
from ibasho.rooms.mealtickets.rules.kinds import Outcome
from ibasho.rooms.mealtickets.rules.tills import UNDO
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

READY = (Shop.State.APPROVED, Shop.State.STARTED, Shop.State.PAUSED)
SHOWN = 30


def own_shops(by: Actor, permission: Permission, *, at: datetime) -> list[Shop]:
    """The actor's shops that have a till, or may have one: those whose cards the city has agreed to."""
    day = clock.day(at)
    groups = [
        one.pk
        for one in shops.of_organisations(by, at)
        if people.may(by, permission, day=day, organisation_id=one.pk)
    ]
    found = Shop.objects.filter(place__organisation__in=groups, state__in=READY, cards=True)
    return list(found.select_related("place").order_by("place__kana", "place__name", "pk"))


def devices(shop: Shop) -> QuerySet[Device]:
    """In use first, then those that were stopped, newest first."""
    return shop.devices.order_by("state", "-registered_at", "pk")


@dataclass(frozen=True, slots=True)
class Meal:
    """One line of today's page. It names no card; `may_undo` within a quarter of an hour."""

    row: Redemption
    undone: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Today:
    """`meals` and `yen` of this JST day without what was taken back; `checks`: the city still looks at these."""

    meals: int
    yen: int
    checks: int
    remaining: Remaining
    latest: Sequence[Meal]
    devices_on: int


def today(shop: Shop, *, at: datetime) -> Today:
    day = clock.day(at)
    rows = shop.redemptions.filter(day=day)
    eaten = rows.filter(outcome__in=(Outcome.OK, Outcome.DOUBLE), reversal=None)
    sums = eaten.aggregate(meals=Count("pk"), yen=Sum("amount_yen"))
    shown = rows.exclude(outcome=Outcome.REFUSED).select_related("reversal").order_by("-received_at", "-pk")
    checks = shop.redemptions.filter(outcome=Outcome.CHECK, decision=None, reversal=None).count()
    return Today(
        sums["meals"], sums["yen"] or 0, checks, remaining(shop, day=day),
        [_meal(row, at) for row in shown[:SHOWN]], shop.devices.filter(state=Device.State.ACTIVE).count(),
    )  # fmt: skip


def _meal(row: Redemption, at: datetime) -> Meal:
    undone = hasattr(row, "reversal")
    return Meal(row, undone, not undone and row.outcome == Outcome.OK and at - row.received_at < UNDO)
