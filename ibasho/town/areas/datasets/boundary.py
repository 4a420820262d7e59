"""The city's outline: N03 行政区域 of 国土数値情報, as published or as processed by others, or any polygon."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ibasho.base.kernel.errors import Invalid
from ibasho.town.areas.datasets.cities import is_designated
from ibasho.town.areas.datasets.features import polygon_of, read_features

CODE, NAME = "N03_007", "N03_004"
N03_SOURCE = "国土数値情報（行政区域データ）（国土交通省）"


@dataclass(frozen=True, slots=True)
class OutlineFile:
    """`source` and `as_of` are what the file says of itself, "" and None where it does not; `name` too, and "" where
    it names only the wards of a designated city."""

    name: str
    geometry: dict[str, Any]
    source: str
    as_of: date | None


def read_boundary(data: bytes, *, code: str, filename: str = "") -> OutlineFile:
    """All polygons of the municipality with this code; all polygons where the file has no code column."""
    found = read_features(data, filename)
    published = found.has(CODE)
    rows = found.of_city(CODE, code) if published else found.rows
    geometry = polygon_of(rows)
    if geometry is None:
        raise Invalid(
            "areas.no_shape", "市の境の かたちが ありません。Polygon の GeoJSON を えらんでください。"
        )
    said = str(found.about.get("cc:attributionText") or "")
    return OutlineFile(
        "" if published and is_designated(code) else rows[0].text(NAME, "name", "名称"),
        geometry,
        said or (N03_SOURCE if published else ""),
        _issued(found.about),
    )


def _issued(about: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(about.get("dc:issued", ""))[:10])
    except ValueError:
        return None
