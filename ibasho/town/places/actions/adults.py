"""Says how many grown-ups a place needs at which hour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from ibasho.town.places.models import AdultsNeeded, Place


@dataclass(frozen=True, slots=True)
class Needed:
    """`adults_min` on a weekday (0 = Monday) from one hour to another, between two days (both inclusive)."""

    weekday: int
    starts: time
    ends: time
    adults_min: int
    valid_from: date
    valid_until: date | None = None


def write(*, place: Place, needed: Iterable[Needed]) -> None:
    """Part of an action on the place: replaces what was said before."""
    AdultsNeeded.objects.filter(place=place).delete()
    AdultsNeeded.objects.bulk_create(
        AdultsNeeded(
            place=place, weekday=one.weekday, starts=one.starts, ends=one.ends, adults_min=one.adults_min,
            valid_from=one.valid_from, valid_until=one.valid_until,
        )
        for one in needed
    )  # fmt: skip
