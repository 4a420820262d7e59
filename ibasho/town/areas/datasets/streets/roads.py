"""What every reader of streets gives before anything is joined or left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

OSM_SOURCE = "© OpenStreetMap contributors（ODbL 1.0）"
EARTH_M = 6_371_008.8
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Roads:
    """`u`, `v` int64[m] are indexes of the nodes at `lat`, `lng`; `metres` float64[m] along the street as the file
    says (NaN: it does not), `drawn` float64[m] along its shape (NaN: it has none).

    `left_out` counts ways by why they are no streets for children (`motorway`, `private`, …), `broken` those whose
    shape or ends are missing.
    """

    lat: Floats
    lng: Floats
    u: Whole
    v: Whole
    metres: Floats
    drawn: Floats
    form: str
    source: str = ""
    as_of: date | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)
    broken: int = 0
    steps: int = 0


def metres_between(lat1: Floats, lng1: Floats, lat2: Floats, lng2: Floats) -> Floats:
    """Along the sphere, as kernel.geo.haversine_m, for arrays."""
    a, b = np.radians(lat1), np.radians(lat2)
    half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(np.radians(lng2 - lng1) / 2) ** 2
    out: Floats = 2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return out
