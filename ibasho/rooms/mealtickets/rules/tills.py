"""A shop's device: its key, what it signs, its PIN, and how long it may work without a network. Pure.

The key is derived from the city's secret, so no table holds it. A request is signed once, before its first try, and sent
unchanged on every try: `HMAC-SHA256(key, "ibasho-redeem-1" LF device LF nonce LF code LF counter LF claimed_at)`, in hex.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid

PURPOSE = "ibasho-redeem-1"
PIN_MIN, PIN_MAX = 4, 8
UNDO = timedelta(minutes=15)  # how long the counter itself may take a reading back
_COUNTING = "01234567890", "09876543210"


def key(secret: str, device: str, version: int) -> bytes:
    """The 32 bytes a device signs with."""
    return hmac.new(secret.encode(), f"till/{device}/{version}".encode(), hashlib.sha256).digest()


def sign(key: bytes, *, device: str, nonce: str, code: str, counter: int, claimed_at: str) -> str:
    """64 hex digits over the texts exactly as they are sent."""
    told = "\n".join((PURPOSE, device, nonce, code, str(counter), claimed_at))
    return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


def signed_by(key: bytes, signature: str, **told: str | int) -> bool:
    """In constant time."""
    return hmac.compare_digest(sign(key, **told).encode(), signature.encode())  # type: ignore[arg-type]


def content_hash(told: Mapping[str, object]) -> str:
    """What was asked under a nonce, so that the same nonce is never used for something else."""
    lines = [f"{name}={told[name]}" for name in sorted(told)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def check_pin(pin: str) -> str:
    """4 to 8 digits that are not the first anybody would try. Raises Invalid."""
    if not (pin.isascii() and pin.isdigit() and PIN_MIN <= len(pin) <= PIN_MAX):
        words = f"暗証番号は 数字 {PIN_MIN}〜{PIN_MAX}けたで 決めてください。"
        raise Invalid("till.pin_shape", words, fields={"pin": words})
    if len(set(pin)) == 1 or any(pin in row for row in _COUNTING):
        words = "0000 や 1234 のような番号は すぐ わかってしまいます。ほかの番号に してください。"
        raise Invalid("till.pin_easy", words, fields={"pin": words})
    return pin


@dataclass(frozen=True, slots=True)
class Span:
    """Between which moments of the server an offline meal was eaten: the device's own clock is only a hint.

    `since`: the last moment before it at which this device surely was online; `until`: the first after it."""

    since: datetime
    until: datetime

    def moment(self, claimed_at: datetime) -> datetime:
        """The claimed moment, pulled into the span: a clock days wrong moves no meal out of it."""
        return max(self.since, min(self.until, claimed_at))

    def day(self, claimed_at: datetime) -> date:
        """The JST day on which the child ate."""
        return clock.day(self.moment(claimed_at))


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how many meals and how many yen a device may go on without the server."""

    hours: int
    meals: int
    yen: int

    def holds(self, span: Span, claimed_at: datetime, *, meals: int, yen: int) -> bool:
        """`meals` and `yen`: of this device since it was last online, this meal among them."""
        alone = span.moment(claimed_at) - span.since
        return alone <= timedelta(hours=self.hours) and meals <= self.meals and yen <= self.yen
