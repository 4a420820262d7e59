"""From one position to many, and from small squares to places: metres along the streets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import UNREACHED, Floats, Network
from ibasho.town.areas.engine.search import distances, within
from ibasho.town.areas.engine.snapping import METRES_PER_DEGREE, scraps, snap

ROWS_PER_DEGREE, COLUMNS_PER_DEGREE, FIRST_LONGITUDE = 480, 320, 100  # 250 m squares of JIS X 0410
NUDGE = 1e-6  # as in kernel.mesh: a corner computed in floats stays in the square it belongs to
UNIT = 10  # metres: what one step of a byte means
UNKNOWN = 255
SIDES = (13, 11, 9, 7)  # squares: a place in the middle of 13 is told about 1.6 km around it
BYTES_MAX = 44_000  # become 59 kB of text


@dataclass(frozen=True, slots=True, eq=False)
class Squares:
    """For each place `side` × `side` bytes, row by row from the south-west; the place's own square is in the middle.

    A byte times `unit` is the way in metres from the square's middle crossing to the place, UNKNOWN where there is no
    crossing or the way is longer than a byte can say.
    """

    side: int
    unit: int
    ways: NDArray[np.uint8]


def metres_along(network: Network, lat: float, lng: float, lats: ArrayLike, lngs: ArrayLike) -> Floats:
    """From one position to each of the others, NaN where one of the two stands at no street or no way leads there.

    From crossing to crossing: never below the straight line between the positions themselves.
    """
    north, east = np.asarray(lats, np.float64), np.asarray(lngs, np.float64)
    nodes, _ = snap(network, np.append(north, lat), np.append(east, lng))
    if nodes[-1] < 0:
        return np.full(len(north), np.nan)
    mm = distances(network, int(nodes[-1]))
    along = np.where(nodes[:-1] >= 0, mm[nodes[:-1]], UNREACHED)
    straight = straight_metres(lat, lng, north, east)
    return np.where(along == UNREACHED, np.nan, np.maximum(along / 1000, straight))


def warm() -> None:
    """Compiles what the minutes on a page need: once per update, so that no child waits for the compiler."""
    streets = build([34.0, 34.001], [138.0, 138.0], [0], [1], [111.0])
    metres_along(streets, 34.0, 138.0, [34.001], [138.0])
    squares(streets, [34.0], [138.0])


def straight_metres(lat: float, lng: float, lats: Floats, lngs: Floats) -> Floats:
    """As the crow flies; good to a thousandth within a city."""
    wide = np.cos(np.radians((lats + lat) / 2))
    away: Floats = np.hypot((lngs - lng) * wide, lats - lat) * METRES_PER_DEGREE
    return away


def squares(network: Network, lats: ArrayLike, lngs: ArrayLike) -> Squares | None:
    """What a page needs to tell the way from any square nearby; None where that would be too much to send."""
    north, east = np.asarray(lats, np.float64), np.asarray(lngs, np.float64)
    side = next((side for side in SIDES if len(north) * side * side <= BYTES_MAX), 0)
    if not side or not len(north):
        return None
    middle = _middles(network)
    nodes, _ = snap(network, north, east)
    pairs = within(network, nodes, (UNKNOWN - 1) * UNIT * 1000)
    place = np.repeat(np.arange(len(north)), np.diff(pairs.first))
    row, column = _square(network.lat[pairs.point], network.lng[pairs.point])
    own_row, own_column = _square(north, east)
    down, across = row - own_row[place] + side // 2, column - own_column[place] + side // 2
    seen = middle[pairs.point] & (down >= 0) & (down < side) & (across >= 0) & (across < side)
    ways = np.full((len(north), side * side), UNKNOWN, np.uint8)
    ways[place[seen], (down * side + across)[seen]] = np.rint(pairs.mm[seen] / (UNIT * 1000))
    return Squares(side, UNIT, ways)


def _square(lat: Floats, lng: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Row and column of the 250 m squares, counted from the equator and from 100° east."""
    row = np.floor(lat * ROWS_PER_DEGREE + NUDGE).astype(np.int64)
    return row, np.floor((lng - FIRST_LONGITUDE) * COLUMNS_PER_DEGREE + NUDGE).astype(np.int64)


def _middles(network: Network) -> NDArray[np.bool_]:
    """bool[n]: the crossing nearest to the middle of its square, scraps of street left out."""
    row, column = _square(network.lat, network.lng)
    north = network.lat * ROWS_PER_DEGREE - row - 0.5
    east = (network.lng - FIRST_LONGITUDE) * COLUMNS_PER_DEGREE - column - 0.5
    away = np.where(scraps(network), np.inf, np.hypot(north, east))
    order = np.lexsort((away, column, row))
    begins = np.ones(len(order), np.bool_)
    begins[1:] = (np.diff(row[order]) != 0) | (np.diff(column[order]) != 0)
    middle = np.zeros(network.nodes, np.bool_)
    middle[order[begins]] = True
    return middle & np.isfinite(away)
