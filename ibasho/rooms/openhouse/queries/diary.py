"""The diary of a place: today's page, the days before, and the last word left for us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from ibasho.rooms.openhouse.models import Diary
from ibasho.town.places.models import Place

DAYS_SHOWN = 14
ASKED_FOR = timedelta(days=7)  # a day left open longer ago is asked after no more


@dataclass(frozen=True, slots=True)
class Days:
    """`left`: the newest earlier day with words, so that whoever opens reads them first."""

    today: Diary | None
    earlier: Sequence[Diary]
    left: Diary | None


def days(place: Place, day: date) -> Days:
    rows = Diary.objects.filter(place=place).select_related("opened_by", "closed_by").order_by("-day")
    earlier = list(rows.filter(day__lt=day)[:DAYS_SHOWN])
    return Days(rows.filter(day=day).first(), earlier, next((row for row in earlier if row.words), None))


def left_open(places: Sequence[Place], day: date) -> QuerySet[Diary]:
    """Days before today that were opened and never closed."""
    return Diary.objects.filter(
        place__in=places, day__lt=day, day__gte=day - ASKED_FOR, opened_at__isnull=False, closed_at=None
    ).order_by("day")
