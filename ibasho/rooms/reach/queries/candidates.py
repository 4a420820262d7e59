"""The list of buildings where something could open."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ibasho.rooms.reach.models import Candidate


@dataclass(frozen=True, slots=True)
class Wanted:
    """Empty narrows nothing. `usable` "yes" or "no"."""

    text: str = ""
    kind: str = ""
    district: str = ""
    usable: str = ""


def candidates(asked: Wanted) -> QuerySet[Candidate]:
    """In the order of their 小学校区 and name."""
    found = Candidate.objects.order_by("district_code", "name", "pk")
    if asked.text:
        found = found.filter(Q(name__icontains=asked.text) | Q(address__icontains=asked.text))
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.district:
        found = found.filter(district_code=asked.district)
    return found.filter(usable=asked.usable == "yes") if asked.usable else found


def usable() -> QuerySet[Candidate]:
    return candidates(Wanted(usable="yes"))


def sources() -> list[str]:
    return list(Candidate.objects.order_by("source").values_list("source", flat=True).distinct())
