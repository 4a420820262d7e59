"""What the payment provider told, and which gift it meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from ibasho.base.ports.payments import Event
from ibasho.rooms.mealtickets.models import Gift, PaymentEvent

LOOK = "要確認："  # a message with this before its outcome is for a person
FRESH_DAYS = 3  # a checkout lives for a day


def gift_of(event: Event) -> Gift | None:
    """By checkout, by payment, or by the reference that was sent along: a gift may have had more than one checkout,
    and its payment may be told before we have written down its page."""
    if event.checkout is None:
        return Gift.objects.filter(payment_id=event.payment).first() if event.payment else None
    found = Gift.objects.filter(checkout_id=event.checkout.id).first()
    if found is None and event.checkout.reference:
        found = Gift.objects.filter(reference=event.checkout.reference).first()
    return found


def unheard(at: datetime, *, days: int = FRESH_DAYS) -> QuerySet[Gift]:
    """Card gifts promised in the last `days` whose page was opened and of which nothing was heard."""
    since = at - timedelta(days=days)
    return (
        Gift.objects.filter(channel=Gift.Channel.CARD, state=Gift.State.PROMISED, promised_at__gte=since)
        .exclude(checkout_id="")
        .order_by("pk")
    )


def odd() -> QuerySet[PaymentEvent]:
    """Messages that had no effect and want a person's eye, the newest first."""
    return PaymentEvent.objects.filter(outcome__startswith=LOOK).select_related("gift__fund").order_by("-pk")
