"""How many grown-ups a place needs, by the hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q

from ibasho.town.places.models import AdultsNeeded, Place
from ibasho.town.places.rules.adults import Span


def needed_on(place: Place, day: date) -> list[Span]:
    """The wishes in force on `day`; empty where nobody said anything."""
    return [_span(one) for one in _in_force(AdultsNeeded.objects.filter(place=place), day)]


def needed_between(place: Place, first: date, last: date) -> dict[date, list[Span]]:
    """The wishes in force on each day (both inclusive), in one statement."""
    rows = list(
        AdultsNeeded.objects.filter(place=place, valid_from__lte=last).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=first)
        )
    )
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return {day: [_span(one) for one in rows if _holds(one, day)] for day in days}


def _in_force(rows: Iterable[AdultsNeeded], day: date) -> Iterable[AdultsNeeded]:
    return rows.filter(weekday=day.weekday(), valid_from__lte=day).filter(  # type: ignore[attr-defined, no-any-return]
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


def _holds(one: AdultsNeeded, day: date) -> bool:
    until = one.valid_until or day
    return one.weekday == day.weekday() and one.valid_from <= day <= until


def _span(one: AdultsNeeded) -> Span:
    return Span(one.starts, one.ends, one.adults_min)
