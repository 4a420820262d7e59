"""Seats per child in two steps (2SFCA), by `bincount`.

Step one shares each place's seats among the children within its minutes whom it lets in, whatever its hours: so a
longer opening never makes a place fuller. Step two adds up, for each point, the shares of the places it can use.
Unknown capacity does not limit: such a place counts as endless.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Near(Protocol):
    """study.Meetings."""

    @property
    def point(self) -> NDArray[np.int32]: ...
    @property
    def place(self) -> NDArray[np.int32]: ...
    @property
    def first(self) -> NDArray[np.int64]: ...


def load(near: Near, children: NDArray[np.float32], lets_in: NDArray[np.bool_]) -> NDArray[np.float64]:
    """float64[P]: the children (float32[D], of one stage) who share each place. Sum it over the stages."""
    weight = children[near.point].astype(np.float64)
    return np.bincount(near.place, weight, len(near.first) - 1).astype(np.float64) * lets_in


def shares(capacity: NDArray[np.float32], load: NDArray[np.float64]) -> NDArray[np.float64]:
    """float64[P]: seats for each child who shares the place; inf where no capacity is stated or nobody shares."""
    known = ~np.isnan(capacity) & (load > 0)
    out = np.full(len(capacity), np.inf)
    np.divide(capacity, load, out=out, where=known, casting="unsafe")
    return out


def seats(
    near: Near,
    capacity: NDArray[np.float32],
    load: NDArray[np.float64],
    usable: NDArray[np.bool_],
    points: int,
) -> NDArray[np.float64]:
    """float64[D]: seats per child over the places a point can use (`usable` bool[K], by meeting)."""
    share = shares(capacity, load)[near.place]
    return np.bincount(near.point[usable], share[usable], points).astype(np.float64)
