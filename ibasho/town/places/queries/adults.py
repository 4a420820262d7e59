"""How many grown-ups a place needs, by the hour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from ibasho.town.places.models import AdultsNeeded, Place
from ibasho.town.places.rules.adults import Span


def needed_on(place: Place, day: date) -> list[Span]:
    """The wishes in force on `day`; empty where nobody said anything."""
    return [_span(one) for one in _in_force(AdultsNeeded.objects.filter(place=place), day)]


def is_ruled(place: Place) -> bool:
    """Whether somebody rules the hours of this place (its faces), so that no second page may."""
    return AdultsNeeded.objects.filter(place=place).exists()


def _in_force(rows: Iterable[AdultsNeeded], day: date) -> Iterable[AdultsNeeded]:
    return rows.filter(weekday=day.weekday(), valid_from__lte=day).filter(  # type: ignore[attr-defined, no-any-return]
        Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )


def _span(one: AdultsNeeded) -> Span:
    return Span(one.starts, one.ends, one.adults_min)
