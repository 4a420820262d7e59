"""One municipality's files as arrays: its outline, streets, squares with children, and places with hours."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from ibasho.base.kernel import mesh
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import BoundingBox, Position
from ibasho.rooms.reach.datasets.cities.folders import NEEDED, Folder
from ibasho.rooms.reach.engine.hours import packed
from ibasho.rooms.reach.engine.inputs import Words
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.going import VERDICTS
from ibasho.rooms.reach.rules.layers import purposes_of
from ibasho.rooms.reach.rules.scenarios import Span
from ibasho.town.areas.datasets import read_boundary, read_districts
from ibasho.town.areas.datasets.mesh import read_mesh
from ibasho.town.areas.datasets.streets import read_streets
from ibasho.town.areas.engine.network import Network, pack, unpack
from ibasho.town.areas.rules import people
from ibasho.town.areas.rules.ages import split_of
from ibasho.town.areas.stages import CHILD_STAGES, Stage
from ibasho.town.places.datasets.entries import place_values
from ibasho.town.places.datasets.reading import read_file
from ibasho.town.places.rules.eligibility import Admission, may_come
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.occurrences import occurrences
from ibasho.town.places.rules.opening import Opening, Pattern, SchoolCalendar

Floats = NDArray[np.float64]
KINDS = tuple(PlaceKind)
OVER_BORDER_METRES = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """Places: `lat`, `lng` float64[P] · `open` uint64[P, W] · `verdict` uint8[P, S] · `purpose` uint32[P] · `kind`
    int32[P] · `capacity` float32[P], NaN where none is said."""

    lat: Floats
    lng: Floats
    open: Words
    verdict: NDArray[np.uint8]
    purpose: NDArray[np.uint32]
    kind: NDArray[np.int32]
    capacity: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """What a study of one municipality needs of it, and its neighbours of it. `codes`, `lat`, `lng`, `children`
    float32[S, C] of the squares whose middle lies inside · `districts` (code, GeoJSON) · `counts` what was left out."""

    code: str
    name: str
    box: BoundingBox
    network: Network | None
    codes: tuple[str, ...]
    lat: Floats
    lng: Floats
    children: NDArray[np.float32]
    rows: Rows
    districts: tuple[tuple[str, Mapping[str, Any]], ...]
    counts: Mapping[str, int]


def read(folder: Folder, span: Span) -> City:
    """Raises Invalid with one sentence where a file is missing or cannot be read."""
    missing = [kind for kind in NEEDED if not folder.files.get(kind)]
    if missing:
        raise Invalid(
            "reach.city_files",
            f"{folder.code}: ファイルが 足りません（{'、'.join(missing)}）。フォルダーに 入れてください。",
        )
    outline = read_boundary(_data(folder, "boundary"), code=folder.code, filename=_name(folder, "boundary"))
    shape = shapely.geometry.shape(outline.geometry)
    codes, lat, lng, children, counts = _cells(folder, shape)
    rows, left = _places(folder, span)
    west, south, east, north = shape.bounds
    box = BoundingBox(south, west, north, east)
    return City(
        folder.code, outline.name, box, _streets(folder, box), codes, lat, lng, children, rows,
        _districts(folder), {**counts, **left},
    )  # fmt: skip


def _data(folder: Folder, kind: str) -> bytes:
    found = folder.one(kind)
    return found[1] if found else b""


def _name(folder: Folder, kind: str) -> str:
    found = folder.files.get(kind, ())
    return found[0].name if found else ""


def _streets(folder: Folder, box: BoundingBox) -> Network | None:
    """Of a file that holds more than the municipality only what lies around it: the neighbours bring their own."""
    found = folder.one("streets")
    if found is None:
        return None
    name, data = found
    if name.lower().endswith(".npz"):
        return unpack(data, "")
    return read_streets(data, filename=name, within=box.grown(OVER_BORDER_METRES)).network


def _districts(folder: Folder) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    found = folder.one("districts")
    if found is None:
        return ()
    rows = read_districts(found[1], code=folder.code, filename=found[0]).rows
    return tuple((f"{folder.code}/{row.code}", row.geometry) for row in rows if row.geometry)


def _cells(
    folder: Folder, shape: Any
) -> tuple[tuple[str, ...], Floats, Floats, NDArray[np.float32], dict[str, int]]:
    """The squares whose middle lies inside the outline: so that each child belongs to one municipality."""
    found = read_mesh(folder.all("mesh"))
    rows = people.summed(people.spread(people.once(found.rows).rows)).rows
    middles = np.array([_middle(row.code) for row in rows])
    shapely.prepare(shape)
    mine = shapely.contains_xy(shape, middles[:, 1], middles[:, 0])
    split = split_of(found.spans, {}, None)
    cells = [
        people.staged(row, Position(*middle), split)
        for row, middle, inside in zip(rows, middles.tolist(), mine.tolist(), strict=True)
        if inside
    ]
    known = [cell for cell in cells if cell.stages is not None]
    children = np.array([cell.stages for cell in known], np.float32).reshape(len(known), len(CHILD_STAGES))
    return (
        tuple(cell.code for cell in known),
        np.array([cell.lat for cell in known], np.float64),
        np.array([cell.lng for cell in known], np.float64),
        np.ascontiguousarray(children.T),
        {"secret_cells": len(cells) - len(known), "estimated_cells": sum(cell.estimated for cell in known)},
    )


def _middle(code: str) -> tuple[float, float]:
    edges = mesh.bounds(code)
    return (edges.south + edges.north) / 2, (edges.west + edges.east) / 2


def _places(folder: Folder, span: Span) -> tuple[Rows, dict[str, int]]:
    """Places anybody may come to, whose position and hours are known for certain."""
    rows = [row for name, data in folder.all("places") for row in read_file(data, name).places]
    open_to_all = [values for values in map(place_values, rows) if not values["restricted"]]
    placed = [values for values in open_to_all if values["lat"] is not None]
    timed = [values for values in placed if any(rule.starts and rule.ends for rule in _certain(values))]
    left = {
        "places": len(timed),
        "no_position": len(open_to_all) - len(placed),
        "no_hours": len(placed) - len(timed),
    }
    return _as_rows(timed, span), left


def _certain(values: Mapping[str, Any]) -> tuple[Opening, ...]:
    return tuple(rule for rule in values["openings"] if rule.pattern != Pattern.IRREGULAR)


def _as_rows(found: Sequence[Mapping[str, Any]], span: Span) -> Rows:
    kinds = [PlaceKind(values["kind"]) for values in found]
    features = [values["features"] for values in found]
    capacity = [np.nan if values["capacity"] is None else values["capacity"] for values in found]
    slots = np.zeros((len(found), 7 * span.weeks, 48), np.bool_)
    for at, values in enumerate(found):
        slots[at] = _slots(_certain(values), span)
    return Rows(
        np.array([values["lat"] for values in found], np.float64),
        np.array([values["lng"] for values in found], np.float64),
        packed(slots),
        np.array([_verdicts(values) for values in found], np.uint8).reshape(len(found), len(CHILD_STAGES)),
        np.array([purposes_of(*one) for one in zip(kinds, features, strict=True)], np.uint32),
        np.array([KINDS.index(kind) for kind in kinds], np.int32),
        np.array(capacity, np.float32),
    )


def _slots(rules: tuple[Opening, ...], span: Span) -> NDArray[np.bool_]:
    found = occurrences(rules, (), (), SchoolCalendar(()), span.first, span.last)
    minutes = [
        ((one.day - span.first).days, scenarios.minute(one.starts), scenarios.minute(one.ends))
        for one in found
        if one.starts is not None and one.ends is not None
    ]
    return scenarios.slots_open(minutes, 7 * span.weeks)


def _verdicts(values: Mapping[str, Any]) -> list[int]:
    admission = Admission(
        restricted=values["restricted"],
        restricted_to=values["restricted_to"],
        everyone=values["everyone"],
        stages=frozenset(Stage(stage) for stage in values["stages"]),
        alone_from=Stage(values["alone_from"]) if values["alone_from"] else None,
        adult_needed=values["adult_needed"],
    )
    return [int(VERDICTS[may_come(admission, stage).verdict]) for stage in CHILD_STAGES]


def to_bytes(city: City) -> bytes:
    """One file a neighbour can read in a moment."""
    out = io.BytesIO()
    said = {
        "code": city.code, "name": city.name, "counts": dict(city.counts), "districts": city.districts,
        "box": [city.box.south, city.box.west, city.box.north, city.box.east],
    }  # fmt: skip
    streets = np.frombuffer(pack(city.network), np.uint8) if city.network else np.empty(0, np.uint8)
    np.savez(
        out, said=np.array(json.dumps(said)), codes=np.array(city.codes, np.str_), lat=city.lat, lng=city.lng,
        children=city.children, streets=streets, allow_pickle=False,
        **{f"place_{name}": getattr(city.rows, name) for name in Rows.__slots__},
    )  # fmt: skip
    return out.getvalue()


def from_bytes(data: bytes) -> City:
    with np.load(io.BytesIO(data), allow_pickle=False) as found:
        said = json.loads(str(found["said"]))
        streets = found["streets"].tobytes()
        return City(
            said["code"], said["name"], BoundingBox(*said["box"]), unpack(streets, "") if streets else None,
            tuple(str(code) for code in found["codes"]), found["lat"], found["lng"], found["children"],
            Rows(**{name: found[f"place_{name}"] for name in Rows.__slots__}),
            tuple((code, shape) for code, shape in said["districts"]), said["counts"],
        )  # fmt: skip
