"""Shops that take the cards, and what a meal costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Max, Min, Q, QuerySet

from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Span
from ibasho.rooms.mealtickets.facts.made import LEDGER, fact
from ibasho.rooms.mealtickets.models import Pool, Shop
from ibasho.rooms.mealtickets.queries import pools
from ibasho.town.places.models import Place

PRICES = "いまの きまり"


def shops_open(today: date) -> Fact:
    """Shops where a ticket can be used now: begun, not paused, taking cards, and in the public directory."""
    found = _open(today).count()
    return fact(
        found, "店", "チケットを 使えるお店", f"{__name__}.shops_open", today, audience=Audience.PUBLIC
    )


def meal_price(span: Span) -> FactTable:
    """What one meal costs out of each open pool, and in the cheapest and dearest shop that takes tickets. Prices of years
    that are over are not kept: the table tells those of now."""
    open_pools = list(
        Pool.objects.filter(state=Pool.State.OPEN, fund__is_active=True)
        .select_related("fund", "place").order_by("fund__order", "fund_id", "pk")
    )  # fmt: skip
    prices = pools.prices_of(open_pools)
    rows = [_row(f"{pool.fund.name}「{pool.name}」", prices[pool.pk], span) for pool in open_pools]
    shops = _open(span.last).aggregate(low=Min("price_yen"), high=Max("price_yen"))
    if shops["low"] is not None:
        rows.append(_row("いちばん 安いお店", shops["low"], span))
        rows.append(_row("いちばん 高いお店", shops["high"], span))
    return FactTable(
        title="1食の 金額", columns=("1食の 金額", "チケット1枚で 食べられる 食事"), rows=tuple(rows),
        source=f"{LEDGER}: {PRICES}", as_of=span.last, query=f"{__name__}.meal_price",
        note="チケット1枚で こどもが 1食 食べられます。むかしの 年度の 金額は のこしていないので、いまの 金額です。",
        audience=Audience.PUBLIC,
    )  # fmt: skip


def _open(today: date) -> QuerySet[Shop]:
    begun = Q(started_on__isnull=True) | Q(started_on__lte=today)
    return Shop.objects.filter(
        begun, state=Shop.State.STARTED, cards=True, place__state=Place.State.PUBLISHED
    )


def _row(label: str, yen: int, span: Span) -> FactRow:
    query = f"{__name__}.meal_price"
    return FactRow(
        label,
        (
            fact(yen, "円", PRICES, query, span.last, audience=Audience.PUBLIC),
            fact(1, "食", PRICES, query, span.last, audience=Audience.PUBLIC),
        ),
    )


FACTS: dict[str, Callable[[date], Fact]] = {"shops_open": shops_open}
TABLES: dict[str, Callable[[Span], FactTable]] = {"meal_price": meal_price}
