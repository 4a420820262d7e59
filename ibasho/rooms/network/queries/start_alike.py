"""For the starter's own page: open places of the kind they want, and whom they call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ibasho.base.kernel import geo
from ibasho.rooms.network.models import StartUp
from ibasho.town.areas.queries import ground
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import carrying
from ibasho.town.places.models import Place
from ibasho.town.places.queries import openings, published

ALIKE_MAX = 4


@dataclass(frozen=True, slots=True)
class Alike:
    """A place everybody may read about, with the days it is open."""

    place: Place
    hours: tuple[str, ...]


def alike(startup: StartUp, today: date) -> list[Alike]:
    """Published places of that kind, the nearest to the start-up's 小学校区 first; by name where it has none, and those that
    have no position at the end. Nothing where the kind is not told."""
    if not startup.kind:
        return []
    rows = published.open_to_all().filter(kind=startup.kind)
    if startup.place_id is not None:
        rows = rows.exclude(pk=startup.place_id)
    near = _from(startup, today)
    found = sorted(
        rows.prefetch_related("opening_rules"),
        key=lambda one: (_metres(near, one), one.kana, one.name, one.pk),
    )
    return [
        Alike(one, openings.lines([rule.as_opening() for rule in one.opening_rules.all()]))
        for one in found[:ALIKE_MAX]
    ]


def office_of(startup: StartUp, today: date) -> Organisation | None:
    """Where who goes along works, if it is not the city."""
    held = people.current_memberships(startup.keeper_id, today)
    works = [one.organisation for one in held if one.role in carrying(Permission.NETWORK_MANAGE)]
    return next((one for one in works if one.kind != Organisation.Kind.CITY), None)


def _from(startup: StartUp, today: date) -> tuple[float, float] | None:
    district = ground.district(startup.district_code, today) if startup.district_code else None
    start = ground.district_start(district) if district else None
    return (start.lat, start.lng) if start else None


def _metres(near: tuple[float, float] | None, place: Place) -> float:
    if near is None:
        return 0.0
    if place.lat is None or place.lng is None:
        return float("inf")
    return geo.haversine_m(*near, place.lat, place.lng)
