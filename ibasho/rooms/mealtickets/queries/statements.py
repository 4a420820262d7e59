"""One shop's 明細: the meals of each day, totals and tax per rate, and where the money stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import LedgerEntry, Shop, Statement
from ibasho.rooms.mealtickets.queries import months as queries
from ibasho.rooms.mealtickets.rules import months
from ibasho.rooms.mealtickets.rules.kinds import EntryKind
from ibasho.town.payouts.models import Payment

RATES = ((10, "eat_in_yen"), (8, "take_out_yen"))


@dataclass(frozen=True, slots=True)
class Day:
    """取引年月日 with its meals, those taken back already off."""

    day: date
    meals: int
    yen: int


@dataclass(frozen=True, slots=True)
class Rate:
    """`yen` with the tax that is contained in it, rounded down once."""

    percent: int
    yen: int
    tax: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that stands on a 明細. `invoice_number` is empty for a shop without one."""

    statement: Statement
    invoice_number: str
    days: Sequence[Day]
    rates: Sequence[Rate]
    payment: Payment | None

    @property
    def is_going(self) -> bool:
        """On its way or paid; not what came back."""
        return self.payment is not None and self.payment.state in queries.LIVING

    @property
    def total_yen(self) -> int:
        return self.statement.amount_yen + self.statement.carried_yen


def of_shop(shop: Shop) -> QuerySet[Statement]:
    """The newest first, with `total_yen`."""
    rows = Statement.objects.filter(shop=shop).select_related("closing__fund")
    return rows.annotate(total_yen=F("amount_yen") + F("carried_yen")).order_by("-closing__cut_off_on", "-pk")


def one(public_id: str) -> Statement | None:
    wanted = Statement.objects.select_related("closing__fund", "shop__place__organisation")
    return wanted.filter(public_id=public_id).first()


def sheet(statement: Statement) -> Sheet:
    payee = queries.payees_of([statement.shop]).get(statement.shop_id)
    return Sheet(
        statement,
        payee.invoice_number if payee else "",
        _days(statement),
        [
            Rate(percent, yen, months.contained_tax(yen, percent))
            for percent, name in RATES
            if (yen := getattr(statement, name))
        ],
        payments([statement]).get(statement.public_id),
    )


def payments(statements: Sequence[Statement]) -> dict[str, Payment]:
    """By the statement's number, in one statement: its newest payment that was not withdrawn."""
    rows = Payment.objects.filter(
        reference__in=[one.public_id for one in statements], run__programme=queries.PROGRAMME
    ).exclude(state=Payment.State.WITHDRAWN)
    return {one.reference: one for one in rows.select_related("run").order_by("pk")}


def _days(statement: Statement) -> list[Day]:
    closing = statement.closing
    rows = LedgerEntry.objects.filter(
        fund_id=closing.fund_id, day__gte=closing.first_on, day__lte=closing.cut_off_on
    )
    eaten = rows.filter(kind__in=queries.MEALS, credit__shop_id=statement.shop_id)
    back = rows.filter(kind=EntryKind.REVERSE.value, debit__shop_id=statement.shop_id)
    meals: dict[date, int] = defaultdict(int)
    yen: dict[date, int] = defaultdict(int)
    for found, sign in ((eaten, 1), (back, -1)):
        for one in found.values("day").annotate(meals=Count("pk"), yen=Sum("amount_yen")).order_by("day"):
            meals[one["day"]] += sign * one["meals"]
            yen[one["day"]] += sign * one["yen"]
    return [Day(day, meals[day], yen[day]) for day in sorted(meals)]


def paper(found: Sheet) -> dict[str, Any]:
    """For the template `mealtickets/pdf/statement.typ`. Days are ISO."""
    statement, closing = found.statement, found.statement.closing
    shop, fund = statement.shop, closing.fund
    organisation = shop.place.organisation
    return {
        "number": statement.public_id, "issued_on": clock.day(closing.closed_at).isoformat(),
        "first_on": closing.first_on.isoformat(), "cut_off_on": closing.cut_off_on.isoformat(),
        "shop": shop.place.name, "organisation": organisation.name if organisation else "",
        "address": shop.place.address, "invoice_number": found.invoice_number, "receiver": fund.receiver_name,
        "receiver_address": fund.receiver_address, "receiver_phone": fund.receiver_phone, "fund": fund.name,
        "price": shop.price_yen, "meals": statement.meals, "amount": statement.amount_yen,
        "carried": statement.carried_yen, "total": found.total_yen, "reduced": bool(statement.take_out_yen),
        "days": [[one.day.isoformat(), one.meals, one.yen] for one in found.days],
        "rates": [[one.percent, one.yen, one.tax] for one in found.rates],
        "pay_on": found.payment.run.pay_on.isoformat() if found.payment and found.is_going else "",
    }  # fmt: skip
