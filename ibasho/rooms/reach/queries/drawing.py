"""The city as GeoJSON for the desk's maps of reach: outline, 小学校区, squares where children live, pins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from ibasho.base.kernel import mesh
from ibasho.rooms.reach.queries.homes import Homes
from ibasho.town.areas.models import Cell, Population
from ibasho.town.places.queries import mapdata
from ibasho.town.places.queries.criteria import Criteria

Feature = dict[str, Any]


def outlines(day: date) -> list[Feature]:
    """Outline and districts without the shades they have on the public map, and the names of the districts."""
    found = mapdata.area_features(Criteria(), day)["features"]
    return [
        {**one, "properties": {name: value for name, value in one["properties"].items() if name != "shade"}}
        for one in found
    ]


def squares(homes: Homes, look: Callable[[int], Mapping[str, Any] | None]) -> list[Feature]:
    """The cells of which `look` (given the index) says something; what it says becomes the properties."""
    shapes = {} if homes.cells.mesh else shapes_of(homes.population)
    found = []
    for at, code in enumerate(homes.cells.codes):
        properties = look(at)
        geometry = _square(code) if homes.cells.mesh else shapes.get(code)
        if properties is not None and geometry:
            found.append(
                {
                    "type": "Feature",
                    "id": at,
                    "geometry": geometry,
                    "properties": {"kind": "area", **properties},
                }
            )
    return found


def pin(lat: float, lng: float, **properties: Any) -> Feature:
    point = {"type": "Point", "coordinates": [round(lng, 5), round(lat, 5)]}
    return {"type": "Feature", "geometry": point, "properties": {"kind": "place", **properties}}


def dot(lat: float, lng: float, **properties: Any) -> Feature:
    """A place that is only there to be seen: no element of the page, so many of them cost nothing (a MultiPoint, for
    single points are pins or names)."""
    points = {"type": "MultiPoint", "coordinates": [[round(lng, 5), round(lat, 5)]]}
    return {"type": "Feature", "geometry": points, "properties": {"kind": "site", **properties}}


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _square(code: str) -> dict[str, Any]:
    edges = mesh.bounds(code)
    ring = [
        [edges.west, edges.south], [edges.east, edges.south], [edges.east, edges.north],
        [edges.west, edges.north], [edges.west, edges.south],
    ]  # fmt: skip
    return {"type": "Polygon", "coordinates": [[[round(x, 6), round(y, 6)] for x, y in ring]]}


def shapes_of(population: Population | None) -> dict[str, Any]:
    """Of small areas; a mesh square follows from its code."""
    if population is None or population.unit == Population.Unit.MESH:
        return {}
    rows = Cell.objects.filter(population=population, geometry__isnull=False)
    return dict(rows.values_list("code", "geometry"))
