"""Which coordinates a file is in. Only degrees of JGD2000/JGD2011/WGS84 are taken; all else is named and refused,
because a layer in metres or in the old Tokyo datum (some 450 m off) would look right and be wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import JAPAN, Position

Box = tuple[float, float, float, float]  # west, south, east, north
_EPSG = re.compile(r"EPSG:{1,2}(?:[\d.]*:)?(\d{4,5})", re.IGNORECASE)
_DEGREES = {4326, 4612, 6668, 4979, 6697}
_TOKYO = {4301, 5132, *range(30161, 30180)}
_REMEDY = "GIS（QGIS など）で「JGD2011 緯度経度（EPSG:6668）」に 変えて 書き出し、もう一度 えらんでください。"


def refuse_named(words: str) -> None:
    """Raises Invalid where the file's own words (.prj, `crs` of a GeoJSON) name other coordinates; "" says nothing."""
    found = _EPSG.search(words)
    code = int(found[1]) if found else 0
    if code in _TOKYO or re.search(r"D_Tokyo|Tokyo(?:_Datum)?\"|GCS_Tokyo|日本測地系（?旧", words):
        raise Invalid(
            "areas.tokyo_datum",
            f"旧日本測地系（Tokyo Datum）の 座標です。今の地図と 450m ほど ずれるため 入れません。{_REMEDY}",
        )
    if words.lstrip().upper().startswith(("PROJCS", "PROJCRS")) or (code and code not in _DEGREES):
        raise _planar(_name(words, code))


def refuse_numbers(box: Box) -> None:
    """Raises Invalid where the numbers themselves cannot be degrees in Japan. `box` of all shapes of the file."""
    west, south, east, north = box
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 180:
        raise _planar("メートルの 平面座標")


def refuse_outside(box: Box) -> None:
    """Raises Invalid where degrees are not in Japan; swapped ones are named."""
    west, south, east, north = box
    if _in_japan(west, south) and _in_japan(east, north):
        return
    if _in_japan(south, west) and _in_japan(north, east):
        raise Invalid(
            "areas.outside_japan",
            f"緯度と経度が 逆に なっています（座標が 日本の中に ありません）。経度・緯度の順で 書き出してください。{_REMEDY}",
        )
    raise Invalid("areas.outside_japan", f"座標が 日本の中に ありません。{_REMEDY}")


def words_of(found: Mapping[str, Any]) -> str:
    """What a GeoJSON says in its (old) member `crs`."""
    named = found.get("crs")
    if not isinstance(named, Mapping):
        return ""
    properties = named.get("properties")
    return str(properties.get("name") or "") if isinstance(properties, Mapping) else ""


def _in_japan(lng: float, lat: float) -> bool:
    return JAPAN.holds(Position(lat, lng))


def _name(words: str, code: int) -> str:
    quoted = re.match(r'\s*PROJ\w*\["([^"]+)"', words)
    return quoted[1] if quoted else f"EPSG:{code}"


def _planar(name: str) -> Invalid:
    return Invalid(
        "areas.planar",
        f"座標が 緯度・経度では ありません（{name}。平面直角座標などの メートルの 座標です）。{_REMEDY}",
    )
