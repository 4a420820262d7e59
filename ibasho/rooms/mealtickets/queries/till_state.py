"""What a till needs to know to go on without a network. No child, no card's number: hashes of stopped and used ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, Sum

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Card, Redemption, Sheet, Shop
from ibasho.rooms.mealtickets.queries import cards, keys
from ibasho.rooms.mealtickets.queries.remaining import remaining
from ibasho.rooms.mealtickets.rules import codes
from ibasho.rooms.mealtickets.rules.kinds import Outcome


def state(shop: Shop, *, at: datetime) -> dict[str, Any]:
    """`shop.place` is read. `remaining` is のこり○食 of the shop's public page."""
    day = clock.day(at)
    return {
        "shop": {"name": shop.place.name},
        "price_yen": shop.price_yen,
        "remaining": remaining(shop, day=day).meals,
        "per_card_a_day": settings.MEALS_PER_CARD_A_DAY,
        "keys": keys.for_devices(),
        "revoked": cards.stopped(day),
        "used_today": _used(shop, at),
        "limits": {
            "hours": settings.TILL_OFFLINE_HOURS, "meals": settings.TILL_OFFLINE_MEALS,
            "yen": settings.TILL_OFFLINE_YEN,
        },
        "today": _today(shop, at),
        "server_at": at.isoformat(),
    }  # fmt: skip


def _used(shop: Shop, at: datetime) -> list[str]:
    """こどもカード that had their meals of today, and tickets of this shop's wall that were ever used."""
    today = Card.objects.filter(uses__day=clock.day(at), uses__turn__gte=settings.MEALS_PER_CARD_A_DAY)
    wall = Card.objects.filter(sheet__kind=Sheet.Kind.WALL, sheet__shop=shop, uses__isnull=False)
    found = {number for rows in (today, wall) for number in rows.values_list("number", flat=True)}
    return sorted(codes.short_hash(number) for number in found)


def _today(shop: Shop, at: datetime) -> dict[str, int]:
    """Meals of the shop today that it is paid for, or waits for a look for."""
    rows = Redemption.objects.filter(
        ~Q(outcome=Outcome.REFUSED), shop=shop, day=clock.day(at), reversal__isnull=True
    )
    yen = rows.aggregate(yen=Sum("amount_yen"))["yen"] or 0
    return {"ok": rows.count(), "yen": yen}
