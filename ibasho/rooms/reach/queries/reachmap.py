"""The map of a study as GeoJSON: cells by what their children lack, borders of 小学校区, the city's outline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from ibasho.rooms.reach.engine.packing import Key, together, unpack
from ibasho.rooms.reach.engine.study import CellFigures
from ibasho.rooms.reach.models import Study
from ibasho.rooms.reach.queries.drawing import Feature, outlines, shapes_of, square
from ibasho.rooms.reach.queries.drawing import collection as collected
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.public import Row
from ibasho.rooms.reach.rules.shades import Shade, count_edges, kind_of, shade_of_count, shade_of_share
from ibasho.rooms.reach.rules.summary import KINDS_OF_BLANK, Look, Picture
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Cell

FULL_OPACITY_CHILDREN = 25  # a square with this many children or more is drawn at full strength
OPACITY = (0.3, 0.85)


@dataclass(frozen=True, slots=True, eq=False)
class CellRow:
    """One cell for map, table and file. `figures` are those of the look, None for a cell kept secret."""

    code: str
    name: str
    district_code: str
    lat: float
    lng: float
    estimated: bool
    secret: bool
    merged_into: str
    blank: tuple[float, ...]
    half_hours: float
    kinds: float

    @property
    def children(self) -> float:
        return sum(self.blank)

    @property
    def unreached(self) -> float:
        return sum(self.blank[1:])

    @property
    def share(self) -> float | None:
        return self.unreached / self.children if self.children >= 0.05 else None

    @property
    def kind(self) -> Blank:
        """What most of its unreached children lack; REACHED where nobody is unreached."""
        if self.unreached < 0.05:
            return Blank.REACHED
        return max(KINDS_OF_BLANK, key=lambda one: self.blank[one])

    @property
    def hours_each(self) -> float | None:
        return self.half_hours / 2 / self.children if self.children >= 0.05 else None

    @property
    def kinds_each(self) -> float | None:
        return self.kinds / self.children if self.children >= 0.05 else None


def figures_of(study: Study, look: Look) -> tuple[list[str], CellFigures | None]:
    """The cells' codes, and the figures of the look's stages together."""
    packed = Study.objects.filter(pk=study.pk).values_list("cells", flat=True).first()
    if packed is None:
        return [], None
    found = unpack(packed)
    keys = [Key(*key.split("|")) for key in look.keys("|".join(key) for key in found)]
    return found.codes, together([found[key] for key in keys]) if keys else None


def cells(study: Study, look: Look, district: str | None = None) -> list[CellRow]:
    """Every cell of the study's population that still stands in the database, in the order of its code."""
    codes, found = figures_of(study, look)
    if found is None or study.population_id is None:
        return []
    index = {code: number for number, code in enumerate(codes)}
    rows = Cell.objects.filter(population_id=study.population_id).order_by("code")
    if district is not None:
        rows = rows.filter(district_code=district)
    values = rows.values_list(
        "code", "name", "district_code", "lat", "lng", "estimated", "secrecy", "merged_into", "lower"
    )
    return [_row(value, index[value[0]], found) for value in values if value[0] in index]


def _row(value: Sequence[Any], at: int, found: CellFigures) -> CellRow:
    code, name, district, lat, lng, estimated, secrecy, merged_into, held = value
    blank = tuple(float(count) for count in found.blank[:, at])
    secret = secrecy == 2 and held is None
    return CellRow(
        code, name, district, lat, lng, estimated, secret, merged_into, blank, float(found.half_hours[at]),
        float(found.kinds[at]),
    )  # fmt: skip


def collection(study: Study, look: Look, show: str, day: date) -> dict[str, Any]:
    """For the desk's map: the outline and districts of the public map without their shades, then the cells."""
    rows = cells(study, look)
    return collected([*outlines(day), *cell_features(study, rows, show)])


def cell_features(study: Study, rows: Sequence[CellRow], show: str) -> Iterator[Feature]:
    edges, shapes = edges_of(rows), shapes_of(study.population)
    for row in rows:
        shade = _shade(row, show, edges)
        if shade is not None and (geometry := shapes.get(row.code) or square(row.code)):
            yield {"type": "Feature", "geometry": geometry, "properties": _facts(row, shade)}


def edges_in(study: Study, look: Look, show: str) -> tuple[float, ...]:
    """Those of the legend. Only a map of counts has any, and no row of a cell is read for them."""
    found = figures_of(study, look)[1] if show == "count" else None
    return count_edges(np.zeros(1) if found is None else found.unreached)


def edges_of(rows: Sequence[CellRow]) -> tuple[float, ...]:
    return count_edges(np.array([row.unreached for row in rows] or [0.0]))


def _shade(row: CellRow, show: str, edges: Sequence[float]) -> Shade | None:
    """None: nobody lives there, the ground shows through."""
    if row.secret:
        return Shade.SECRET
    if row.share is None:
        return None
    if show == "kind":
        return kind_of(row.kind)
    return shade_of_count(row.unreached, edges) if show == "count" else shade_of_share(row.share)


def _facts(row: CellRow, shade: Shade) -> dict[str, Any]:
    low, high = OPACITY
    strength = low + (high - low) * min(1.0, row.children / FULL_OPACITY_CHILDREN)
    return {
        "kind": "area", "code": row.code, "name": row.name or row.code, "colour": shade.colour,
        "opacity": round(0.4 if row.secret else strength, 2), "secret": row.secret, "estimated": row.estimated,
        "children": round(row.children, 1), "unreached": round(row.unreached, 1),
        "lacks": "" if row.secret else row.kind.label,
        "hours": None if row.hours_each is None else round(row.hours_each, 1),
    }  # fmt: skip


def cells_file(study: Study, rows: Sequence[CellRow]) -> dict[str, Any]:
    """Every cell with its figures; those kept secret have none."""
    shapes = shapes_of(study.population)
    features = [
        {
            "type": "Feature",
            "geometry": shapes.get(row.code) or square(row.code),
            "properties": {"code": row.code, "district": row.district_code, **_told(row)},
        }
        for row in rows
    ]
    return collected(features)


def _told(row: CellRow) -> dict[str, Any]:
    if row.secret:
        return {"secret": True}
    return {
        "secret": False, "estimated": row.estimated, "children": round(row.children, 1),
        "unreached": round(row.unreached, 1), **_kinds(row.blank, 1),
        "hours_each": None if row.hours_each is None else round(row.hours_each, 2),
    }  # fmt: skip


def _kinds(blank: Sequence[float], digits: int) -> dict[str, float]:
    return {kind.name.lower(): round(blank[kind], digits) for kind in KINDS_OF_BLANK}


def districts_file(picture: Picture, day: date) -> dict[str, Any]:
    """Every 小学校区 with its figures; `geometry` null where no shape is published."""
    shapes = dict(areas.districts(day).values_list("code", "geometry"))
    features = [
        {
            "type": "Feature",
            "geometry": shapes.get(line.code),
            "properties": {
                "code": line.code, "name": line.name, "children": round(line.children),
                "unreached": round(line.unreached), **_kinds(line.blank, 0),
                "hours_each": None if line.hours_each is None else round(line.hours_each, 2),
                "kodomo_shokudo": line.held,
            },
        }
        for line in picture.lines
    ]  # fmt: skip
    return collected(features)


def public_collection(rows: Sequence[Row], day: date) -> dict[str, Any]:
    """The districts of the public map, coloured by their band: nothing stands in it that the table does not say."""
    bands = {row.name: row for row in rows if row.code}
    features = []
    for feature in outlines(day):
        features.append(feature)
        row = bands.get(feature["properties"].get("name", ""))
        if row and feature["properties"]["kind"] == "district" and feature["geometry"]["type"] != "Point":
            told = {
                "kind": "area",
                "name": row.name,
                "colour": row.band.colour,
                "opacity": 0.75,
                "said": row.band.words,
            }
            features.append({**feature, "properties": told})
    return collected(features)
