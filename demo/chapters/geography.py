"""Boundary, rivers, 22 elementary-school districts, 124 towns and the schools.

Which towns and schools there are is data (`geography.toml`, `towns.csv`), so that hand-written places can
name them; where exactly they lie and how the coast runs comes from the seed.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from demo.plane import Floats, LngLat, Plane, Point, as_line
from demo.sources import DATA, chance, read_csv, read_toml

MICRO_KM = 0.6  # how finely the district borders wander
RIVER_MARGIN_KM = 0.18
COAST_MARGIN_KM = 0.25


@dataclass(frozen=True, slots=True)
class River:
    name: str
    kana: str
    width_m: int
    line: tuple[LngLat, ...]


@dataclass(frozen=True, slots=True)
class District:
    """A 小学校区. `ring` is closed (first = last) and has no holes; `density` 4 is the middle of town."""

    code: str
    name: str
    kana: str
    density: int
    centre: Point
    ring: tuple[LngLat, ...]


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    kana: str
    district: str
    point: Point


@dataclass(frozen=True, slots=True)
class School:
    """`kind` is elementary, junior_high or high; `districts` are the 小学校区 it takes children from
    (for a high school: the one it stands in)."""

    code: str
    name: str
    kana: str
    kind: str
    districts: tuple[str, ...]
    point: Point


@dataclass(frozen=True, slots=True)
class Geography:
    name: str
    kana: str
    code: str
    centre: Point
    boundary: tuple[LngLat, ...]
    rivers: tuple[River, ...]
    districts: tuple[District, ...]
    towns: tuple[Town, ...]
    schools: tuple[School, ...]


def build(seed: int) -> Geography:
    data = read_toml(DATA / "geography.toml")
    rng = chance(seed, "geography")
    plane = Plane(*data["centre"])
    outline = _outline(rng, data["area_km2"])
    courses = [_course(rng, river["line"], outline) for river in data["river"]]
    districts = _districts(rng, data["district"], outline, plane)
    towns = _towns(rng, districts, courses, plane)
    return Geography(
        name=data["name"],
        kana=data["kana"],
        code=data["code"],
        centre=Point(*data["centre"]),
        boundary=_whole(districts),
        rivers=tuple(
            River(river["name"], river["kana"], river["width_m"], as_line(plane.to_degrees(course)))
            for river, course in zip(data["river"], courses, strict=True)
        ),
        districts=districts,
        towns=towns,
        schools=_schools(data, districts, towns),
    )


def _outline(rng: np.random.Generator, area_km2: float) -> Polygon:
    """A rounded shape with bays and headlands, in kilometres, of exactly this area."""
    angle = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = np.ones_like(angle)
    for waves in range(2, 10):
        radius += 0.10 / waves * np.cos(waves * angle + rng.uniform(0, 2 * np.pi))
    shape = Polygon(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]))
    scale = float(np.sqrt(area_km2 / shape.area))
    return Polygon(np.asarray(shape.exterior.coords) * scale)


def _course(rng: np.random.Generator, drawn: list[list[float]], outline: Polygon) -> Floats:
    """A river as drawn, moved a little, rounded by cutting corners, from coast or border to its end."""
    line = np.array(drawn)
    line[1:-1] += rng.normal(0, 0.15, line[1:-1].shape)
    for _ in range(4):
        near, far = line[:-1] * 0.75 + line[1:] * 0.25, line[:-1] * 0.25 + line[1:] * 0.75
        line = np.vstack([line[:1], np.stack([near, far], axis=1).reshape(-1, 2), line[-1:]])
    inside = shapely.get_parts(LineString(line).intersection(outline))
    return np.asarray(max(inside, key=lambda part: part.length).coords)


def _districts(
    rng: np.random.Generator, rows: list[dict[str, Any]], outline: Polygon, plane: Plane
) -> tuple[District, ...]:
    """Small Voronoi cells, each given to the nearest district centre, then joined: borders that wander
    and fit each other point by point."""
    centres = np.array([row["at"] for row in rows]) + rng.uniform(-0.25, 0.25, (len(rows), 2))
    cells = _small_cells(rng, outline)
    middles = shapely.get_coordinates(shapely.centroid(cells))
    owner = np.argmin(((middles[:, None, :] - centres) ** 2).sum(axis=2), axis=1)
    shapes = [shapely.union_all(cells[owner == index]) for index in range(len(rows))]
    return tuple(
        District(
            code=row["code"],
            name=row["name"],
            kana=row["kana"],
            density=row["density"],
            centre=plane.point(*centres[index]),
            ring=as_line(plane.to_degrees(_outer_ring(shape))),
        )
        for index, (row, shape) in enumerate(zip(rows, shapes, strict=True))
    )


def _small_cells(rng: np.random.Generator, outline: Polygon) -> Any:
    """An array of small polygons that fill the outline without gap or overlap."""
    west, south, east, north = outline.bounds
    x, y = np.meshgrid(np.arange(west - 1, east + 1, MICRO_KM), np.arange(south - 1, north + 1, MICRO_KM))
    sites = np.column_stack([x.ravel(), y.ravel()])
    sites += rng.uniform(-0.4, 0.4, sites.shape) * MICRO_KM
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(sites)))
    clipped = shapely.get_parts(shapely.intersection(cells, outline))
    return clipped[shapely.area(clipped) > 0]


def _whole(districts: tuple[District, ...]) -> tuple[LngLat, ...]:
    """The boundary is what the districts fill together, so that the two can never disagree."""
    union = shapely.union_all([Polygon(district.ring) for district in districts])
    return as_line(_outer_ring(union))


def _outer_ring(shape: shapely.Geometry) -> Floats:
    return shapely.get_coordinates(shapely.get_exterior_ring(shape))


def _towns(
    rng: np.random.Generator, districts: tuple[District, ...], courses: list[Floats], plane: Plane
) -> tuple[Town, ...]:
    rows = read_csv(DATA / "towns.csv")
    wanted = Counter(row["district"] for row in rows)
    water = shapely.union_all([LineString(course) for course in courses]).buffer(RIVER_MARGIN_KM)
    spots = {
        district.code: iter(_spread(rng, district, wanted[district.code], water, plane))
        for district in districts
    }
    return tuple(
        Town(row["name"], row["kana"], row["district"], plane.point(*next(spots[row["district"]])))
        for row in rows
    )


def _spread(
    rng: np.random.Generator, district: District, count: int, water: shapely.Geometry, plane: Plane
) -> Floats:
    """`count` spots in the district, dry and far from each other; the first is nearest its centre. (count, 2) km"""
    shape = Polygon(plane.to_km(np.array(district.ring))).buffer(-COAST_MARGIN_KM).difference(water)
    west, south, east, north = shape.bounds
    tries = rng.uniform([west, south], [east, north], (400, 2))
    tries = tries[shapely.contains_xy(shape, tries[:, 0], tries[:, 1])]
    centre = plane.km_of(district.centre)
    chosen = [int(np.argmin(((tries - centre) ** 2).sum(axis=1)))]
    while len(chosen) < count:
        gaps = ((tries[:, None, :] - tries[chosen]) ** 2).sum(axis=2).min(axis=1)
        pulled = gaps - 0.15 * ((tries - centre) ** 2).sum(axis=1)  # villages keep to their school
        chosen.append(int(np.argmax(pulled)))
    return tries[chosen]


def _schools(
    data: dict[str, Any], districts: tuple[District, ...], towns: tuple[Town, ...]
) -> tuple[School, ...]:
    """Each elementary school stands in its district's first town, the others in their first district."""
    home = {town.district: town.point for town in reversed(towns)}
    schools = [
        School(
            f"e-{d.code}", f"{d.name}小学校", f"{d.kana}しょうがっこう", "elementary", (d.code,), home[d.code]
        )
        for d in districts
    ]
    for kind in ("junior_high", "high_school"):
        for number, row in enumerate(data[kind], start=1):
            first = home[row["districts"][0]]
            spot = Point(round(first.lat + 0.003, 6), round(first.lng - 0.002 * number / 9, 6))
            label = kind.removesuffix("_school")
            schools.append(
                School(f"{label[0]}-{number}", row["name"], row["kana"], label, tuple(row["districts"]), spot)
            )
    return tuple(schools)
