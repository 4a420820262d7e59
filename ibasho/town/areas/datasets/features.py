"""Features of a file: GeoJSON, a JSON list, a CSV/XLSX table, or a zip (GeoJSON or Shapefile) as 国土数値情報 gives it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.tables import Limits, read_table
from ibasho.town.areas.datasets import crs
from ibasho.town.areas.datasets.archives import BYTES_MAX, is_workbook, is_zip, members, stem
from ibasho.town.areas.datasets.cities import is_of
from ibasho.town.areas.datasets.shapefiles import read_layer

TABLE_LIMITS = Limits(raw=BYTES_MAX, rows=400_000)  # the list of all towns of Japan has 280,000 rows
POLYGONS = {"Polygon", "MultiPolygon"}


@dataclass(frozen=True, slots=True)
class Feature:
    """`columns` as the file names them; `geometry` None where a row has no shape."""

    columns: Mapping[str, Any]
    geometry: BaseGeometry | None = None

    def text(self, *names: str) -> str:
        """The first of the columns that says something."""
        found = (str(self.columns[name]).strip() for name in names if self.columns.get(name) is not None)
        return next((words for words in found if words), "")


@dataclass(frozen=True, slots=True)
class Features:
    """`about` is what the file says of itself (the `metadata` of a GeoJSON)."""

    rows: tuple[Feature, ...]
    about: Mapping[str, Any]

    def has(self, *names: str) -> bool:
        return any(set(names) <= row.columns.keys() for row in self.rows[:1])

    def of_city(self, column: str, code: str) -> tuple[Feature, ...]:
        """The rows of one municipality in a file of a whole prefecture. Raises Invalid if it has none."""
        found = tuple(row for row in self.rows if is_of(code, row.text(column)))
        if not found:
            raise Invalid(
                "areas.other_city",
                f"このファイルには 市区町村コード {code[:5]} の行が ありません。市のある都道府県のファイルを えらんでください。",
            )
        return found


def read_features(data: bytes, filename: str = "", *, prefer: str = "polygon") -> Features:
    """Raises Invalid with one sentence where the bytes are nothing we know, or are in other coordinates than degrees
    of JGD/WGS84. `prefer` (polygon, line, point) chooses among several Shapefiles of one zip."""
    found = _read(data, filename, prefer)
    if not found.rows:
        raise Invalid(
            "areas.no_rows", "ファイルに 行が ひとつも ありません。中身のあるファイルを えらんでください。"
        )
    shapes = [row.geometry for row in found.rows if row.geometry is not None]
    if shapes:
        west, south, east, north = shapely.total_bounds(np.array(shapes, dtype=object)).tolist()
        crs.refuse_numbers((west, south, east, north))
    return found


def _read(data: bytes, filename: str, prefer: str) -> Features:
    if is_zip(data) and not is_workbook(data):
        return _from_zip(data, prefer)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return _from_json(data)
    if data.startswith(b"\x00\x00\x27\x0a"):
        raise Invalid(
            "areas.bare_shp",
            ".shp だけでは 読めません。.shp・.dbf・.shx・.prj を ひとつの zip に まとめて えらんでください。",
        )
    table = read_table(data, filename, limits=TABLE_LIMITS)
    return Features(tuple(Feature(row.cells) for row in table.rows), {})


def polygon_of(rows: Iterable[Feature]) -> dict[str, Any] | None:
    """One Polygon or MultiPolygon of all the rows' polygons, None if none has one. Invalid outside Japan."""
    shapes = [row.geometry for row in rows if row.geometry is not None and row.geometry.geom_type in POLYGONS]
    if not shapes:
        return None
    whole = shapely.union_all([shapely.make_valid(each) for each in shapes])
    crs.refuse_outside(whole.bounds)
    return dict(mapping(_areas_only(whole)))


def _areas_only(whole: BaseGeometry) -> BaseGeometry:
    """Mending a shape may leave lines and points beside it: they enclose nothing."""
    if whole.geom_type in POLYGONS:
        return whole
    return shapely.union_all([part for part in shapely.get_parts(whole) if part.geom_type in POLYGONS])


def _from_zip(data: bytes, prefer: str) -> Features:
    """The GeoJSON of a zip (of several the one with the shortest name), else its Shapefile, else its table."""
    texts = members(data, (".geojson", ".json"))
    if texts:
        return _from_json(texts[min(texts, key=lambda name: (len(stem(name)), name))])
    layer = read_layer(data, prefer)
    if layer is not None:
        return Features(tuple(Feature(columns, geometry) for columns, geometry in layer.rows), {})
    tables = members(data, (".csv", ".txt", ".tsv"))
    if len(tables) == 1:
        ((name, body),) = tables.items()
        return _read(body, name, prefer)
    raise Invalid(
        "areas.zip",
        "zip の中に 読めるものが ありません。GeoJSON か、Shapefile（.shp と .dbf）が 入った zip を えらんでください。",
    )


def _from_json(data: bytes) -> Features:
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Invalid(
            "areas.not_json",
            "JSON として 読めません。とちゅうで 切れていないか、UTF-8 かを たしかめてください。",
        ) from error
    if isinstance(found, list):
        return Features(tuple(Feature(row) for row in found if isinstance(row, dict)), {})
    crs.refuse_named(crs.words_of(found))
    kind = found.get("type")
    if kind == "FeatureCollection":
        rows, about = found.get("features") or [], found.get("metadata")
        if not isinstance(rows, list):
            raise _no_geojson()
        return Features(tuple(map(_feature, rows)), about if isinstance(about, dict) else {})
    if kind == "Feature":
        return Features((_feature(found),), {})
    if kind in POLYGONS:
        return Features((Feature({}, _shape(found)),), {})
    raise _no_geojson()


def _no_geojson() -> Invalid:
    return Invalid(
        "areas.not_geojson", "GeoJSON ではありません。FeatureCollection の ファイルを えらんでください。"
    )


def _feature(each: Any) -> Feature:
    if not isinstance(each, dict):
        raise _no_geojson()
    columns, geometry = each.get("properties") or {}, each.get("geometry")
    if not isinstance(columns, dict) or not isinstance(geometry or {}, dict):
        raise _no_geojson()
    return Feature(columns, _shape(geometry) if geometry else None)


def _shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    try:
        return shape(dict(geometry))
    except (
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ) as error:
        raise Invalid(
            "areas.bad_shape", "かたちとして 読めない行が あります。GIS で ひらいて 書き出し直してください。"
        ) from error
