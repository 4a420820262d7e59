"""Which data of areas this copy holds, and where they come from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ibasho.town.areas.models import Boundary, Town
from ibasho.town.areas.queries.ground import districts


@dataclass(frozen=True, slots=True)
class Loaded:
    """One kind of area data as the copy holds it. `kind`: boundary, districts, shapes (of districts), towns."""

    kind: str
    count: int
    sources: tuple[str, ...]


def loaded(day: date) -> dict[str, Loaded]:
    """What is there on `day` and where it comes from, by kind; a kind without rows is missing."""
    here = districts(day)
    rows: dict[str, QuerySet[Any]] = {
        "boundary": Boundary.objects.all(),
        "districts": here,
        "shapes": here.filter(geometry__isnull=False),
        "towns": Town.objects.all(),
    }
    found = {}
    for kind, some in rows.items():
        counted = Counter(some.values_list("source", flat=True))
        if counted:
            found[kind] = Loaded(kind, sum(counted.values()), tuple(sorted(counted)))
    return found
