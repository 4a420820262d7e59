"""Taking the city's areas in. Loading the same thing twice changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.areas.models import Boundary, LongHoliday, SchoolDistrict, StagePace, Town
from ibasho.town.areas.stages import Stage
from ibasho.town.people import policies
from ibasho.town.people.permissions import Permission


def _require(by: Actor, at: datetime) -> None:
    """Areas are changed by the city, or by a command on the server itself."""
    if by.person_id is not None or not by.job:
        policies.require(by, Permission.AREAS_MANAGE, day=clock.day(at))


@transaction.atomic
def set_boundary(
    *, name: str, geometry: Mapping[str, Any], source: str, as_of: date, by: Actor, at: datetime
) -> Boundary:
    """The outline of the city as a GeoJSON Polygon or MultiPolygon ([lng, lat])."""
    _require(by, at)
    row, _ = Boundary.objects.update_or_create(
        name=name, as_of=as_of, defaults={"geometry": dict(geometry), "source": source}
    )
    journal.record("areas.boundary.set", noun="areas.Boundary", object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def set_districts(*, rows: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Each row holds the fields of a SchoolDistrict; (code, valid_from) names it. Returns how many."""
    _require(by, at)
    count = 0
    for row in rows:
        values = dict(row)
        key = {"code": values.pop("code"), "valid_from": values.pop("valid_from", None)}
        SchoolDistrict.objects.update_or_create(**key, defaults=values)
        count += 1
    journal.record(
        "areas.districts.set", noun="areas.SchoolDistrict", object_id="", by=by, at=at, data={"count": count}
    )
    return count


@transaction.atomic
def set_towns(*, rows: Iterable[Mapping[str, Any]], by: Actor, at: datetime) -> int:
    """Each row holds name, kana, lat, lng, district_code and source. Returns how many are new."""
    _require(by, at)
    made = Town.objects.bulk_create([Town(**row) for row in rows], ignore_conflicts=True)
    journal.record(
        "areas.towns.set", noun="areas.Town", object_id="", by=by, at=at, data={"count": len(made)}
    )
    return len(made)


@transaction.atomic
def set_pace(
    *, stage: Stage, metres_per_minute: int, minutes_max: int, source: str, by: Actor, at: datetime
) -> StagePace:
    """The city's own pace for one stage of age, with where it comes from."""
    _require(by, at)
    row, _ = StagePace.objects.update_or_create(
        stage=stage.value,
        defaults={"metres_per_minute": metres_per_minute, "minutes_max": minutes_max, "source": source},
    )
    journal.record("areas.pace.set", noun="areas.StagePace", object_id=stage.value, by=by, at=at)
    return row


@transaction.atomic
def set_long_holiday(*, name: str, first: date, last: date, by: Actor, at: datetime) -> LongHoliday:
    """One long school holiday; sessions of rules that depend on it are remade by the nightly job."""
    _require(by, at)
    row, _ = LongHoliday.objects.update_or_create(name=name, first=first, defaults={"last": last})
    journal.record("areas.long_holiday.set", noun="areas.LongHoliday", object_id=row.pk, by=by, at=at)
    return row
