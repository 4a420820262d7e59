"""The shops' tills: opened by their PIN, they read cards with and without a network."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from demo.chapters import meals as described
from demo.chapters.meals import Kind, Meals, Visit
from demo.loading.chapters.meal_desk import Desk
from ibasho.base.kernel import clock
from ibasho.base.kernel.codes import ALPHABET
from ibasho.rooms.mealtickets.actions import devices, redeem, shops, syncing
from ibasho.rooms.mealtickets.models import Device, DeviceSession
from ibasho.rooms.mealtickets.queries import cards
from ibasho.rooms.mealtickets.rules import codes, tills
from ibasho.rooms.mealtickets.rules.wire import Scan

EVENING = time(20, 30)  # a till that had no network all afternoon finds it again


@dataclass(slots=True)
class Till:
    """`token` opens it for as long as the demo's past lasts: a PIN for each of ninety days would take longer than all
    the rest, so its session is the one thing written straight to its table."""

    device: Device
    token: str
    counter: int = 0


class Tills:
    def __init__(self, told: Meals, desk: Desk) -> None:
        self._told, self._desk = told, desk
        self._dice = random.Random(str(told.first_on))
        self._tills: dict[str, Till] = {}

    def start(self, shop: described.Shop, at: datetime) -> None:
        """A device, the PIN, the test card, and the shop begins."""
        row, by = (
            self._desk.shops[shop.place],
            self._desk.person(shop.lead) if shop.lead else self._desk.officer,
        )
        if shop.cards:
            device = devices.register(shop=row, name="レジの スマホ", by=by, at=at).device
            devices.set_pin(shop=row, pin=self._told.pin, by=by, at=at)
            shops.mark_tested(shop=row, by=by, at=at)
            self._tills[shop.place] = self._opened(device, at)
        self._desk.shops[shop.place] = shops.start(shop=row, by=by, at=at)

    def _opened(self, device: Device, at: datetime) -> Till:
        token = f"{self._dice.getrandbits(256):064x}"
        DeviceSession.objects.create(
            device=device,
            token_hash=devices.token_hash(token),
            opened_at=at,
            expires_at=at + timedelta(days=366),
        )
        Device.objects.filter(pk=device.pk).update(synced_at=at)
        return Till(device, token)

    def visit(self, visit: Visit, at: datetime) -> None:
        """`at`: when the city hears of it."""
        till, eaten = self._tills[visit.shop], clock.at(visit.at.date(), visit.at.time())
        if visit.kind in (Kind.FED, Kind.AGAIN):
            code = cards.text_of(self._desk.cards[visit.card])
            scan = self._scan(till, code, eaten)
            redeem.redeem(scan=scan, device=till.device.public_id, token=till.token, at=at)
            return
        known = visit.kind == Kind.DOUBLE
        code = cards.text_of(self._desk.cards[visit.card]) if known else self._no_card()
        syncing.sync(
            items=[self._scan(till, code, eaten)], device=till.device.public_id, token=till.token, at=at
        )

    def _scan(self, till: Till, code: str, at: datetime) -> Scan:
        till.counter += 1
        nonce, claimed = UUID(int=self._dice.getrandbits(128), version=4), at.isoformat()
        signature = tills.sign(
            devices.key_of(till.device), device=till.device.public_id, nonce=str(nonce), code=code,
            counter=till.counter, claimed_at=claimed,
        )  # fmt: skip
        return Scan(nonce, str(nonce), code, till.counter, at, claimed, signature)

    def _no_card(self) -> str:
        """Twelve letters that could be a card's and are none."""
        letters = "".join(self._dice.choices(ALPHABET, k=codes.TYPED_LENGTH - 1))
        return letters + codes.check_letter(letters)

    def close(self, at: datetime) -> None:
        """Even with the city, and shut: whoever goes on types the PIN."""
        for till in self._tills.values():
            syncing.sync(items=[], device=till.device.public_id, token=till.token, at=at)
            DeviceSession.objects.filter(device=till.device).update(closed_at=at)
