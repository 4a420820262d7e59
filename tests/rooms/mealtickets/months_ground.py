"""Meals straight into the ledger, shops with accounts, and a bank that answers: what tests of the month's end stand on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.actions import months
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Closing, Fund, Redemption, Shop, Statement
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries.months import payees_of
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from ibasho.town.payouts.actions import results, runs
from ibasho.town.payouts.models import Payee, Payment, Run
from ibasho.town.payouts.rules.results import Outcome, Told
from tests.people import Cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.ground import SERVER, Ground
from tests.town.payouts import ground as payouts

NOVEMBER, DECEMBER = date(2026, 11, 30), date(2026, 12, 31)


def noon(day: date) -> datetime:
    return clock.at(day, time(12))


def town(people: Cast, *, live_yen: int = 100_000, **fund_fields: Any) -> Ground:
    """ラーメン花道 (400 円) with a confirmed account; the fund pays from the city's."""
    world = ground.ground(live_yen=live_yen)
    world.fund.payer = payouts.payer()
    for name, value in fund_fields.items():
        setattr(world.fund, name, value)
    world.fund.save()
    with_account(people, world.shop)
    return world


def with_account(people: Cast, shop: Shop, **fields: Any) -> Payee:
    return payouts.payee(people, shop.place.name, organisation=shop.place.organisation, **fields)


def account_of(shop: Shop) -> Payee:
    return payees_of([shop])[shop.pk]


def eat(world: Ground, day: date, times: int = 1, *, shop: Shop | None = None) -> list[Redemption]:
    """Meals of the general pool on that day at noon."""
    return [_eat(world, noon(day), shop or world.shop) for _ in range(times)]


def _eat(world: Ground, at: datetime, shop: Shop) -> Redemption:
    row = Redemption.objects.create(
        nonce=uuid4(), content_hash="", shop=shop, way="online", outcome="ok", reason="ok",
        amount_yen=shop.price_yen, pool=world.general, day=clock.day(at), received_at=at, answer={},
    )  # fmt: skip
    way = accounts.of_pool(A.LIVE, world.general), accounts.of_shop(A.PAYABLE, world.fund.pk, shop)
    post(
        "mealtickets.meal", noun="mealtickets.Redemption", object_id=row.pk, lines=[Line(E.MEAL, *way, shop.price_yen)],
        by=SERVER, at=at, redemption=row,
    )  # fmt: skip
    return row


def take_back(world: Ground, row: Redemption, day: date) -> None:
    way = accounts.of_shop(A.PAYABLE, world.fund.pk, row.shop), accounts.of_pool(A.LIVE, world.general)
    post(
        "mealtickets.meal.reverse", noun="mealtickets.Redemption", object_id=row.pk,
        lines=[Line(E.REVERSE, *way, row.amount_yen)], by=SERVER, at=noon(day), redemption=row,
    )  # fmt: skip


def closed(people: Cast, world: Ground, cut_off: date = NOVEMBER) -> Closing:
    """Closed by Aoi on the day after."""
    at = noon(cut_off + timedelta(days=1))
    return months.close(fund=world.fund, cut_off_on=cut_off, by=people.by(people.aoi), at=at)


def sent(people: Cast, run: Run, *, at: datetime) -> Run:
    """Through two people to the bank."""
    aoi, fumi = people.by(people.aoi), people.by(people.fumi)
    runs.ask(run=run, by=aoi, at=at)
    runs.confirm(run=run, by=aoi, at=at)
    runs.approve(run=run, by=fumi, at=at)
    runs.mark_listed(run=run, by=aoi, at=at)
    runs.send(run=run, by=aoi, at=at)
    return run


def answered(people: Cast, run: Run, outcome: Outcome, *, at: datetime, settle: bool = True) -> None:
    """The bank says the same of every payment of the run, and the ledger follows."""
    rows = list(run.payments.order_by("pk"))
    told = [
        Told(n, outcome, one.amount_yen, one.public_id, "", "", "", "", None, outcome.value)
        for n, one in enumerate(rows)
    ]
    results.take(run=run, lines=told, by=people.by(people.aoi), at=at)
    if settle:
        for one in rows:
            months.settle(payment_id=one.pk, by=SERVER, at=at)


def payment(run: Run) -> Payment:
    return run.payments.get()


def written(fund: Fund, shop: Shop, yen: int = 800) -> Statement:
    """A statement straight to the tables, of a month long over."""
    month = Closing.objects.create(
        fund=fund, first_on=date(2026, 10, 1), cut_off_on=date(2026, 10, 31), nendo=2026, closed_at=noon(date(2026, 11, 1))
    )  # fmt: skip
    return Statement.objects.create(closing=month, shop=shop, meals=2, amount_yen=yen, eat_in_yen=yen)
