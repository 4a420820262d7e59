"""Checkouts of the stand-in, kept in the shared cache for two days: the workers of a demo see the same ones."""

from __future__ import annotations

import hashlib
import json
import logging
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

import httpx
from django.conf import settings
from django.core.cache import cache

from ibasho.base.kernel import clock
from ibasho.base.ports.payments import CURRENCY, sign

log = logging.getLogger(__name__)
KEEP_SECONDS = 2 * 24 * 60 * 60
EXPIRES_SECONDS = 24 * 60 * 60
PAUSES = (0, 2, 5)  # seconds before each try to tell
WEBHOOK = "/api/v1/payments/webhook"


@dataclass(frozen=True, slots=True)
class Session:
    """A checkout as the API tells it, and where the buyer goes afterwards."""

    id: str
    amount_total: int
    client_reference_id: str
    success_url: str
    cancel_url: str
    words: str
    created: int
    status: str = "open"
    payment_status: str = "unpaid"
    payment_intent: str = ""
    refunded: int = 0

    def told(self) -> dict[str, Any]:
        """The JSON of Stripe's checkout.session object, as far as anybody here reads it."""
        url = f"{settings.PUBLIC_URL}/demo/payments/checkout/{self.id}/" if self.status == "open" else None
        return {
            "id": self.id, "object": "checkout.session", "amount_total": self.amount_total, "currency": CURRENCY,
            "client_reference_id": self.client_reference_id or None, "created": self.created,
            "expires_at": self.created + EXPIRES_SECONDS, "livemode": False, "mode": "payment",
            "payment_intent": self.payment_intent or None, "payment_status": self.payment_status,
            "status": self.status, "url": url,
        }  # fmt: skip


def create(fields: Mapping[str, str], *, key: str, at: datetime) -> Session | None:
    """A new session; with a known idempotency key the one it made. None if the key came with other fields."""
    content = hashlib.sha256(json.dumps(sorted(fields.items())).encode()).hexdigest()
    item = "line_items[0][price_data]"
    made = Session(
        id=f"cs_demo_{secrets.token_hex(12)}", amount_total=int(fields[f"{item}[unit_amount]"]),
        client_reference_id=fields.get("client_reference_id", ""), success_url=fields["success_url"],
        cancel_url=fields["cancel_url"], words=fields.get(f"{item}[product_data][name]", ""), created=int(at.timestamp()),
    )  # fmt: skip
    if key and not cache.add(f"demo-pay-key:{key}", f"{content} {made.id}", KEEP_SECONDS):
        known, session_id = str(cache.get(f"demo-pay-key:{key}", " ")).split(" ")
        return find(session_id, at=at) if known == content else None
    _keep(made)
    return made


def find(session_id: str, *, at: datetime) -> Session | None:
    kept = cache.get(f"demo-pay:{session_id}")
    if kept is None:
        return None
    found = Session(**kept)
    if found.status == "open" and at.timestamp() > found.created + EXPIRES_SECONDS:
        found = _keep(replace(found, status="expired"))
    return found


def pay(session: Session) -> Session:
    """Paid once: a second press changes nothing."""
    if session.status != "open":
        return session
    intent = f"pi_demo_{secrets.token_hex(12)}"
    cache.set(f"demo-pay-intent:{intent}", session.id, KEEP_SECONDS)
    return _keep(replace(session, status="complete", payment_status="paid", payment_intent=intent))


def refund(intent: str, yen: int, *, at: datetime) -> Session | None:
    """None if there is no such payment or not so much left of it."""
    session = find(str(cache.get(f"demo-pay-intent:{intent}", "")), at=at)
    if session is None or not 0 < yen <= session.amount_total - session.refunded:
        return None
    return _keep(replace(session, refunded=session.refunded + yen))


def first_time(key: str) -> bool:
    """Whether this idempotency key of a refund has not been seen before."""
    return bool(cache.add(f"demo-pay-refund:{key}", 1, KEEP_SECONDS))


def paid_event(session: Session, at: datetime) -> bytes:
    return _event("checkout.session.completed", f"evt_{session.id}", session.told(), at)


def refund_event(session: Session, at: datetime) -> bytes:
    charge = {
        "id": f"ch_{session.payment_intent}", "object": "charge", "amount": session.amount_total,
        "amount_refunded": session.refunded, "currency": CURRENCY, "payment_intent": session.payment_intent,
    }  # fmt: skip
    return _event("charge.refunded", f"evt_{session.id}_{session.refunded}", charge, at)


def tell(body: bytes, *, wait: float = 0, transport: httpx.BaseTransport | None = None) -> bool:
    """Sends a message, signed anew at each try; True once it is answered 200."""
    time.sleep(wait)
    for pause in PAUSES:
        time.sleep(pause)
        headers = {
            "Content-Type": "application/json",
            "Stripe-Signature": sign(body, secret=settings.PAYMENTS_WEBHOOK_SECRET, at=clock.now()),
        }
        try:
            with httpx.Client(transport=transport, timeout=10, trust_env=False) as client:
                if (
                    client.post(settings.PUBLIC_URL + WEBHOOK, content=body, headers=headers).status_code
                    == 200
                ):
                    return True
        except httpx.HTTPError as error:
            log.warning("the demo's provider could not tell: %s", type(error).__name__)
    return False


def tell_later(body: bytes, *, wait: float) -> None:
    """In the background, as the real one does: the buyer is back before the message comes."""
    threading.Thread(target=tell, args=(body,), kwargs={"wait": wait}, daemon=True).start()


def _event(kind: str, event_id: str, thing: Mapping[str, Any], at: datetime) -> bytes:
    told = {
        "id": event_id,
        "object": "event",
        "type": kind,
        "created": int(at.timestamp()),
        "data": {"object": thing},
    }
    return json.dumps(told).encode()


def _keep(session: Session) -> Session:
    cache.set(f"demo-pay:{session.id}", asdict(session), KEEP_SECONDS)
    return session
