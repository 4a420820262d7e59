"""Pairs where there are no streets: the straight line × 1.3. Buckets of one reach each, never places × points."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.geo import haversine_m
from ibasho.rooms.reach.engine import kernels
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.rules import DETOUR

Floats = NDArray[np.float64]
EARTH_M = haversine_m(0, 0, 0, 180) / math.pi
BUCKETS_MAX = 1 << 20


def straight(
    place_lat: Floats, place_lng: Floats, lat: Floats, lng: Floats, mm_max: int, detour: float = DETOUR
) -> Pairs:
    """`point` is the index of the demand. Whole millimetres, rounded; pairs with at most `mm_max`."""
    if not len(lat) or not len(place_lat):
        return Pairs(np.zeros(len(place_lat) + 1, np.int64), np.empty(0, np.int32), np.empty(0, np.int32))
    height, width = _bucket(lat, lng, mm_max / 1000 / detour)
    south, west = lat.min(), lng.min()
    rows, columns = int((lat.max() - south) / height) + 1, int((lng.max() - west) / width) + 1
    bucket = _within(lat - south, height, rows) * columns + _within(lng - west, width, columns)
    order = np.argsort(bucket, kind="stable").astype(np.int32)
    first = np.zeros(rows * columns + 1, np.int64)
    np.cumsum(np.bincount(bucket, minlength=rows * columns), out=first[1:])
    given = (
        np.floor((place_lat - south) / height).astype(np.int64),
        np.floor((place_lng - west) / width).astype(np.int64),
        place_lat, place_lng, order, first, rows, columns, lat, lng, EARTH_M, detour, mm_max,
    )  # fmt: skip
    starts = np.zeros(len(place_lat) + 1, np.int64)
    found = kernels.straight(*given, starts, np.empty(0, np.int32), np.empty(0, np.int32))
    point, mm = np.empty(found, np.int32), np.empty(found, np.int32)
    if found:
        kernels.straight(*given, starts, point, mm)
    return Pairs(starts, point, mm)


def _bucket(lat: Floats, lng: Floats, metres: float) -> tuple[float, float]:
    """Degrees that are nowhere shorter than `metres`, and not so small that the buckets outnumber a million."""
    height = math.degrees(metres / EARTH_M) * 1.001 + 1e-9
    widest = min(89.0, max(abs(float(lat.max())), abs(float(lat.min()))) + height)
    width = height / math.cos(math.radians(widest))
    over = (np.ptp(lat) / height + 1) * (np.ptp(lng) / width + 1) / BUCKETS_MAX
    grow = math.sqrt(max(1.0, float(over)))
    return height * grow, width * grow


def _within(along: Floats, size: float, bins: int) -> NDArray[np.int64]:
    return np.minimum((along / size).astype(np.int64), bins - 1)
