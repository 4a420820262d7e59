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
    """Outline and districts without what the public map counts in them, and the names of the districts."""
    found = mapdata.area_features(Criteria(), day)["features"]
    return [{**one, "properties": _bare(one["properties"])} for one in found]


def _bare(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if name not in ("shade", "places")}


def squares(homes: Homes, look: Callable[[int], Mapping[str, Any] | None]) -> list[Feature]:
    """The cells of which `look` (given the index) says something; what it says becomes the properties."""
    shapes = {} if homes.cells.mesh else shapes_of(homes.population)
    found = []
    for at, code in enumerate(homes.cells.codes):
        properties = look(at)
        geometry = square(code) if homes.cells.mesh else shapes.get(code)
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


def square(code: str) -> dict[str, Any] | None:
    """None for what is no number of a mesh square."""
    if not mesh.is_mesh_code(code):
        return None
    edge = mesh.bounds(code)
    west, south, east, north = (round(value, 6) for value in (edge.west, edge.south, edge.east, edge.north))
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def shapes_of(population: Population | None) -> dict[str, Any]:
    """Of small areas; a mesh square follows from its code."""
    if population is None or population.unit == Population.Unit.MESH:
        return {}
    rows = Cell.objects.filter(population=population, geometry__isnull=False)
    return dict(rows.values_list("code", "geometry"))
