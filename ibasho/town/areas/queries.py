"""Reading the city's areas."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.kana import search_key
from ibasho.town.areas.models import Boundary, LongHoliday, SchoolDistrict, Town
from ibasho.town.areas.rules import centre, contains


def boundary() -> Boundary | None:
    """The newest outline of the city, None while none is loaded."""
    return Boundary.objects.order_by("-as_of").first()


def districts(day: date) -> QuerySet[SchoolDistrict]:
    """The 小学校区 that hold on `day`, in the order of their reading."""
    return SchoolDistrict.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
    ).order_by("kana", "name")


def district(code: str, day: date) -> SchoolDistrict | None:
    return districts(day).filter(code=code).first()


def district_start(found: SchoolDistrict) -> Position | None:
    """Where a child of this district is taken to start: the school, else a point inside."""
    if found.lat is not None and found.lng is not None:
        return Position(found.lat, found.lng)
    return centre(found.geometry) if found.geometry else None


def district_at(position: Position, day: date) -> SchoolDistrict | None:
    """The district whose shape holds the position, None where no shape is loaded."""
    for found in districts(day).filter(geometry__isnull=False):
        if contains(found.geometry or {}, position):
            return found
    return None


def towns(text: str) -> QuerySet[Town]:
    """Towns whose name or reading begins like `text` (kana or kanji); all of them for an empty text."""
    if not text.strip():
        return Town.objects.order_by("kana", "name")
    starts: list[Any] = [Q(name__icontains=text.strip()), Q(kana__istartswith=search_key(text))]
    return Town.objects.filter(reduce(or_, starts)).order_by("kana", "name")


def inside_city(position: Position) -> bool | None:
    """True or False by the boundary, None while none is loaded."""
    found = boundary()
    return contains(found.geometry, position) if found else None


def long_holidays(first: date, last: date) -> list[tuple[date, date]]:
    """The long school holidays that touch the days from `first` to `last`."""
    rows = LongHoliday.objects.filter(first__lte=last, last__gte=first).order_by("first")
    return list(rows.values_list("first", "last"))
