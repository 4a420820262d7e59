"""The smallest scheme that is true: one fund, its general pool, a ramen shop that has started, and money in the pool.

Written straight to the tables where a test cares for what comes after; the ledger is always written through `post`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.files.base import ContentFile

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import BankFile, BankLine, Device, Donor, Fund, Gift, Pool, Shop
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.town.people.models import Organisation
from tests import make

SERVER = Actor.of_job("test")


@dataclass(frozen=True)
class Ground:
    """`live_yen` of the general pool are out as tickets: 400 円 a meal at ラーメン花道."""

    fund: Fund
    general: Pool
    shop: Shop
    device: Device


def ground(
    *, live_yen: int = 4_000, unissued_yen: int = 6_000, reserve_yen: int = 2_000, **shop_fields: Any
) -> Ground:
    """`Organisation` of the shop: a new one, unless `organisation=` is given."""
    one = fund()
    pool = general_pool(one)
    counter = shop(**shop_fields)
    give(pool, live_yen + unissued_yen + reserve_yen, reserve_yen=reserve_yen, live_yen=live_yen)
    return Ground(one, pool, counter, device(counter))


def fund(name: str = "こどもの食事基金", **fields: Any) -> Fund:
    known: dict[str, Any] = {
        "receiver": "city", "receiver_name": "みほん市", "receiver_address": "みほん市役所町1-1",
        "receiver_phone": "051-000-0001", "head_title": "市長", "head_name": "潮田 みなと",
    }  # fmt: skip
    return Fund.objects.create(name=name, **{**known, **fields})


def general_pool(fund: Fund, **fields: Any) -> Pool:
    known: dict[str, Any] = {
        "kind": "general", "name": "どこでも", "purpose": "市内の どのお店でも", "made_at": make.AT,
    }  # fmt: skip
    return Pool.objects.create(fund=fund, **{**known, **fields})


def shop(name: str = "ラーメン花道", *, organisation: Organisation | None = None, **fields: Any) -> Shop:
    """Started: its cards are taken, 400 円 a meal, 20 meals a day."""
    owner = organisation or Organisation.objects.create(kind="shop", name=name)
    known: dict[str, Any] = {
        "state": "started", "price_yen": 400, "meals_a_day": 20, "applied_at": make.AT, "approved_at": make.AT,
        "started_on": date(2026, 4, 1),
    }  # fmt: skip
    if fields.get("state") == "paused":
        known["paused_since"] = make.TUESDAY
    place = make.place(name, kind="partner_shop", organisation=owner)
    return Shop.objects.create(place=place, **{**known, **fields})


def device(shop: Shop, name: str = "レジの スマホ", **fields: Any) -> Device:
    return Device.objects.create(shop=shop, name=name, registered_at=make.AT, **fields)


def gift(fund: Fund, yen: int = 3_000, **fields: Any) -> Gift:
    """Received at the counter, name not shown."""
    known: dict[str, Any] = {
        "channel": "counter", "state": "received", "received_yen": yen, "name": "星野 保", "promised_at": make.AT,
        "received_at": make.AT, "reference": f"{Gift.objects.count() + 1:07}",
    }  # fmt: skip
    return Gift.objects.create(fund=fund, amount_yen=yen, **{**known, **fields})


def give(
    pool: Pool, yen: int, *, reserve_yen: int = 0, live_yen: int = 0, at: datetime = make.AT
) -> Gift:  # fmt: skip
    """A gift into this pool, part of it already in reserve and out as tickets."""
    row = gift(pool.fund, yen)
    unissued = accounts.of_pool(A.UNISSUED, pool)
    lines = [Line(E.GIFT, accounts.of_fund(A.GIVEN, pool.fund), unissued, yen)]
    if reserve_yen:
        lines.append(Line(E.SHARE, unissued, accounts.of_fund(A.RESERVE, pool.fund), reserve_yen))
    if live_yen:
        lines.append(Line(E.ISSUE, unissued, accounts.of_pool(A.LIVE, pool), live_yen))
    post(
        "mealtickets.gift.receive",
        noun="mealtickets.Gift",
        object_id=row.pk,
        lines=lines,
        by=SERVER,
        at=at,
        gift=row,
    )
    return row


def balance(kind: A, fund: Fund, *, pool: Pool | None = None, shop: Shop | None = None) -> int:
    """Yen in one account, as the database has added them up."""
    if pool is not None:
        return accounts.of_pool(kind, pool).balance_yen
    if shop is not None:
        return accounts.of_shop(kind, fund.pk, shop).balance_yen
    return accounts.of_fund(kind, fund).balance_yen


def shown_gift(yen: int = 3_000, *, message: str = "", **fields: Any) -> Gift:
    """A company's gift with a page that somebody has let through, logo and all."""
    pool = Pool.objects.filter(kind="general").first() or general_pool(fund())
    row = give(pool, yen)
    known: dict[str, Any] = {
        "name": "みほん建設",
        "kana": "みほんけんせつ",
        "words": "たくさん食べてね",
        "state": "shown",
    }
    donor = Donor(made_at=make.AT, **{**known, **fields})
    donor.logo.save("logo.webp", ContentFile(b"RIFF"), save=True)
    row.donor, row.message, row.message_state = donor, message, "shown" if message else "none"
    row.save(update_fields=["donor", "message", "message_state"])
    return row


def bank_line(fund: Fund, yen: int = 3_000, payer: str = "ﾎｼﾉ ﾀﾓﾂ", **fields: Any) -> BankLine:
    """An amount that came in and that nobody knows yet."""
    number = BankLine.objects.count() + 1
    file = BankFile.objects.create(fund=fund, filename="meisai.csv", sha256=f"{number:064}", read_at=make.AT)
    known: dict[str, Any] = {"key": f"{number:032}-1-", "day": make.TUESDAY}
    return BankLine.objects.create(file=file, amount_yen=yen, payer=payer, **{**known, **fields})
