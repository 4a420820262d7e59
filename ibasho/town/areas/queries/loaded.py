"""Which data of areas this copy holds, and where they come from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ibasho.town.areas.models import (
    AgeCount,
    Boundary,
    BusTimetable,
    ClubCount,
    Population,
    StreetNetwork,
    Town,
)
from ibasho.town.areas.queries.ground import districts


@dataclass(frozen=True, slots=True)
class Loaded:
    """One kind of area data as the copy holds it. `kind`: boundary, districts, shapes (of districts), towns, mesh and
    small_areas (of the census or register in use), projection, ages, clubs, streets, bus. `count` of its own unit
    (districts, cells, ages, years of a projection …); `as_of` the years or days it is of, "" where not known."""

    kind: str
    count: int
    sources: tuple[str, ...]
    as_of: str = ""


def loaded(day: date) -> dict[str, Loaded]:
    """What is there on `day` and where it comes from, by kind; a kind without rows is missing."""
    here = districts(day)
    rows: dict[str, QuerySet[Any]] = {
        "boundary": Boundary.objects.all(),
        "districts": here,
        "shapes": here.filter(geometry__isnull=False),
        "towns": Town.objects.all(),
    }
    found = [
        Loaded(kind, sum(counted.values()), tuple(sorted(counted)))
        for kind, some in rows.items()
        if (counted := Counter(some.values_list("source", flat=True)))
    ]
    return {one.kind: one for one in (*found, *_people(), *_ways())}


def _people() -> list[Loaded]:
    found = []
    now = Population.objects.filter(current=True).first()
    if now is not None:
        kind = "mesh" if now.unit == Population.Unit.MESH else "small_areas"
        found.append(
            Loaded(kind, int(now.counts.get("cells") or now.cells.count()), (now.source,), f"{now.year}年")
        )
    years = Population.objects.filter(kind=Population.Kind.PROJECTION).order_by("year")
    found += _said("projection", [(row.source, f"{row.year}年") for row in years])
    newest = AgeCount.objects.order_by("-year").first()
    if newest is not None:
        ages = AgeCount.objects.filter(year=newest.year).count()
        found.append(Loaded("ages", ages, (newest.source,), f"{newest.year}年"))
    found += _said(
        "clubs",
        [(source, as_of.isoformat()) for source, as_of in ClubCount.objects.values_list("source", "as_of")],
    )
    return found


def _said(kind: str, rows: list[tuple[str, str]]) -> list[Loaded]:
    """One entry for rows of (source, as of): how many, each source once, from the first to the last day."""
    if not rows:
        return []
    days = sorted({as_of for _, as_of in rows})
    as_of = days[0] if len(days) == 1 else f"{days[0]}～{days[-1]}"
    return [Loaded(kind, len(rows), tuple(sorted({source for source, _ in rows})), as_of)]


def _ways() -> list[Loaded]:
    """The streets and buses in use, without their packed bytes."""
    streets = StreetNetwork.objects.filter(current=True).values_list("nodes", "source", "as_of")
    bus = BusTimetable.objects.filter(current=True).values_list("stops", "source", "valid_from")
    return [
        Loaded(kind, count, (source,), as_of.isoformat() if as_of else "")
        for kind, rows in (("streets", streets), ("bus", bus))
        for count, source, as_of in rows
    ]
