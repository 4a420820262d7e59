"""地域メッシュ (JIS X 0410): squares of latitude and longitude, named by digits; a child's code begins with its parent's.

Every square is a whole number of the smallest ones (125 m: 1/960° of latitude, 1/640° of longitude), so that all work
is done in integers. Degrees are JGD2011 (as good as WGS84 here), in the order latitude, longitude.
"""

from __future__ import annotations

import math
from enum import IntEnum
from typing import NamedTuple

from ibasho.base.kernel.errors import Invalid

_ROWS_PER_DEGREE = 960
_COLUMNS_PER_DEGREE = 640
_FIRST_LONGITUDE = 100
_NUDGE = 1e-6  # of a 125 m square, 0.1 mm: a corner computed in floats stays in the square it belongs to

# Squares at the edge of Japan: 沖ノ鳥島 in the south, 択捉島 in the north, 与那国島 in the west, 南鳥島 in the east.
_FIRST_ROWS = range(30, 69)
_FIRST_COLUMNS = range(22, 54)


class Level(IntEnum):
    """The size of a square; the value is the number of digits in its code."""

    KM80 = 4  # 1次
    KM10 = 6  # 2次
    KM1 = 8  # 3次
    M500 = 9
    M250 = 10
    M125 = 11


_SIDE = {Level.KM80: 640, Level.KM10: 80, Level.KM1: 8, Level.M500: 4, Level.M250: 2, Level.M125: 1}
_LEVELS = tuple(Level)


class Bounds(NamedTuple):
    """Degrees. South and west edges belong to the square, north and east to its neighbours."""

    south: float
    west: float
    north: float
    east: float


def encode(lat: float, lon: float, level: Level) -> str:
    """The code of the square that holds a point. Invalid outside Japan, which is also how swapped coordinates show."""
    if not (math.isfinite(lat) and math.isfinite(lon)):
        raise _outside(lat, lon)
    row = math.floor(lat * _ROWS_PER_DEGREE + _NUDGE)
    column = math.floor((lon - _FIRST_LONGITUDE) * _COLUMNS_PER_DEGREE + _NUDGE)
    if row // 640 not in _FIRST_ROWS or column // 640 not in _FIRST_COLUMNS:
        raise _outside(lat, lon)
    return _code_at(row, column, level)


def bounds(code: str) -> Bounds:
    """The edges of a square in degrees."""
    row, column, side = _place(code)
    return Bounds(
        south=row / _ROWS_PER_DEGREE,
        west=_FIRST_LONGITUDE + column / _COLUMNS_PER_DEGREE,
        north=(row + side) / _ROWS_PER_DEGREE,
        east=_FIRST_LONGITUDE + (column + side) / _COLUMNS_PER_DEGREE,
    )


def centre(code: str) -> tuple[float, float]:
    """The middle of a square as (latitude, longitude)."""
    row, column, side = _place(code)
    half = side / 2
    return (row + half) / _ROWS_PER_DEGREE, _FIRST_LONGITUDE + (column + half) / _COLUMNS_PER_DEGREE


def level_of(code: str) -> Level:
    """The size a code names; Invalid when it is no mesh code."""
    _place(code)
    return Level(len(code))


def is_mesh_code(code: str) -> bool:
    """Whether `code` names a square in the grid over Japan (land or sea)."""
    try:
        _place(code)
    except Invalid:
        return False
    return True


def parent(code: str, level: Level | None = None) -> str | None:
    """The square one size up that holds this one, or the one of `level`. None above a first-order square."""
    own = level_of(code)
    wanted = level or max((size for size in _LEVELS if size < own), default=None)
    if wanted is None or wanted > own:
        return None
    return code[:wanted]


def children(code: str) -> tuple[str, ...]:
    """The squares one size down, south to north and west to east: 64, 100, then 4 by 4; none below 125 m."""
    row, column, side = _place(code)
    below = min((size for size in _LEVELS if size > len(code)), default=None)
    if below is None:
        return ()
    step = _SIDE[below]
    return tuple(
        _code_at(row + up, column + right, below)
        for up in range(0, side, step)
        for right in range(0, side, step)
    )


def _code_at(row: int, column: int, level: Level) -> str:
    code = f"{row // 640:02}{column // 640:02}{row % 640 // 80}{column % 640 // 80}{row % 80 // 8}{column % 80 // 8}"
    quarters = (1 + 2 * (row // side % 2) + column // side % 2 for side in (4, 2, 1))
    return (code + "".join(map(str, quarters)))[:level]


def _place(code: str) -> tuple[int, int, int]:
    """The south-west corner in smallest squares, and the side in the same. Invalid when it is no mesh code."""
    if len(code) not in _LEVELS or not (code.isascii() and code.isdigit()):
        raise _no_code(code)
    row, column = int(code[:2]), int(code[2:4])
    inside = row in _FIRST_ROWS and column in _FIRST_COLUMNS
    if (
        not inside
        or any(digit > "7" for digit in code[4:6])
        or any(digit not in "1234" for digit in code[8:])
    ):
        raise _no_code(code)
    padded = code + "00000000"[len(code) :] if len(code) < Level.KM1 else code
    row = row * 640 + int(padded[4]) * 80 + int(padded[6]) * 8
    column = column * 640 + int(padded[5]) * 80 + int(padded[7]) * 8
    for side, digit in zip((4, 2, 1), padded[8:], strict=False):
        row += side * ((int(digit) - 1) // 2)
        column += side * ((int(digit) - 1) % 2)
    return row, column, _SIDE[Level(len(code))]


def _outside(lat: float, lon: float) -> Invalid:
    return Invalid(
        "mesh.outside",
        f"緯度 {lat}、経度 {lon} は日本の外です。緯度と経度が入れかわっていないか、たしかめてください。",
    )


def _no_code(code: str) -> Invalid:
    return Invalid(
        "mesh.code",
        f"「{code}」は地域メッシュコードではありません。4・6・8～11けたの数字をたしかめてください。",
    )
