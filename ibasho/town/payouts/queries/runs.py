"""Runs: the desk's list and one run with its sums."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ibasho.town.payouts.models import Payment, Run

OVER = (Run.State.SETTLED, Run.State.WITHDRAWN)


def runs(*, over: bool) -> QuerySet[Run]:
    """With `count`, `yen`, `open` (no result yet) and `returned`. On their way: the nearest day first."""
    rows = Run.objects.filter(state__in=OVER) if over else Run.objects.exclude(state__in=OVER)
    order = ("-pay_on", "-pk") if over else ("pay_on", "pk")
    return summed(rows).select_related("payer").order_by(*order)


def summed(rows: QuerySet[Run]) -> QuerySet[Run]:
    """A withdrawn run keeps its lines, so its sum is what it would have paid."""
    return rows.annotate(
        count=Count("payments"),
        yen=Coalesce(Sum("payments__amount_yen"), 0),
        open=Count("payments", filter=Q(payments__state=Payment.State.PLANNED)),
        returned=Count("payments", filter=Q(payments__state=Payment.State.RETURNED)),
    )


def one(public_id: str) -> Run | None:
    people = ("payer", "prepared_by", "confirmed_by", "approved_by")
    return summed(Run.objects.filter(public_id=public_id)).select_related(*people).first()


def payments(run: Run) -> QuerySet[Payment]:
    return Payment.objects.filter(run=run).select_related("payee", "run").order_by("pk")


def changed_payees(run: Run) -> list[str]:
    """Names of receivers whose account is no longer the one that was frozen."""
    rows = Payment.objects.filter(run=run).exclude(payee__state="confirmed")
    return list(rows.order_by("pk").values_list("name", flat=True))
