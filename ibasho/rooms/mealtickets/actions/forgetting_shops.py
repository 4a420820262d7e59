"""Of shops: keys of closed tills a year later, counts and looks five years after their 年度, the PIN of who has ended."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.models import DeviceSession, PaymentEvent, RibbonCount, Shop, SignReview
from ibasho.town.people.permissions import Permission

KEPT_YEARS: Final = 5
SESSION_DAYS: Final = 365


@transaction.atomic
def forget_old(*, by: Actor, at: datetime) -> dict[str, int]:
    """The nightly job. Money, meals and who decided stay with the ledger. Gives how many of each went."""
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    first = first_day(nendo(clock.day(at)) - KEPT_YEARS)
    year_ago = at - timedelta(days=SESSION_DAYS)
    over = Q(closed_at__lt=year_ago) | Q(closed_at__isnull=True, expires_at__lt=year_ago)
    old = {
        "sessions": DeviceSession.objects.filter(over),
        "ribbons": RibbonCount.objects.filter(day__lt=first),
        "looks": SignReview.objects.filter(day__lt=first),
        "events": PaymentEvent.objects.filter(came_at__lt=clock.day_bounds(first)[0]),
    }
    counts = {name: rows.delete()[0] for name, rows in old.items()}
    counts["pins"] = Shop.objects.filter(ended_on__lt=first).exclude(pin_hash="").update(pin_hash="")
    if any(counts.values()):
        journal.record(
            "mealtickets.shop.forget", noun="mealtickets.Shop", object_id="", by=by, at=at, data=counts
        )
    return counts
