"""Places that had to close all of a sudden."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from ibasho.town.places.models import ClosedDays
from ibasho.town.places.queries import published

BANNERS_MAX = 5


def sudden_on(day: date) -> QuerySet[ClosedDays]:
    """The sudden closures of the day, newest first, of places anybody may go to."""
    rows = ClosedDays.objects.filter(sudden=True, first__lte=day, last__gte=day)
    return (
        rows.filter(place__in=published.open_to_all())
        .select_related("place")
        .order_by("-told_at")[:BANNERS_MAX]
    )
