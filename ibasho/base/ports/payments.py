"""Money by card through a provider's own page: Stripe's API shape over HTTPS. No card number ever comes near us.

One checkout = one page of the provider on which somebody pays one sum. That it was paid we believe from a signed
event (`read_event`) or from the provider's own answer (`find`), never from a browser that comes back.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlsplit

import httpx
from django.conf import settings

CURRENCY = "jpy"  # no decimals: the amounts of the API are whole yen
TOLERANCE_SECONDS = 300
BODY_BYTES_MAX = 256 * 1024
TIMEOUT_SECONDS = 10.0


class PaymentsDown(Exception):
    """No clear answer: the same call with the same key may be made again."""


class PaymentsRefused(Exception):
    """The provider said no. `str()` is its code, without anybody's data."""


class Forged(Exception):
    """An event whose signature is missing, wrong or too old, or whose body can't be an event."""


@dataclass(frozen=True, slots=True)
class Order:
    """One sum to be paid. `reference` comes back in every event. `key` makes a repeated call the same call: the same
    key goes with the same order, to the letter."""

    reference: str
    yen: int
    words: str  # what the page names as the thing paid for
    paid_url: str
    back_url: str
    key: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A checkout as the provider sees it. `state`: open, complete, expired. `url` is "" once it is not open."""

    id: str
    url: str
    state: str
    paid: bool
    yen: int
    currency: str
    reference: str
    payment: str


@dataclass(frozen=True, slots=True)
class Event:
    """A message of the provider. `checkout` for events about one; `payment`, `yen`, `currency` for refunds
    (`yen`: paid back so far)."""

    id: str
    kind: str
    checkout: Checkout | None = None
    payment: str = ""
    yen: int = 0
    currency: str = ""


class Payments(Protocol):
    def open(self, order: Order) -> Checkout:
        """A page to pay on. Raises PaymentsDown, PaymentsRefused."""

    def find(self, checkout_id: str) -> Checkout:
        """How a checkout stands now. Raises PaymentsDown, PaymentsRefused."""

    def refund(self, *, payment: str, yen: int, key: str) -> str:
        """Pays back part or all of a payment; the refund's id. Raises PaymentsDown, PaymentsRefused."""


def provider() -> Payments | None:
    """The city's provider; None where it has no key: then cards are not offered."""
    if not settings.PAYMENTS_KEY:
        return None
    return HttpPayments(settings.PAYMENTS_API, settings.PAYMENTS_KEY)


class HttpPayments:
    """The real one. `transport` is for tests."""

    def __init__(self, api: str, key: str, *, transport: httpx.BaseTransport | None = None) -> None:
        self._api, self._key, self._transport = api.rstrip("/"), key, transport

    def open(self, order: Order) -> Checkout:
        item = "line_items[0][price_data]"
        fields = {
            "mode": "payment",
            "submit_type": "donate",
            "locale": "ja",
            "payment_method_types[0]": "card",
            f"{item}[currency]": CURRENCY,
            f"{item}[unit_amount]": str(order.yen),
            f"{item}[product_data][name]": order.words,
            "line_items[0][quantity]": "1",
            "client_reference_id": order.reference,
            "success_url": order.paid_url,
            "cancel_url": order.back_url,
        }
        if order.email:
            fields["customer_email"] = order.email
        found = read_checkout(self._call("POST", "/v1/checkout/sessions", fields, order.key))
        if not _may_lead_to(found.url):
            raise PaymentsRefused("checkout_elsewhere")
        return found

    def find(self, checkout_id: str) -> Checkout:
        return read_checkout(self._call("GET", f"/v1/checkout/sessions/{checkout_id}"))

    def refund(self, *, payment: str, yen: int, key: str) -> str:
        told = self._call("POST", "/v1/refunds", {"payment_intent": payment, "amount": str(yen)}, key)
        if told.get("status") == "failed" or not isinstance(told.get("id"), str):
            raise PaymentsRefused("refund_failed")
        return str(told["id"])

    def _call(
        self, method: str, path: str, fields: Mapping[str, str] | None = None, key: str = ""
    ) -> Mapping[str, Any]:
        headers = {"Authorization": f"Bearer {self._key}"} | ({"Idempotency-Key": key} if key else {})
        try:
            with httpx.Client(transport=self._transport, timeout=TIMEOUT_SECONDS, trust_env=False) as client:
                answer = client.request(method, self._api + path, data=fields, headers=headers)
                told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise PaymentsDown(type(error).__name__) from error
        if answer.status_code == 429 or answer.status_code >= 500 or not isinstance(told, dict):
            raise PaymentsDown(f"HTTP {answer.status_code}")
        if answer.status_code >= 400:
            problem = told.get("error")
            code = problem.get("code") or problem.get("type") if isinstance(problem, dict) else ""
            raise PaymentsRefused(str(code or f"HTTP {answer.status_code}")[:60])
        return told


@dataclass
class RecordingPayments:
    """The stand-in of unit tests: keeps what was asked, answers as told."""

    opened: list[Order] = field(default_factory=list)
    refunded: list[tuple[str, int, str]] = field(default_factory=list)
    checkouts: dict[str, Checkout] = field(default_factory=dict)
    failing: Exception | None = None

    def open(self, order: Order) -> Checkout:
        self._fail()
        self.opened.append(order)
        made = f"cs_test_{hashlib.sha256(order.key.encode()).hexdigest()[:20]}"
        url = f"{settings.PAYMENTS_API}/checkout/{made}"
        fresh = Checkout(made, url, "open", False, order.yen, CURRENCY, order.reference, "")
        return self.checkouts.setdefault(made, fresh)

    def find(self, checkout_id: str) -> Checkout:
        self._fail()
        if checkout_id not in self.checkouts:
            raise PaymentsRefused("resource_missing")
        return self.checkouts[checkout_id]

    def refund(self, *, payment: str, yen: int, key: str) -> str:
        self._fail()
        if (payment, yen, key) not in self.refunded:
            self.refunded.append((payment, yen, key))
        return f"re_test_{hashlib.sha256(key.encode()).hexdigest()[:20]}"

    def _fail(self) -> None:
        if self.failing is not None:
            raise self.failing


def sign(body: bytes, *, secret: str, at: datetime) -> str:
    """The header `Stripe-Signature` of a body sent at this moment."""
    stamp = str(int(at.timestamp()))
    return f"t={stamp},v1={_mac(stamp, body, secret)}"


def read_event(body: bytes, signature: str, *, secret: str, at: datetime) -> Event:
    """The event in a signed body. Raises Forged; kinds we don't know come back without figures."""
    if not secret or not _is_signed(body, signature, secret, at):
        raise Forged
    try:
        told = json.loads(body)
        event_id, kind, thing = told["id"], told["type"], told["data"]["object"]
        if not (_is_code(event_id) and _is_code(kind) and isinstance(thing, dict)):
            raise Forged
        return _event(event_id, kind[:60], thing)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Forged from error


def read_checkout(told: Mapping[str, Any]) -> Checkout:
    """A checkout session out of the provider's JSON. Raises PaymentsDown for any other shape."""
    yen = told.get("amount_total")
    texts = {
        name: told.get(name) or ""
        for name in ("id", "url", "status", "currency", "client_reference_id", "payment_intent")
    }
    codes = [
        texts["id"],
        *(texts[name] or "-" for name in ("status", "currency", "client_reference_id", "payment_intent")),
    ]
    if type(yen) is not int or not all(map(_is_code, codes)) or not isinstance(texts["url"], str):
        raise PaymentsDown("unreadable answer")
    return Checkout(
        id=texts["id"], url=texts["url"], state=texts["status"], paid=told.get("payment_status") == "paid", yen=int(yen or 0),
        currency=texts["currency"].lower(), reference=texts["client_reference_id"], payment=texts["payment_intent"],
    )  # fmt: skip


def _event(event_id: str, kind: str, thing: Mapping[str, Any]) -> Event:
    """An event about a checkout or a refund that can't be read has no figures: the caller shows it to a person."""
    if kind.startswith("checkout.session."):
        try:
            return Event(event_id, kind, read_checkout(thing))
        except PaymentsDown:
            return Event(event_id, kind)
    if kind == "charge.refunded":
        payment, yen, currency = (
            thing.get(name) for name in ("payment_intent", "amount_refunded", "currency")
        )
        if _is_code(payment) and type(yen) is int and _is_code(currency):
            return Event(event_id, kind, None, str(payment), yen, str(currency).lower())
    return Event(event_id, kind)


def _is_signed(body: bytes, signature: str, secret: str, at: datetime) -> bool:
    """One of the `v1` (there are two while a secret is being changed) over "t.body", not older than five minutes."""
    parts = [part.strip().partition("=") for part in signature[:2_000].split(",")]
    stamps = [value for name, _, value in parts if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 12):
        return False
    wanted = _mac(stamps[0], body, secret).encode()
    right = [hmac.compare_digest(wanted, value.encode()) for name, _, value in parts if name == "v1"]
    return any(right) and abs(at.timestamp() - int(stamps[0])) <= TOLERANCE_SECONDS


def _is_code(told: object) -> bool:
    """What we keep of a message: short, and plain letters only."""
    return isinstance(told, str) and 0 < len(told) <= 120 and told.isascii() and told.isprintable()


def _mac(stamp: str, body: bytes, secret: str) -> str:
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _may_lead_to(url: str) -> bool:
    """A giver is only ever sent to the provider's own page (in a demo, to the stand-in)."""
    parts = urlsplit(url)
    known = [urlsplit(settings.PAYMENTS_CHECKOUT or settings.PAYMENTS_API), urlsplit(settings.PUBLIC_URL)]
    return (parts.scheme, parts.netloc) in {(each.scheme, each.netloc) for each in known}
