"""小学校区: A27 of 国土数値情報, whose columns changed their meaning by year, or the city's own list.

2010: A27_005 code, 006 founder, 007 name, 008 address. 2016: 001 code, 002 founder, 003 name, 004 address.
2021 and later: 001 code, 002 founder, 003 school code, 004 name, 005 address. Which it is shows in the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import read_position
from ibasho.base.kernel.kana import to_hiragana
from ibasho.town.areas.datasets.features import Feature, Features, polygon_of, read_features

A27_SOURCE = "国土数値情報（小学校区データ）（国土交通省）"
CODE_MAX = 16
NAMES = ("小学校区", "校区名", "学区名", "学区", "小学校名", "学校名", "名称", "name")
SCHOOLS = ("学校名", "小学校名", "学校", "school")
CODES = ("学校コード", "校区コード", "番号", "コード", "code")
KANA = ("よみ", "ふりがな", "名称_カナ", "カナ", "kana")


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The fields of a SchoolDistrict as far as the file has them. `geometry` None: only the name is known."""

    code: str
    name: str
    school: str
    kana: str = ""
    geometry: dict[str, Any] | None = None
    lat: float | None = None
    lng: float | None = None


@dataclass(frozen=True, slots=True)
class DistrictFile:
    rows: tuple[DistrictRow, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Layout:
    """The columns that say city, school and name; `school_code` "" where the year has none."""

    city: str
    name: str
    school_code: str = ""


def read_districts(data: bytes, *, code: str, filename: str = "") -> DistrictFile:
    """The districts of the municipality with this code; several rows of one school become one shape."""
    found = read_features(data, filename)
    layout = _layout(found)
    if layout is None:
        return DistrictFile(tuple(_own(row) for row in _named(found.rows)), "")
    parts: dict[str, list[Feature]] = {}
    for row in found.of_city(layout.city, code):
        parts.setdefault(row.text(layout.school_code) or row.text(layout.name), []).append(row)
    return DistrictFile(tuple(_published(layout, rows) for rows in parts.values()), A27_SOURCE)


def _layout(found: Features) -> _Layout | None:
    if found.has("A27_007", "A27_008"):
        return _Layout("A27_005", "A27_007")
    if found.has("A27_001", "A27_004", "A27_005"):
        return _Layout("A27_001", "A27_004", "A27_003")
    if found.has("A27_001", "A27_003", "A27_004"):
        return _Layout("A27_001", "A27_003")
    return None


def _published(layout: _Layout, rows: list[Feature]) -> DistrictRow:
    school = rows[0].text(layout.name)
    name = short_name(school)
    return DistrictRow(
        code_of(rows[0].text(layout.school_code) or name), name, school, geometry=polygon_of(rows)
    )


def _named(rows: Iterable[Feature]) -> tuple[Feature, ...]:
    named = tuple(row for row in rows if row.text(*NAMES))
    if not named:
        raise Invalid(
            "areas.no_name",
            "小学校区の名前の列が ありません。A27 のファイルか、「小学校区」の列がある表を えらんでください。",
        )
    return named


def _own(row: Feature) -> DistrictRow:
    name = short_name(row.text(*NAMES))
    spot = read_position(row.text("緯度", "lat"), row.text("経度", "lng", "lon")).position
    return DistrictRow(
        code=code_of(row.text(*CODES) or name),
        name=name,
        school=row.text(*SCHOOLS),
        kana=to_hiragana(row.text(*KANA)),
        geometry=polygon_of([row]),
        lat=spot.lat if spot else None,
        lng=spot.lng if spot else None,
    )


def short_name(words: str) -> str:
    """「掛川市立東山口小学校」 or 「東山口小学校区」 → 「東山口」."""
    rest = re.sub(r"^.*?[都道府県市区町村]立", "", words)
    for ending in ("小学校区", "小学校", "小校区", "小学区", "校区", "学区"):
        if rest.endswith(ending) and rest != ending:
            return rest.removesuffix(ending)
    return rest


def code_of(words: str) -> str:
    """The code itself, or where it is too long for one a short one that stays the same each time."""
    return words if len(words) <= CODE_MAX else f"{crc32(words.encode()):08x}"
