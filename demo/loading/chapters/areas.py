"""Boundary, school districts, towns, long holidays."""

from __future__ import annotations

from typing import Any

from demo.city import City
from demo.loading.work import Work
from demo.plane import LngLat
from ibasho.town.areas import actions

SOURCE = "みほん（つくりもの）"


def load(city: City, work: Work) -> str:
    land = city.geography
    actions.set_boundary(
        name=land.name,
        geometry=_polygon(land.boundary),
        source=SOURCE,
        as_of=city.today,
        by=work.by,
        at=work.at,
    )
    districts = actions.set_districts(rows=_districts(city), by=work.by, at=work.at)
    towns = actions.set_towns(rows=_towns(city), by=work.by, at=work.at)
    for holiday in city.holidays:
        actions.set_long_holiday(
            name=holiday.name, first=holiday.first, last=holiday.last, by=work.by, at=work.at
        )
    return f"小学校区 {districts}、町 {towns}、長い休み {len(city.holidays)}"


def _polygon(ring: tuple[LngLat, ...]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[list(point) for point in ring]]}


def _districts(city: City) -> list[dict[str, Any]]:
    """A district starts where its elementary school stands."""
    schools = {
        school.districts[0]: school for school in city.geography.schools if school.kind == "elementary"
    }
    return [
        {
            "code": district.code, "name": district.name, "kana": district.kana, "source": SOURCE,
            "geometry": _polygon(district.ring), "school": schools[district.code].name,
            "lat": schools[district.code].point.lat, "lng": schools[district.code].point.lng,
        }
        for district in city.geography.districts
    ]  # fmt: skip


def _towns(city: City) -> list[dict[str, Any]]:
    return [
        {
            "name": town.name, "kana": town.kana, "lat": town.point.lat, "lng": town.point.lng,
            "district_code": town.district, "source": SOURCE,
        }
        for town in city.geography.towns
    ]  # fmt: skip
