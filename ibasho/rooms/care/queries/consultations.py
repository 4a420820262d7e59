"""Consultations as the centre sees them: whole, small figures too. What leaves it stands in queries.figures."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Max, Min, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.rooms.care.models import Consultation
from ibasho.rooms.care.rules import consultations as rules
from ibasho.rooms.care.rules.consultations import Line, Year


def standing() -> QuerySet[Consultation]:
    return Consultation.objects.filter(dropped_at=None)


def year(nendo: int) -> Year:
    """The 年度 as it is counted now."""
    return rules.year(
        nendo, _lines(standing().filter(on__range=(years.first_day(nendo), years.last_day(nendo))))
    )


def totals_of(months: Iterable[date]) -> dict[date, list[Line]]:
    """The months' own totals as they stand."""
    found: dict[date, list[Line]] = {}
    for line in _lines(standing().filter(whole_month=True, on__in=list(months))):
        found.setdefault(line.on, []).append(line)
    return found


def singles(month: date) -> int:
    """How many single consultations (延べ) of the month stand beside its totals: the totals count, these don't."""
    rows = standing().filter(on__range=(month, rules.last_day(month)), whole_month=False)
    return rows.aggregate(n=Sum("count"))["n"] or 0


def noted_on(day: date) -> QuerySet[Consultation]:
    """What was typed in that day, the newest first, what was dropped since among it."""
    start, end = clock.day_bounds(day)
    rows = Consultation.objects.filter(noted_at__gte=start, noted_at__lt=end, whole_month=False)
    return rows.select_related("noted_by").order_by("-noted_at", "-pk")


def find(pk: int) -> Consultation | None:
    return Consultation.objects.filter(pk=pk, whole_month=False).first()


def nendos(today: date) -> list[int]:
    """The years anything was counted in, this one always; the newest first."""
    ends = standing().aggregate(first=Min("on"), last=Max("on"))
    first = min(years.nendo(ends["first"] or today), years.nendo(today))
    return list(range(years.nendo(today), first - 1, -1))


def months_told(today: date) -> set[date]:
    """Months of which anything is known, over the last two years."""
    since = years.first_day(years.nendo(today) - 1)
    return {
        rules.month_of(on) for on in standing().filter(on__gte=since).values_list("on", flat=True).distinct()
    }


def untold(today: date) -> tuple[date, ...]:
    return rules.untold(months_told(today), today)


def _lines(rows: QuerySet[Consultation]) -> list[Line]:
    told = rows.values_list("on", "channel", "category", "count", "firsts", "whole_month")
    return [Line(*one) for one in told]
