"""Gifts as the desk lists them, and 寄附採納 by month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Max, Q, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import first_day, last_day, nendo
from ibasho.rooms.mealtickets.models import Fund, Gift, LedgerEntry, Pool
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind

HAVE_COME = (Gift.State.RECEIVED, Gift.State.REFUNDED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; empty narrows nothing. `reference`: the number, or its beginning."""

    state: str = ""
    channel: str = ""
    pool: str = ""
    nendo: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One movement of a gift's yen, in words."""

    entry: LedgerEntry
    come_from: str
    goes_to: str


def gifts(wanted: Wanted) -> QuerySet[Gift]:
    """The newest first."""
    found = Gift.objects.select_related("fund", "pool", "receipt").order_by("-promised_at", "-pk")
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.pool:
        found = found.filter(pool__public_id=wanted.pool)
    if wanted.reference:
        found = found.filter(reference__startswith=wanted.reference)
    return found.filter(_of_nendo(int(wanted.nendo))) if wanted.nendo else found


def _of_nendo(year: int) -> Q:
    """Received ones by the 会計年度 of the ledger, the others by the day of the promise."""
    begins = clock.at(first_day(year), time())
    ends = clock.at(last_day(year) + timedelta(days=1), time())
    booked = LedgerEntry.objects.filter(kind=EntryKind.GIFT, nendo=year).values("gift")
    return Q(pk__in=booked) | Q(received_at__isnull=True, promised_at__gte=begins, promised_at__lt=ends)


def nendos(today: date) -> list[int]:
    """Every 年度 from the first gift on, the newest first."""
    first = Gift.objects.order_by("promised_at").values_list("promised_at", flat=True).first()
    begin = nendo(clock.day(first)) if first else nendo(today)
    return list(range(nendo(today), min(begin, nendo(today)) - 1, -1))


def pools() -> QuerySet[Pool]:
    return Pool.objects.select_related("fund").order_by("fund__order", "fund_id", "kind", "pk")


def by_reference(reference: str) -> Gift | None:
    return (
        Gift.objects.select_related("fund", "pool", "donor", "typed_by").filter(reference=reference).first()
    )


def way(gift: Gift) -> list[Step]:
    """Every entry of the ledger that names this gift, the oldest first."""
    rows = LedgerEntry.objects.filter(gift=gift).select_related("debit__pool", "credit__pool").order_by("pk")
    return [Step(row, _place(row.debit), _place(row.credit)) for row in rows]


def _place(account: object) -> str:
    kind = AccountKind(getattr(account, "kind", ""))
    pool = getattr(account, "pool", None)
    return f"{kind.label}（{pool.name}）" if pool else kind.label


def accepted(fund: Fund | None, month: date) -> QuerySet[Gift]:
    """寄附採納: what came in a month, also what was paid back later; the oldest first."""
    begins, ends = _span(month)
    found = Gift.objects.filter(state__in=HAVE_COME, received_at__gte=begins, received_at__lt=ends)
    found = found if fund is None else found.filter(fund=fund)
    return (
        found.select_related("fund", "pool", "receipt")
        .annotate(
            bank_day=Max("bank_lines__day"),
            book_year=Max("entries__nendo", filter=Q(entries__kind=EntryKind.GIFT)),
        )
        .order_by("received_at", "pk")
    )


def _span(month: date) -> tuple[datetime, datetime]:
    first = month.replace(day=1)
    after = (first + timedelta(days=32)).replace(day=1)
    return clock.at(first, time()), clock.at(after, time())


def refunded(gifts: list[Gift]) -> Counter[int]:
    """Gift id → yen paid back."""
    rows = (
        LedgerEntry.objects.filter(gift__in=gifts, kind=EntryKind.REFUND)
        .values("gift")
        .annotate(yen=Sum("amount_yen"))
        .order_by()
        .values_list("gift", "yen")
    )
    return Counter({key: yen for key, yen in rows if key is not None})
