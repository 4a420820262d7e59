"""A shop's till as a test holds it: opened by its PIN, it signs what it sends."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from ibasho.rooms.mealtickets.actions import cards, devices
from ibasho.rooms.mealtickets.actions.meals import Answer
from ibasho.rooms.mealtickets.actions.redeem import redeem
from ibasho.rooms.mealtickets.models import Card, Device, Shop
from ibasho.rooms.mealtickets.queries.cards import text_of
from ibasho.rooms.mealtickets.rules import tills
from ibasho.rooms.mealtickets.rules.wire import Scan
from tests import make
from tests.rooms.mealtickets import ground

PIN = "2580"


@dataclass
class Till:
    """`scan` makes what the device would send; `eat` sends it to the counter."""

    device: Device
    token: str
    counter: int = field(default=0)

    def scan(self, code: str, *, at: datetime = make.AT, nonce: UUID | None = None, **changed: Any) -> Scan:
        self.counter += 1
        one, claimed, counter = nonce or uuid4(), at.isoformat(), changed.get("counter", self.counter)
        signature = tills.sign(
            devices.key_of(self.device), device=self.device.public_id, nonce=str(one), code=code,
            counter=counter, claimed_at=claimed,
        )  # fmt: skip
        return Scan(one, str(one), code, counter, at, claimed, changed.get("signature", signature))

    def send(self, scan: Scan, *, at: datetime = make.AT) -> Answer:
        return redeem(scan=scan, device=self.device.public_id, token=self.token, at=at)

    def eat(self, card: Card | str, *, at: datetime = make.AT) -> Answer:
        code = card if isinstance(card, str) else text_of(card)
        return self.send(self.scan(code, at=at), at=at)

    def body(self, scan: Scan) -> dict[str, Any]:
        """As JSON over the wire."""
        return {
            "nonce": scan.nonce_text, "code": scan.code, "counter": scan.counter, "claimed_at": scan.claimed_text,
            "signature": scan.signature,
        }  # fmt: skip

    @property
    def header(self) -> str:
        return f"Till {self.device.public_id}.{self.token}"


def till(shop: Shop, device: Device | None = None, *, at: datetime = make.AT - timedelta(hours=5)) -> Till:
    """Opened in the morning."""
    one = device or ground.device(shop)
    if not Shop.objects.get(pk=shop.pk).pin_hash:
        devices.set_pin(shop=shop, pin=PIN, by=ground.SERVER, at=at)
    opened = devices.open_session(device_id=one.public_id, pin=PIN, at=at)
    one.refresh_from_db()
    return Till(one, opened.token)


def child_cards(count: int = 3, **fields: Any) -> list[Card]:
    sheet = cards.make_sheet(count=count, given_to="みほん小学校", by=ground.SERVER, at=make.AT, **fields)
    return list(sheet.cards.select_related("sheet").order_by("position"))


def card(**fields: Any) -> Card:
    return child_cards(1, **fields)[0]


def wall_ticket(shop: Shop) -> Card:
    return card(kind="wall", shop=shop)
