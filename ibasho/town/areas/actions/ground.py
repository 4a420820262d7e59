"""Taking the city's ground in: outline, districts, towns. Loading the same thing twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import queries
from ibasho.town.areas.models import Boundary, SchoolDistrict, Town
from ibasho.town.areas.policies import require_manage


@transaction.atomic
def set_boundary(
    *, name: str, geometry: Mapping[str, Any], source: str, as_of: date, by: Actor, at: datetime
) -> Boundary:
    """The outline of the city as a GeoJSON Polygon or MultiPolygon ([lng, lat])."""
    require_manage(by, at)
    row, _ = Boundary.objects.update_or_create(
        name=name, as_of=as_of, defaults={"geometry": dict(geometry), "source": source}
    )
    journal.record("areas.boundary.set", noun="areas.Boundary", object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def set_districts(
    *, rows: Iterable[Mapping[str, Any]], by: Actor, at: datetime, starts_on: date | None = None
) -> int:
    """Each row holds the fields of a SchoolDistrict; (code, valid_from) names it. Returns how many.

    With `starts_on` the rows hold from that day and all others end the day before (a new 年度, 統廃合).
    """
    require_manage(by, at)
    keys = [_write_district(dict(row), starts_on) for row in rows]
    if starts_on is not None:
        earlier = SchoolDistrict.objects.exclude(pk__in=keys).filter(valid_until__isnull=True)
        earlier.update(valid_until=starts_on - timedelta(days=1))
    journal.record(
        "areas.districts.set", noun="areas.SchoolDistrict", object_id="", by=by, at=at,
        data={"count": len(keys)},
    )  # fmt: skip
    return len(keys)


def _write_district(values: dict[str, Any], starts_on: date | None) -> int:
    key = {"code": values.pop("code"), "valid_from": values.pop("valid_from", None) or starts_on}
    return SchoolDistrict.objects.update_or_create(**key, defaults=values)[0].pk


@transaction.atomic
def set_towns(*, rows: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Each row holds name, kana, lat, lng, district_code and source. Returns how many are new.

    The rows are the whole list of their source: towns of that source that are no longer in it go.
    """
    require_manage(by, at)
    given = {(row["name"], row["lat"], row["lng"]): row for row in rows}
    old = Town.objects.filter(source__in={row["source"] for row in given.values()})
    kept = {(town.name, town.lat, town.lng): town.pk for town in old}
    old.exclude(pk__in=[key for place, key in kept.items() if place in given]).delete()
    Town.objects.bulk_create(
        [Town(**row) for row in given.values()],
        update_conflicts=True,
        unique_fields=["name", "lat", "lng"],
        update_fields=["kana", "district_code", "source"],
    )
    new = len(given.keys() - kept.keys())
    journal.record("areas.towns.set", noun="areas.Town", object_id="", by=by, at=at, data={"count": new})
    return new


@transaction.atomic
def place_towns(*, by: Actor, at: datetime) -> int:
    """Gives each town the district whose shape holds it; a town in no shape keeps what it has. How many changed."""
    require_manage(by, at)
    towns = list(Town.objects.select_for_update().order_by("pk"))
    located = queries.locate([Position(town.lat, town.lng) for town in towns], clock.day(at))
    changed = []
    for town, found in zip(towns, located, strict=True):
        if found.district_code and found.district_code != town.district_code:
            town.district_code = found.district_code
            changed.append(town)
    Town.objects.bulk_update(changed, ["district_code"])
    journal.record(
        "areas.towns.place", noun="areas.Town", object_id="", by=by, at=at, data={"count": len(changed)}
    )
    return len(changed)


@transaction.atomic
def set_town_districts(
    *, codes: Mapping[str, str], by: Actor, at: datetime, dry_run: bool = False
) -> tuple[int, list[str]]:
    """The city's own table of which town belongs to which 小学校区, for towns that are there already.

    Returns how many change and the names of towns that are not there.
    """
    require_manage(by, at)
    towns = list(Town.objects.select_for_update().filter(name__in=codes).order_by("pk"))
    changed = [town for town in towns if town.district_code != codes[town.name]]
    if changed and not dry_run:
        for town in changed:
            town.district_code = codes[town.name]
        Town.objects.bulk_update(changed, ["district_code"])
        journal.record(
            "areas.towns.place", noun="areas.Town", object_id="", by=by, at=at, data={"count": len(changed)}
        )
    return len(changed), sorted(codes.keys() - {town.name for town in towns})
