"""A municipality with the edge of its neighbours: children cross borders, so streets and places do too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.geo import BoundingBox
from ibasho.rooms.reach.datasets.cities.reading import City, Rows
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import Network

SAME = 1e7  # two crossings are one where their degrees agree to seven places (a centimetre)
SLACK_METRES = (
    1_000  # of streets beyond the farthest way, so that the cut makes no loose ends where they matter
)
Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Merged:
    """`own` of the squares, which stand first, are the municipality's; the others only share its places."""

    own: int
    network: Network | None
    codes: tuple[str, ...]
    lat: Floats
    lng: Floats
    children: NDArray[np.float32]
    rows: Rows
    shapes: tuple[object, ...]


def merged(city: City, others: Sequence[City], farthest_metres: float, *, shared: bool) -> Merged:
    """`shared`: seats are shared with the neighbours' children, who come from as far again."""
    reach = city.box.grown(farthest_metres)
    homes = city.box.grown(farthest_metres * 2) if shared else reach
    near = [one for one in others if meets(homes, one.box)]
    living = [_inside(homes, one.lat, one.lng) for one in near]
    open_to = [
        np.ones(len(city.rows.lat), np.bool_),
        *(_inside(reach, one.rows.lat, one.rows.lng) for one in near),
    ]
    return Merged(
        len(city.codes),
        _streets([city, *near], homes.grown(SLACK_METRES)),
        (*city.codes, *(code for one, here in zip(near, living, strict=True) for code in _kept(one.codes, here))),
        np.concatenate([city.lat, *(one.lat[here] for one, here in zip(near, living, strict=True))]),
        np.concatenate([city.lng, *(one.lng[here] for one, here in zip(near, living, strict=True))]),
        np.concatenate([city.children, *(one.children[:, here] for one, here in zip(near, living, strict=True))], 1),
        _rows([city, *near], open_to),
        tuple(shape for one in (city, *near) for _, shape in one.districts),
    )  # fmt: skip


def meets(one: BoundingBox, other: BoundingBox) -> bool:
    north_south = one.south <= other.north and other.south <= one.north
    return north_south and one.west <= other.east and other.west <= one.east


def _inside(box: BoundingBox, lat: Floats, lng: Floats) -> Mask:
    return np.asarray((lat >= box.south) & (lat <= box.north) & (lng >= box.west) & (lng <= box.east))


def _kept(codes: Sequence[str], here: Mask) -> list[str]:
    return [code for code, kept in zip(codes, here.tolist(), strict=True) if kept]


def _rows(cities: Sequence[City], here: Sequence[Mask]) -> Rows:
    pairs = list(zip(cities, here, strict=True))
    return Rows(
        **{
            name: np.concatenate([getattr(one.rows, name)[mask] for one, mask in pairs])
            for name in Rows.__slots__
        }
    )


def _streets(cities: Sequence[City], box: BoundingBox) -> Network | None:
    """None where the municipality itself has no streets: then it is studied along straight lines."""
    if cities[0].network is None:
        return None
    parts = [_cut(one.network, box) for one in cities if one.network is not None]
    begin = np.cumsum([0, *(len(lat) for lat, *_ in parts)])
    lat, lng = np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])
    keys = np.stack([np.rint(lat * SAME), np.rint(lng * SAME)], axis=1).astype(np.int64)
    _, first, number = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    number = number.reshape(-1)
    u = np.concatenate([number[part[2] + at] for part, at in zip(parts, begin, strict=False)])
    v = np.concatenate([number[part[3] + at] for part, at in zip(parts, begin, strict=False)])
    metres = np.concatenate([part[4] for part in parts]) / 1000
    directed = any(one.network is not None and one.network.directed for one in cities)
    return build(lat[first], lng[first], u, v, metres, directed=directed)


def _cut(
    network: Network, box: BoundingBox
) -> tuple[Floats, Floats, NDArray[np.intp], NDArray[np.intp], Floats]:
    """Nodes in the box and the arcs between them: lat, lng, from, to, millimetres."""
    inside = _inside(box, network.lat, network.lng)
    number = np.cumsum(inside) - 1
    start = np.repeat(np.arange(network.nodes), np.diff(network.first))
    kept = inside[start] & inside[network.to]
    return (
        network.lat[inside], network.lng[inside], number[start[kept]], number[network.to[kept]],
        network.mm[kept].astype(np.float64),
    )  # fmt: skip
