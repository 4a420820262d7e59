"""Paying by card: the provider's page is opened, and its word is heard once."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.base.ports.payments import CURRENCY, Checkout, Event, Order, Payments
from ibasho.rooms.mealtickets.actions import gifts
from ibasho.rooms.mealtickets.models import Gift, PaymentEvent, Refund
from ibasho.rooms.mealtickets.queries import payments as queries

NOUN = "mealtickets.Gift"
PROVIDER = Actor.of_job("payments.find")  # the provider's own answer, whoever made us ask
State, Channel = Gift.State, Gift.Channel


def open_page(*, gift: Gift, payments: Payments, by: Actor, at: datetime) -> str:
    """The address of the provider's page for this gift: the one that is open, else a new one. Empty when the gift turns
    out to be paid.

    The provider is asked outside any transaction. Raises Conflict for a gift that waits for no money, PaymentsDown,
    PaymentsRefused.
    """
    _check_waiting(gift)
    if gift.checkout_id:
        known = payments.find(gift.checkout_id)
        if known.state == "open" and known.url:
            return known.url
        if known.paid:
            hear(event=_asked(known), by=PROVIDER, at=at)
            return ""
    made = payments.open(_order(gift))
    _keep(gift=gift, checkout=made, by=by, at=at)
    return made.url


@transaction.atomic
def by_bank(*, gift: Gift, by: Actor, at: datetime) -> Gift:
    """The giver would rather transfer the money."""
    row = Gift.objects.select_for_update().get(pk=gift.pk)
    _check_waiting(row)
    row.channel = Channel.BANK
    row.save(update_fields=["channel"])
    _record("choose", row, by=by, at=at, data={"channel": row.channel})
    return row


def look(*, gift: Gift, payments: Payments, by: Actor, at: datetime) -> PaymentEvent | None:
    """Asks the provider how the checkout stands, for an event that never came. None where it is not paid."""
    known = payments.find(gift.checkout_id)
    return hear(event=_asked(known), by=by, at=at) if known.paid else None


@transaction.atomic
def hear(*, event: Event, by: Actor, at: datetime) -> PaymentEvent:
    """Takes in a message of the provider. However often it comes, and in whatever order, it has its effect once;
    what can't be right has none and is kept for a person to look at."""
    row, fresh = PaymentEvent.objects.get_or_create(
        event_id=event.id, defaults={"kind": event.kind, "came_at": at, "outcome": "", "gift": None}
    )
    if not fresh:
        return row
    gift = queries.gift_of(event)
    row.gift = gift
    row.outcome = _effect(event, gift, by, at)[:60]
    row.save(update_fields=["gift", "outcome"])
    journal.record(
        "mealtickets.payment.hear", noun="mealtickets.PaymentEvent", object_id=row.pk, by=by, at=at,
        data={"kind": row.kind, "outcome": row.outcome, "gift": gift.pk if gift else None},
    )  # fmt: skip
    return row


def _effect(event: Event, gift: Gift | None, by: Actor, at: datetime) -> str:
    if event.kind == "charge.refunded":
        return _refunded(event, gift)
    if event.checkout is None:
        about_us = event.kind.startswith("checkout.session.")
        return f"{queries.LOOK}読めない知らせ" if about_us else "かかわりのない知らせ"
    if gift is None:
        return f"{queries.LOOK}寄附が 見つからない"
    if event.kind == "checkout.session.expired":
        return "期限切れ（もう一度 払える）"
    if not event.checkout.paid:
        return "まだ 払われていない"
    return _paid(event.checkout, gift, by, at)


def _paid(checkout: Checkout, found: Gift, by: Actor, at: datetime) -> str:
    gift = Gift.objects.select_for_update().get(pk=found.pk)
    if checkout.currency != CURRENCY or checkout.yen <= 0:
        return f"{queries.LOOK}円ではない"
    if gift.state in (State.RECEIVED, State.REFUNDED):
        same = bool(gift.payment_id) and gift.payment_id == checkout.payment
        return "前に 受けとった支払い" if same else f"{queries.LOOK}同じ寄附に 2回 払われた"
    if checkout.yen != gift.amount_yen or gift.received_yen > 0:
        return f"{queries.LOOK}金額が ちがう"
    gift.channel, gift.checkout_id, gift.payment_id = Channel.CARD, checkout.id, checkout.payment
    gift.save(update_fields=["channel", "checkout_id", "payment_id"])
    gifts.receive(gift=gift, yen=checkout.yen, by=by, at=at)
    return "受けとった"


def _refunded(event: Event, gift: Gift | None) -> str:
    """Money goes back by two people's word (`refunds`); one made on the provider's own pages has to be entered."""
    if gift is None:
        return f"{queries.LOOK}返金の 寄附が 見つからない"
    done = sum(row.amount_yen for row in Refund.objects.filter(gift=gift, state=Refund.State.DONE))
    asked = sum(row.amount_yen for row in Refund.objects.filter(gift=gift, state=Refund.State.ASKED))
    known = event.currency == CURRENCY and event.yen in (done, done + asked)
    return "わかっている返金" if known else f"{queries.LOOK}きろくにない返金"


@transaction.atomic
def _keep(*, gift: Gift, checkout: Checkout, by: Actor, at: datetime) -> None:
    row = Gift.objects.select_for_update().get(pk=gift.pk)
    _check_waiting(row)
    row.channel, row.checkout_id = Channel.CARD, checkout.id
    row.save(update_fields=["channel", "checkout_id"])
    _record("open_checkout", row, by=by, at=at, data={"amount_yen": row.amount_yen})


def _check_waiting(gift: Gift) -> None:
    if gift.state != State.PROMISED or gift.received_yen > 0:
        raise Conflict("gift.waits_for_nothing", _("この寄附は いま お支払いを 待っていません。"))


def _order(gift: Gift) -> Order:
    """The same order to the letter as long as nothing has changed: a repeated call finds the same checkout."""
    page = settings.PUBLIC_URL + reverse("mealtickets:gift", kwargs={"public_id": gift.public_id})
    key = hashlib.sha256(f"{gift.public_id}/{gift.checkout_id}".encode()).hexdigest()
    return Order(
        reference=gift.reference, yen=gift.amount_yen, words=f"{gift.fund.name}への 寄附", paid_url=f"{page}?paid=1",
        back_url=page, key=key,
    )  # fmt: skip


def _asked(checkout: Checkout) -> Event:
    """The provider's own answer taken as an event: the one that comes later is then old news."""
    return Event(f"asked:{checkout.id}"[:120], "checkout.session.completed", checkout)


def _record(verb: str, row: Gift, *, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(f"mealtickets.gift.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
