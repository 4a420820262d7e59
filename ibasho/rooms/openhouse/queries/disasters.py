"""Which disaster runs, and what the places answered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from ibasho.rooms.openhouse.models import Disaster, DisasterReport
from ibasho.rooms.openhouse.rules.kinds import DisasterAnswer
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published

_ORDER = {one.value: number for number, one in enumerate(DisasterAnswer)}


@dataclass(frozen=True, slots=True)
class Answered:
    """A place and its latest answer, None before it has said anything."""

    place: Place
    report: DisasterReport | None


def running() -> Disaster | None:
    return Disaster.objects.filter(ended_at__isnull=True).first()


def find(public_id: str) -> Disaster | None:
    return Disaster.objects.select_related("began_by").filter(public_id=public_id).first()


def past() -> QuerySet[Disaster]:
    return Disaster.objects.filter(ended_at__isnull=False).order_by("-began_at")[:20]


def told(disaster: Disaster) -> list[DisasterReport]:
    """For everybody: places anybody may go to, the open ones first."""
    rows = disaster.reports.filter(place__in=published.open_to_all()).select_related("place")
    return sorted(rows, key=lambda row: (_ORDER[row.answer], row.place.kana or row.place.name, row.pk))


def all_of(disaster: Disaster) -> list[Answered]:
    """For the city: who has not answered comes first, to be telephoned."""
    places = list(published.open_to_all().order_by("kana", "name", "pk"))
    return _answered(disaster, places)


def of_places(disaster: Disaster, places: Collection[Place]) -> list[Answered]:
    return _answered(disaster, list(places))


def _answered(disaster: Disaster, places: list[Place]) -> list[Answered]:
    reports = {row.place_id: row for row in disaster.reports.filter(place__in=places)}
    found = [Answered(place, reports.get(place.pk)) for place in places]
    return sorted(
        found, key=lambda one: (one.report is not None, _ORDER.get(one.report.answer, 0) if one.report else 0)
    )


def silent(disaster: Disaster) -> int:
    """How many places have not answered yet."""
    return published.open_to_all().exclude(disaster_reports__disaster=disaster).count()
