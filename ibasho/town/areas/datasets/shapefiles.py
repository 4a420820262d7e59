"""Shapefiles in a zip, as 国土数値情報 and e-Stat give them: .shp with .dbf (CP932 or UTF-8), .prj and .cpg where there.

pyshp reads the bytes; which layer of several is meant shows in its kind of shape, then in the shortest name
(A27 comes with the points A27P, N03 with outlines of the whole prefecture beside the municipalities).
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapefile
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets import crs
from ibasho.town.areas.datasets.archives import members, stem

ENDINGS = (".shp", ".dbf", ".prj", ".cpg")
KINDS = {
    "polygon": {shapefile.POLYGON, shapefile.POLYGONM, shapefile.POLYGONZ},
    "line": {shapefile.POLYLINE, shapefile.POLYLINEM, shapefile.POLYLINEZ},
    "point": {shapefile.POINT, shapefile.POINTM, shapefile.POINTZ},
}


@dataclass(frozen=True, slots=True)
class Layer:
    """One Shapefile: its rows as columns and shape, and the name it had in the zip."""

    name: str
    rows: tuple[tuple[dict[str, Any], BaseGeometry | None], ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    name: str
    shp: bytes
    dbf: bytes
    encoding: str
    prj: str

    @property
    def kind(self) -> int:
        return int(struct.unpack("<i", self.shp[32:36])[0])


def read_layer(
    data: bytes, prefer: str = "polygon", only: Callable[[str], bool] | None = None
) -> Layer | None:
    """The Shapefile of a zip, None where it holds none. Refuses other coordinates than degrees of JGD/WGS84.

    With `only` just the columns it says yes to are read, and no shapes: a table of 300 columns stays small.
    """
    found = [parts for parts in _layers(members(data, ENDINGS)) if parts is not None]
    if not found:
        return None
    wanted = [parts for parts in found if parts.kind in KINDS[prefer]] or found
    chosen = min(wanted, key=lambda parts: (len(parts.name), parts.name))
    crs.refuse_named(chosen.prj)
    return Layer(chosen.name, _rows(chosen, only))


def _layers(files: Mapping[str, bytes]) -> list[_Parts | None]:
    lower = {name.lower(): body for name, body in files.items()}
    return [_parts(name, body, lower) for name, body in files.items() if name.lower().endswith(".shp")]


def _parts(name: str, shp: bytes, files: Mapping[str, bytes]) -> _Parts | None:
    dbf = files.get(f"{stem(name)}.dbf")
    if dbf is None or len(shp) < 100 or shp[:4] != b"\x00\x00\x27\x0a":
        return None
    said = files.get(f"{stem(name)}.cpg", b"").decode("ascii", "replace")
    prj = files.get(f"{stem(name)}.prj", b"").decode("utf-8", "replace")
    return _Parts(name, shp, dbf, _encoding(said, dbf), prj)


def _encoding(said: str, dbf: bytes) -> str:
    """What .cpg says; else UTF-8 where the table is valid UTF-8, else CP932 (the older years)."""
    plain = said.strip().upper().replace("-", "").replace("_", "")
    if plain in {"UTF8", "65001"}:
        return "utf-8"
    if plain in {"SHIFTJIS", "SJIS", "CP932", "932", "ANSI932", "MS932"}:
        return "cp932"
    try:
        dbf[32:].decode("utf-8")
    except UnicodeDecodeError:
        return "cp932"
    return "utf-8"


def _rows(
    parts: _Parts, only: Callable[[str], bool] | None
) -> tuple[tuple[dict[str, Any], BaseGeometry | None], ...]:
    (declared,) = struct.unpack(">i", parts.shp[24:28])
    if 2 * declared > len(parts.shp):
        raise _broken()
    try:
        with _reader(parts) as reader:
            return tuple(_columns_of(reader, only) if only else _all_of(reader))
    except (shapefile.ShapefileException, struct.error, ValueError, IndexError) as error:
        raise _broken() from error


def _reader(parts: _Parts) -> Any:
    """A header that declares less than there is (some writers do) is no reason to refuse: pyshp only warns."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", shapefile.PossiblyCorruptFileHeader)
        return shapefile.Reader(
            shp=io.BytesIO(parts.shp),
            dbf=io.BytesIO(parts.dbf),
            encoding=parts.encoding,
            encodingErrors="replace",
        )


def _broken() -> Invalid:
    return Invalid(
        "areas.shapefile_broken",
        "Shapefile として 読めません。とちゅうで 切れていないか たしかめ、.shp・.dbf・.shx・.prj を ひとつの zip に まとめて えらんでください。",
    )


def _all_of(reader: Any) -> Iterator[tuple[dict[str, Any], BaseGeometry | None]]:
    names = [field[0] for field in reader.fields[1:]]
    for each in reader.iterShapeRecords():
        yield dict(zip(names, map(_plain, each.record), strict=True)), _shape(each.shape)


def _columns_of(reader: Any, only: Callable[[str], bool]) -> Iterator[tuple[dict[str, Any], None]]:
    names = [field[0] for field in reader.fields[1:] if only(field[0])]
    for record in reader.iterRecords(fields=names):
        yield {name: _plain(record[name]) for name in names}, None


def _plain(value: Any) -> Any:
    """Texts without the fill of the table, bytes and days as texts, numbers as they are."""
    if isinstance(value, bytes):
        return value.decode("cp932", "replace").strip("\x00 ")
    if isinstance(value, date):
        return value.isoformat()
    return value.strip("\x00 \u3000") if isinstance(value, str) else value


def _shape(found: Any) -> BaseGeometry | None:
    if found is None or found.shapeType == shapefile.NULL:
        return None
    return shape(found.__geo_interface__)
