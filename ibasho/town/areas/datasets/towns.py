"""Towns as points: Geolonia 住所データ (CSV or JSON), GeoJSON points, or the city's own 町字→学区 table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position, read_position
from ibasho.base.kernel.kana import to_hiragana
from ibasho.town.areas.datasets.features import Feature, read_features

CITY = "市区町村コード"
NAMES = ("town", "大字町丁目名", "町字名", "町名", "町", "名称", "name")
PARTS = ("koaza", "小字・通称名", "小字")
KANA = ("kana", "大字町丁目名カナ", "町名カナ", "よみ", "ふりがな", "カナ")
DISTRICTS = ("小学校区", "小学校", "校区", "学区", "district")
GEOLONIA = "Geolonia 住所データ（CC BY 4.0）"


@dataclass(frozen=True, slots=True)
class TownRow:
    """`district` is the file's own word for the 小学校区, "" where it has none."""

    name: str
    kana: str
    lat: float
    lng: float
    district: str = ""


@dataclass(frozen=True, slots=True)
class TownFile:
    """`skipped` counts rows without a name or a position in Japan: a town nobody can start from.

    Where no row has a position but rows name a 小学校区, the file is the city's own 町字→学区 table: `districts` is
    town → its word for the 小学校区, and `rows` is empty.
    """

    rows: tuple[TownRow, ...]
    skipped: int
    source: str
    districts: dict[str, str] = field(default_factory=dict)


def read_towns(data: bytes, *, code: str, filename: str = "") -> TownFile:
    found = read_features(data, filename)
    rows = found.of_city(CITY, code) if found.has(CITY) else found.rows
    towns = [town for town in map(_town, rows) if town is not None]
    if not towns and (named := _districts(rows)):
        return TownFile((), 0, "", named)
    if not towns:
        raise Invalid(
            "areas.no_towns",
            "町の名前と位置が 読めません。町の名前・緯度・経度（または 町の名前・小学校区）の 列がある ファイルを えらんでください。",
        )
    geolonia = found.has("大字町丁目名") or found.has("town", "koaza")
    return TownFile(tuple(dict.fromkeys(towns)), len(rows) - len(towns), GEOLONIA if geolonia else "")


def _districts(rows: Iterable[Feature]) -> dict[str, str]:
    return {_name(row): row.text(*DISTRICTS) for row in rows if _name(row) and row.text(*DISTRICTS)}


def _name(row: Feature) -> str:
    return row.text(*NAMES).removeprefix("大字") + row.text(*PARTS)


def _town(row: Feature) -> TownRow | None:
    name, spot = _name(row), _position(row)
    if not name or spot is None:
        return None
    return TownRow(name, to_hiragana(row.text(*KANA)), spot.lat, spot.lng, row.text(*DISTRICTS))


def _position(row: Feature) -> Position | None:
    if row.geometry is not None and row.geometry.geom_type == "Point":
        lng, lat = row.geometry.coords[0][:2]
        return read_position(str(lat), str(lng)).position
    return read_position(row.text("lat", "緯度"), row.text("lng", "lon", "経度")).position
