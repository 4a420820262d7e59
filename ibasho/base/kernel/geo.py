"""Positions on the ground: reading them from files, distances, coarse positions, bounding boxes.

Degrees are WGS84/JGD2011 decimal degrees, distances metres.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

_EARTH_M = 6_371_008.8
_MESH_PER_LAT = 240  # a half mesh (JIS X 0410, about 500 m) is 15″ by 22.5″
_MESH_PER_LNG = 160


@dataclass(frozen=True, slots=True)
class Position:
    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class BoundingBox:
    south: float
    west: float
    north: float
    east: float

    def holds(self, at: Position) -> bool:
        return self.south <= at.lat <= self.north and self.west <= at.lng <= self.east

    def grown(self, metres: float) -> BoundingBox:
        d_lat = math.degrees(metres / _EARTH_M)
        widest = max(abs(self.south), abs(self.north))
        d_lng = d_lat / max(0.01, math.cos(math.radians(widest)))
        return BoundingBox(self.south - d_lat, self.west - d_lng, self.north + d_lat, self.east + d_lng)


JAPAN = BoundingBox(south=20.0, west=122.0, north=46.0, east=154.5)


def haversine_m(lat1: float, lng1: float, lat2: float, lng2: float) -> float:
    """Metres along the sphere; within 0.5 % of the ellipsoid in Japan."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((phi2 - phi1) / 2) ** 2
    half += math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lng2 - lng1) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(min(1.0, half)))


def in_japan(lat: float, lng: float) -> bool:
    return JAPAN.holds(Position(lat, lng))


def coarse(lat: float, lng: float) -> Position:
    """The middle of the half mesh (about 500 m) the point lies in: safe to show for a private home."""
    row = math.floor(round(lat * _MESH_PER_LAT, 9))
    column = math.floor(round(lng * _MESH_PER_LNG, 9))
    return Position(round((row + 0.5) / _MESH_PER_LAT, 7), round((column + 0.5) / _MESH_PER_LNG, 7))


@dataclass(frozen=True, slots=True)
class GeoNote:
    """What reading a position found. `code`: swapped, dms, combined, rough (all kept); incomplete,
    not_number, zero, outside_japan (no position)."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PositionReading:
    position: Position | None
    notes: tuple[GeoNote, ...] = ()


_NOTES = {
    "swapped": ("緯度と経度が逆になっていたので、入れかえて読みました", "もとのファイルの2つの列を入れかえてください"),
    "dms": ("度分秒の書き方だったので、十進の度に直して読みました", "「34.7691」のような十進の度で書いてください"),
    "combined": ("1つのセルに緯度と経度の両方があったので、分けて読みました", "緯度と経度を別の列に書いてください"),
    "rough": ("小数が2けた以下で、1km前後ずれているかもしれません", "地図で確かめ、小数5けた以上で書いてください"),
    "incomplete": ("緯度と経度の片方しかありません", "両方を書いてください。わからなければ両方を空けてください"),
    "not_number": ("緯度・経度を数として読めません", "「34.7691」のような十進の度で書いてください"),
    "zero": ("緯度・経度が0です", "わからなければ空けてください"),
    "outside_japan": ("日本の外を指しています", "緯度はおよそ20～46、経度はおよそ122～154です。地図で確かめてください"),
}  # fmt: skip
_DMS = re.compile(
    r"([+-]?\d{1,3}(?:\.\d+)?)\s*[°度˚º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[′'分’]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:[″\"秒”]|'')?\s*)?"
)
_HEMISPHERE = re.compile(r"^(?:北緯|東経|[NE])\s*|\s*[NE]$", re.IGNORECASE)
_PAIR = re.compile(r"\s*(-?\d{1,3}\.\d+)\s*[,、/\s]\s*(-?\d{1,3}\.\d+)\s*")


def parse_degrees(text: str) -> float | None:
    """Decimal degrees from 「34.7691」, 「３４．７６９１」, 「34°46′9″」 or 「北緯34度46分9秒」."""
    plain = _HEMISPHERE.sub("", _folded(text))
    if re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)", plain):
        return float(plain)
    match = _DMS.fullmatch(plain)
    if not match:
        return None
    degrees, minutes, seconds = (float(part or 0) for part in match.groups())
    if minutes >= 60 or seconds >= 60:
        return None
    return math.copysign(abs(degrees) + minutes / 60 + seconds / 3600, degrees)


def read_position(lat_text: str, lng_text: str) -> PositionReading:
    """Two cells of a file. Empty cells give no position and no note. A swap is mended and said;
    what cannot be a place in Japan gives no position and says so."""
    lat_text, lng_text, codes = _two_texts(_folded(lat_text), _folded(lng_text))
    if not lat_text and not lng_text:
        return PositionReading(None)
    if not lat_text or not lng_text:
        return _no_position("incomplete")
    lat, lng = parse_degrees(lat_text), parse_degrees(lng_text)
    if lat is None or lng is None:
        return _no_position("not_number")
    if lat == 0 and lng == 0:
        return _no_position("zero")
    if not in_japan(lat, lng):
        if not in_japan(lng, lat):
            return _no_position("outside_japan")
        lat, lng = lng, lat
        codes.append("swapped")
    codes += _manner(lat_text, lng_text)
    return PositionReading(Position(round(lat, 8), round(lng, 8)), tuple(_note(code) for code in codes))


def _folded(text: str) -> str:
    # NFKC would turn ″ into two primes, so quotes are settled first.
    settled = text.replace("″", '"').replace("”", '"').replace("′", "'").replace("’", "'")
    return unicodedata.normalize("NFKC", settled).replace("−", "-").replace("゜", "°").strip()


def _two_texts(lat: str, lng: str) -> tuple[str, str, list[str]]:
    pair = _PAIR.fullmatch(lat) or _PAIR.fullmatch(lng)
    if pair and (not lat or not lng or lat == lng):
        return pair[1], pair[2], ["combined"]
    return lat, lng, []


def _manner(*texts: str) -> list[str]:
    plain = [text for text in texts if re.fullmatch(r"[+-]?[\d.]+", _HEMISPHERE.sub("", text))]
    if len(plain) < len(texts):
        return ["dms"]
    return ["rough"] if any(len(text.partition(".")[2]) <= 2 for text in plain) else []


def _no_position(code: str) -> PositionReading:
    return PositionReading(None, (_note(code),))


def _note(code: str) -> GeoNote:
    message, remedy = _NOTES[code]
    return GeoNote(code, message, remedy)
