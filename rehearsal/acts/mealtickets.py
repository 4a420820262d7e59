"""こどもの食事: gifts over the counter, cards at the shops' tills, and the month's end by two people."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import numpy as np

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions import cards as card_actions
from ibasho.rooms.mealtickets.actions import counter, devices, months, redeem
from ibasho.rooms.mealtickets.models import Closing, Device, Fund, Shop
from ibasho.rooms.mealtickets.queries import cards as card_queries
from ibasho.rooms.mealtickets.queries import months as month_queries
from ibasho.rooms.mealtickets.rules import tills
from ibasho.rooms.mealtickets.rules.wire import Scan
from ibasho.town.payouts.actions import results, runs
from ibasho.town.payouts.models import Run
from rehearsal.stage import Stage

NAME = "mealtickets"
SHARE = 0.12
PIN = "482915"
NEW_CARDS_EVERY = 150  # days: a card may be used for six months
CARDS = 300
YEN = (1_000, 3_000, 3_000, 5_000, 10_000, 30_000)
TWO_DAYS = timedelta(days=2)


@dataclass(slots=True)
class Till:
    device: Device
    key: bytes
    count: int = 0


def day(stage: Stage) -> None:
    fund = Fund.objects.filter(is_active=True).order_by("pk").first()
    if fund is None:
        return
    if stage.number % NEW_CARDS_EVERY == 0:
        stage.when(stage.at(8, 50), partial(_print_cards, stage))
    rng = stage.rng("mealtickets gifts")
    for number in range(int(rng.poisson(stage.values["gifts_week"] / 7))):
        stage.when(stage.at(13, 5 + number), partial(_gift, stage, fund, int(rng.choice(YEN)), rng))
    stage.when(stage.at(9, 30), partial(_month_end, stage, fund))
    _shops(stage)


def _shops(stage: Stage) -> None:
    names = [spot.name for spot in stage.world.ground.spots]
    shops = {
        one.place.name: one
        for one in Shop.objects.filter(state="started", cards=True).select_related("place")
    }
    rng = stage.rng("mealtickets meals")
    opened: set[str] = set()
    for child, spot in stage.children.meals.tolist():
        shop = shops.get(names[spot])
        if shop is None:
            continue
        if shop.place.name not in opened:
            opened.add(shop.place.name)
            stage.when(stage.at(10, 50), partial(_open_till, stage, shop))
        at = stage.at(11, 0) + timedelta(minutes=int(rng.integers(480)))
        stage.when(at, partial(_eat, stage, shop, child, rng))


def _print_cards(stage: Stage, at: datetime) -> None:
    sheet = stage.do(
        "mealtickets.cards", card_actions.make_sheet, count=CARDS, given_to="予行演習の こども", by=stage.cast.officer, at=at
    )  # fmt: skip
    if sheet is not None:
        rows = sheet.cards.select_related("sheet").order_by("position")
        stage.memory["mealtickets cards"] = [card_queries.text_of(card) for card in rows]


def _open_till(stage: Stage, shop: Shop, at: datetime) -> None:
    """The PIN of the morning; on the first day the device is registered and the PIN chosen."""
    known: dict[int, Till] = stage.memory.setdefault("mealtickets tills", {})
    if shop.pk not in known:
        by = stage.cast.runs(shop.place.organisation_id)
        made = stage.do(
            "mealtickets.device", devices.register, shop=shop, name="予行演習の レジ", by=by, at=at
        )
        stage.do("mealtickets.pin", devices.set_pin, shop=shop, pin=PIN, by=by, at=at)
        if made is None:
            return
        known[shop.pk] = Till(made.device, bytes.fromhex(made.key))
    opened = stage.do(
        "mealtickets.open", devices.open_session, device_id=known[shop.pk].device.public_id, pin=PIN, at=at
    )
    if opened is not None:
        stage.memory[f"mealtickets token {shop.pk}"] = opened.token


def _eat(stage: Stage, shop: Shop, child: int, rng: np.random.Generator, at: datetime) -> None:
    texts: list[str] = stage.memory.get("mealtickets cards", [])
    till: Till | None = stage.memory.get("mealtickets tills", {}).get(shop.pk)
    token: str = stage.memory.get(f"mealtickets token {shop.pk}", "")
    if till is None or not texts or not token:
        return
    scan = _scan(till, texts[child % len(texts)], at, rng)
    answer = stage.do(
        "mealtickets.redeem", redeem.redeem, scan=scan, device=till.device.public_id, token=token, at=at
    )
    if answer is not None:
        stage.tally.outcomes[f"mealtickets.{answer.body['answer']}"] += 1


def _scan(till: Till, code: str, at: datetime, rng: np.random.Generator) -> Scan:
    till.count += 1
    nonce, claimed = uuid.UUID(bytes=rng.bytes(16), version=4), at.isoformat()
    signature = tills.sign(
        till.key,
        device=till.device.public_id,
        nonce=str(nonce),
        code=code,
        counter=till.count,
        claimed_at=claimed,
    )
    return Scan(nonce, str(nonce), code, till.count, at, claimed, signature)


def _gift(stage: Stage, fund: Fund, yen: int, rng: np.random.Generator, at: datetime) -> None:
    stage.do(
        "mealtickets.gift", counter.take, fund=fund, pool=None, amount_yen=yen, once=rng.bytes(10).hex(),
        by=stage.cast.clerk, at=at,
    )  # fmt: skip


def _month_end(stage: Stage, fund: Fund, at: datetime) -> None:
    """Two days after the cut-off: closed, put into a run, confirmed, approved by the second, sent; the bank's word is
    heard after the day of payment."""
    for run in Run.objects.filter(
        programme=month_queries.PROGRAMME, state=Run.State.SENT, pay_on__lt=stage.day
    ):
        stage.do("mealtickets.bank", results.take_all, run=run, day=run.pay_on, by=stage.cast.officer, at=at)
    period = month_queries.next_period(fund)
    if period is None or stage.day < period.cut_off + TWO_DAYS:
        return
    closing = stage.do(
        "mealtickets.close", months.close, fund=fund, cut_off_on=period.cut_off, by=stage.cast.officer, at=at
    )
    if closing is not None and any(line.ready for line in month_queries.lines(closing, today=stage.day)):
        _pay(stage, closing, at)


def _pay(stage: Stage, closing: Closing, at: datetime) -> None:
    first, second = stage.cast.officer, stage.cast.second
    run = stage.do("mealtickets.run", months.make_run, closing=closing, by=first, at=at)
    if run is None:
        return
    steps: tuple[tuple[Callable[..., object], Actor], ...] = (
        (runs.ask, first), (runs.confirm, first), (runs.approve, second), (runs.mark_listed, first), (runs.send, first),
    )  # fmt: skip
    for action, by in steps:
        if stage.do(f"mealtickets.{action.__name__}", action, run=run, by=by, at=at) is None:
            return
