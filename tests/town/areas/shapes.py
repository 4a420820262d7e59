"""Squares of one hundredth of a degree, as GeoJSON and as the published files write them."""

from __future__ import annotations

import json
from typing import Any

CITY = "222135"


def square(west: float, south: float, size: float = 0.01) -> dict[str, Any]:
    east, north = west + size, south + size
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*rows: tuple[dict[str, Any], dict[str, Any] | None], **about: Any) -> bytes:
    features = [{"type": "Feature", "properties": columns, "geometry": shape} for columns, shape in rows]
    found = {"type": "FeatureCollection", "features": features, **about}
    return json.dumps(found, ensure_ascii=False).encode()
