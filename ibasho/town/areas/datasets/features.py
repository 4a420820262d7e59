"""Features of a file: GeoJSON, a JSON list, a CSV/XLSX table, or a zip as 国土数値情報 gives it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import JAPAN
from ibasho.base.kernel.tables import Limits, read_table

BYTES_MAX = 300 * 1024 * 1024  # a whole prefecture of A27 or N03 is below 100 MB
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
        found = tuple(row for row in self.rows if row.text(column)[:5] == code[:5])
        if not found:
            raise Invalid(
                "areas.other_city",
                f"このファイルには 市区町村コード {code[:5]} の行が ありません。市のある都道府県のファイルを えらんでください。",
            )
        return found


def read_features(data: bytes, filename: str = "") -> Features:
    """Raises Invalid with one sentence where the bytes are nothing we know."""
    if len(data) > BYTES_MAX:
        raise Invalid("areas.too_large", "300MBをこえるファイルは読めません。市の分だけに 分けてください。")
    if data.startswith(b"PK\x03\x04") and (inner := _geojson_in(data)):
        data = inner
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        found = _from_json(data)
    else:
        table = read_table(data, filename, limits=TABLE_LIMITS)
        found = Features(tuple(Feature(row.cells) for row in table.rows), {})
    if not found.rows:
        raise Invalid(
            "areas.no_rows", "ファイルに 行が ひとつも ありません。中身のあるファイルを えらんでください。"
        )
    return found


def polygon_of(rows: Iterable[Feature]) -> dict[str, Any] | None:
    """One Polygon or MultiPolygon of all the rows' polygons, None if none has one. Invalid outside Japan."""
    shapes = [row.geometry for row in rows if row.geometry is not None and row.geometry.geom_type in POLYGONS]
    if not shapes:
        return None
    whole = shapely.union_all([shapely.make_valid(each) for each in shapes])
    west, south, east, north = whole.bounds
    if not (JAPAN.west <= west and east <= JAPAN.east and JAPAN.south <= south and north <= JAPAN.north):
        raise Invalid(
            "areas.outside_japan",
            "座標が 日本の中に ありません。経度・緯度の順の 十進の度（JGD2011）で 書き出した GeoJSON を えらんでください。",
        )
    return dict(mapping(_areas_only(whole)))


def _areas_only(whole: BaseGeometry) -> BaseGeometry:
    """Mending a shape may leave lines and points beside it: they enclose nothing."""
    if whole.geom_type in POLYGONS:
        return whole
    return shapely.union_all([part for part in shapely.get_parts(whole) if part.geom_type in POLYGONS])


def _geojson_in(data: bytes) -> bytes | None:
    """The one GeoJSON of a zip; None where the zip is a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "[Content_Types].xml" in archive.namelist():
            return None
        members = [
            each for each in archive.infolist() if each.filename.lower().endswith((".geojson", ".json"))
        ]
        if len(members) != 1 or members[0].file_size > BYTES_MAX:
            raise Invalid(
                "areas.zip",
                "zip の中に GeoJSON が ひとつだけ あるものを 読めます。zip を ひらいて .geojson を えらんでください。",
            )
        return archive.read(members[0])


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
    kind = found.get("type")
    if kind == "FeatureCollection":
        rows = tuple(_feature(each) for each in found.get("features", ()))
        return Features(rows, found.get("metadata") or {})
    if kind == "Feature":
        return Features((_feature(found),), {})
    if kind in POLYGONS:
        return Features((Feature({}, _shape(found)),), {})
    raise Invalid(
        "areas.not_geojson", "GeoJSON ではありません。FeatureCollection の ファイルを えらんでください。"
    )


def _feature(each: Mapping[str, Any]) -> Feature:
    return Feature(each.get("properties") or {}, _shape(each["geometry"]) if each.get("geometry") else None)


def _shape(geometry: Mapping[str, Any]) -> BaseGeometry:
    try:
        return shape(dict(geometry))
    except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.GEOSException) as error:
        raise Invalid(
            "areas.bad_shape", "かたちとして 読めない行が あります。GIS で ひらいて 書き出し直してください。"
        ) from error
