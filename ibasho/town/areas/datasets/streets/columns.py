"""Lines of a Shapefile or GeoJSON: OSMnx' edges (columns u, v, length), or any lines that share the points they meet at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import shapely

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.features import Feature, read_features
from ibasho.town.areas.datasets.streets.osm import why_not
from ibasho.town.areas.datasets.streets.roads import OSM_SOURCE, Floats, Roads, Whole, metres_between
from ibasho.town.areas.datasets.streets.splitting import Lines, keys_of, split

LINES = {"LineString", "MultiLineString"}
KINDS = ("highway", "fclass")  # OSM's own word, as OSMnx, QGIS and Geofabrik's Shapefiles call the column
NEAR = 3e-4  # degrees: the ends of a node's streets lie within 30 m of each other, else u and v mean something else


def read_columns(data: bytes, filename: str = "") -> Roads:
    found = read_features(data, filename, prefer="line")
    lines = [row for row in found.rows if row.geometry is not None and row.geometry.geom_type in LINES]
    if not lines:
        raise Invalid(
            "areas.no_lines",
            "道の線が ありません。LineString の GeoJSON・Shapefile（zip）か、.osm.pbf・GraphML を えらんでください。",
        )
    tags = [_tags(row) for row in lines]
    whys = [why_not(each) for each in tags]
    left_out = Counter(why for why in whys if why)
    walked = [row for row, why in zip(lines, whys, strict=True) if not why]
    steps = sum(each["highway"] == "steps" for each, why in zip(tags, whys, strict=True) if not why)
    broken = len(found.rows) - len(lines)
    roads = _osmnx(walked) if found.has("u", "v", "length") else None
    if roads is None:
        roads = _plain(walked)
    source = OSM_SOURCE if any(found.has(name) for name in ("osmid", "osm_id")) else ""
    return Roads(
        *roads, form="OSMnx の線" if found.has("u", "v", "length") else "線",
        source=source, left_out=left_out, broken=broken, steps=steps,
    )  # fmt: skip


def _tags(row: Feature) -> dict[str, str]:
    """OSM's words as columns; OSMnx writes several values as a list, of which the first is asked."""
    kind = row.text(*KINDS).strip("[]'\" ").partition("'")[0]
    return {"highway": kind, "foot": row.text("foot"), "access": row.text("access")}


_Parts = tuple[Floats, Floats, Whole, Whole, Floats, Floats]


def _osmnx(rows: Sequence[Feature]) -> _Parts | None:
    """Nodes are u and v at the ends of the shape. None where the same node would lie in several places."""
    shapes = np.array([row.geometry for row in rows], dtype=object)
    coordinates, line = shapely.get_coordinates(shapes, return_index=True)
    first = np.searchsorted(line, np.arange(len(rows)))
    ends = np.stack([coordinates[first], coordinates[np.append(first[1:], len(line)) - 1]])
    names, number = np.unique(
        np.array([[_whole(row.columns[side]) for row in rows] for side in ("u", "v")]), return_inverse=True
    )
    number = number.reshape(2, -1)
    lng, lat = np.empty(len(names)), np.empty(len(names))
    lng[number], lat[number] = ends[..., 0], ends[..., 1]
    off = np.maximum(np.abs(lng[number] - ends[..., 0]), np.abs(lat[number] - ends[..., 1]))
    if (off > NEAR).mean() > 0.02:
        return None
    metres = np.array([_number(row.columns.get("length")) for row in rows])
    return lat, lng, number[0], number[1], metres, _drawn(coordinates, line, len(rows))


def _plain(rows: Sequence[Feature]) -> _Parts:
    parts = shapely.get_parts(np.array([row.geometry for row in rows], dtype=object))
    coordinates, line = shapely.get_coordinates(parts, return_index=True)
    lng, lat = coordinates[:, 0], coordinates[:, 1]
    first = np.searchsorted(line, np.arange(len(parts) + 1)).astype(np.int64)
    pieces = split(Lines(keys_of(lat, lng), lat, lng, first))
    return pieces.lat, pieces.lng, pieces.u, pieces.v, pieces.metres, pieces.metres


def _drawn(coordinates: Floats, line: Whole, count: int) -> Floats:
    """Metres along each shape; between the parts of one it counts the straight line."""
    lng, lat = coordinates[:, 0], coordinates[:, 1]
    step = metres_between(lat[:-1], lng[:-1], lat[1:], lng[1:])
    inside = line[:-1] == line[1:]
    out: Floats = np.bincount(line[:-1][inside], step[inside], minlength=count).astype(np.float64)
    return out


def _whole(value: object) -> int:
    try:
        return int(float(str(value))) if not isinstance(value, int) else value
    except ValueError:
        return -1


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return float("nan")
