"""OpenStreetMap itself: .osm.pbf (Geofabrik, Overpass cuts) and .osm, read by osmium. Which ways a child may walk.

Left out: motorways and roads for cars only, private grounds, ferries, what is planned or gone, areas. Footways, steps,
paths, cycleways, service roads and all streets stay, in both directions.
"""

from __future__ import annotations

import gzip
from array import array
from collections import Counter
from collections.abc import Mapping
from datetime import date

import numpy as np
import osmium

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import BoundingBox
from ibasho.town.areas.datasets.streets.roads import OSM_SOURCE, Roads
from ibasho.town.areas.datasets.streets.splitting import Lines, split

CARS_ONLY = frozenset({"motorway", "motorway_link", "raceway", "bus_guideway", "busway", "escape"})
NO_STREET = frozenset(
    {
        "construction", "proposed", "planned", "abandoned", "razed", "no", "rest_area", "services", "platform",
        "elevator", "via_ferrata", "corridor", "emergency_bay", "bus_stop",
    }
)  # fmt: skip
SHUT = frozenset({"no", "private", "customers", "delivery", "agricultural", "forestry", "military"})
OPEN = frozenset({"yes", "designated", "permissive", "official", "destination"})
PBF = b"OSMHeader"


def is_osm(data: bytes) -> bool:
    head = _plain(data[:65536] if data[:2] != b"\x1f\x8b" else data)[:2048]
    return PBF in head[:64] or b"<osm" in head


def read_osm(data: bytes, filename: str = "", within: BoundingBox | None = None) -> Roads:
    plain = _plain(data)
    form = "osm.pbf" if PBF in plain[:64] else "osm"
    taken = _Taken(within)
    try:
        source = osmium.FileProcessor(osmium.io.FileBuffer(plain, form)).with_locations()
        for way in source.with_filter(osmium.filter.KeyFilter("highway")):
            if isinstance(way, osmium.osm.Way):
                taken.add(way)
        as_of = _as_of(osmium.io.Reader(osmium.io.FileBuffer(plain, form)).header())
    except RuntimeError as error:
        raise Invalid(
            "areas.osm_broken",
            "OpenStreetMap の ファイルとして 読めません。とちゅうで 切れていないか、もう一度 ダウンロードして たしかめてください。",
        ) from error
    pieces = split(taken.lines())
    return Roads(
        pieces.lat, pieces.lng, pieces.u, pieces.v, pieces.metres, pieces.metres,
        form="OpenStreetMap", source=OSM_SOURCE, as_of=as_of, left_out=taken.left_out, broken=taken.broken,
        steps=taken.steps,
    )  # fmt: skip


def why_not(tags: Mapping[str, str]) -> str:
    """ "" where a child may walk here, else why not: cars_only, no_street, area, private."""
    kind, foot = tags.get("highway", ""), tags.get("foot", "")
    if kind in NO_STREET or tags.get("indoor") == "yes":
        return "no_street"
    if kind in CARS_ONLY or (tags.get("motorroad") == "yes" and foot not in OPEN):
        return "cars_only"
    if tags.get("area") == "yes":
        return "area"
    if foot in SHUT or (tags.get("access") in SHUT and foot not in OPEN):
        return "private"
    return ""


class _Taken:
    """The ways so far: plain arrays, because a region has millions of points."""

    def __init__(self, within: BoundingBox | None) -> None:
        self._within = within
        self._key, self._lat, self._lng = array("q"), array("d"), array("d")
        self._first = array("q", [0])
        self.left_out: Counter[str] = Counter()
        self.broken = self.steps = 0

    def add(self, way: osmium.osm.Way) -> None:
        points = [(node.ref, node.lat, node.lon) for node in way.nodes if node.location.valid()]
        if len(points) < 2:
            self.broken += 1
            return
        if not (self._holds(points[0]) or self._holds(points[-1])):
            return
        why = why_not(dict(way.tags))
        if why:
            self.left_out[why] += 1
            return
        self.broken += len(points) < len(way.nodes)
        self.steps += way.tags.get("highway") == "steps"
        for ref, lat, lng in points:
            self._key.append(ref)
            self._lat.append(lat)
            self._lng.append(lng)
        self._first.append(len(self._key))

    def _holds(self, point: tuple[int, float, float]) -> bool:
        box = self._within
        return box is None or (box.south <= point[1] <= box.north and box.west <= point[2] <= box.east)

    def lines(self) -> Lines:
        return Lines(
            np.array(self._key, np.int64),
            np.array(self._lat),
            np.array(self._lng),
            np.array(self._first, np.int64),
        )


def _plain(data: bytes) -> bytes:
    try:
        return gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    except (OSError, EOFError):
        return b""


def _as_of(header: osmium.io.Header) -> date | None:
    said = header.get("osmosis_replication_timestamp") or header.get("timestamp")
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError:
        return None
