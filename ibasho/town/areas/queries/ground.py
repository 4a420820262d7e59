"""Reading the city's ground: outline, districts, towns; which of them holds a position."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.kana import to_fullwidth, to_hiragana
from ibasho.town.areas.models import Boundary, SchoolDistrict, Town
from ibasho.town.areas.rules import centre, nearest, which


@dataclass(frozen=True, slots=True)
class Located:
    """`district_code` "" and `inside_city` None where the shapes that would tell are not loaded."""

    district_code: str
    inside_city: bool | None


def boundary() -> Boundary | None:
    """The newest outline of the city, None while none is loaded."""
    return Boundary.objects.order_by("-as_of").first()


def districts(day: date) -> QuerySet[SchoolDistrict]:
    """The 小学校区 that hold on `day`, in the order of their reading."""
    return SchoolDistrict.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day),
        Q(valid_until__isnull=True) | Q(valid_until__gte=day),
    ).order_by("kana", "name")


def named_districts(day: date) -> QuerySet[SchoolDistrict]:
    """The same for who asks for names alone: to read the shapes of all takes longer than to draw the page."""
    return districts(day).defer("geometry")


def district(code: str, day: date) -> SchoolDistrict | None:
    return districts(day).filter(code=code).first()


def district_start(found: SchoolDistrict) -> Position | None:
    """Where a child of this district is taken to start: the school, else a point inside."""
    if found.lat is not None and found.lng is not None:
        return Position(found.lat, found.lng)
    return centre(found.geometry) if found.geometry else None


def district_at(position: Position, day: date) -> SchoolDistrict | None:
    """The district whose shape holds the position, None where no shape is loaded."""
    code = locate([position], day)[0].district_code
    return district(code, day) if code else None


def locate(positions: Sequence[Position], day: date) -> list[Located]:
    """District and city of many positions at once, in their order: two queries and one tree for any number."""
    if not positions:
        return []
    shaped = list(districts(day).filter(geometry__isnull=False).values_list("code", "geometry"))
    areas = which([geometry or {} for _, geometry in shaped], positions)
    outline = boundary()
    inside = which([outline.geometry], positions) if outline else [None] * len(positions)
    return [
        Located(
            district_code=shaped[area][0] if area is not None else "",
            inside_city=city is not None if outline else None,
        )
        for area, city in zip(areas, inside, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Placed:
    """Codes of districts in the order of the positions, "" where none; `near` of them are only the nearest one."""

    codes: list[str]
    near: int


def placed(positions: Sequence[Position], day: date, *, in_city: bool) -> Placed | None:
    """The 小学校区 whose shape holds each position; where the positions are surely in the city, the nearest one for
    those between the shapes. None while no shape is loaded."""
    shaped = list(districts(day).filter(geometry__isnull=False).values_list("code", "geometry"))
    if not shaped:
        return None
    shapes = [geometry or {} for _, geometry in shaped]
    found = which(shapes, positions)
    lost = [at for at, area in enumerate(found) if area is None] if in_city else []
    for at, area in zip(lost, nearest(shapes, [positions[at] for at in lost]), strict=True):
        found[at] = area
    return Placed(["" if area is None else shaped[area][0] for area in found], len(lost))


def towns(text: str) -> QuerySet[Town]:
    """Towns whose name or reading begins like `text` (kana or kanji); all of them for an empty text."""
    if not text.strip():
        return Town.objects.order_by("kana", "name")
    starts: list[Any] = [
        Q(name__icontains=text.strip()),
        Q(kana__startswith=to_hiragana(to_fullwidth(text.strip()))),
    ]
    return Town.objects.filter(reduce(or_, starts)).order_by("kana", "name")


def town_readings(names: Iterable[str]) -> dict[str, str]:
    """Name → reading of the towns among these of which one is known."""
    return dict(Town.objects.filter(name__in=set(names)).exclude(kana="").values_list("name", "kana"))


def names_read() -> dict[str, str]:
    """Name → hiragana of towns and districts, of two letters and more; a name that is read in two ways is left out."""
    found: dict[str, set[str]] = {}
    for rows in (Town.objects.all(), SchoolDistrict.objects.all()):
        for name, kana in rows.exclude(kana="").values_list("name", "kana").distinct():
            found.setdefault(name, set()).add(to_hiragana(kana))
    return {name: min(kanas) for name, kanas in found.items() if len(kanas) == 1 and len(name) > 1}


def inside_city(position: Position) -> bool | None:
    """True or False by the boundary, None while none is loaded."""
    found = boundary()
    return which([found.geometry], [position]) == [0] if found else None
