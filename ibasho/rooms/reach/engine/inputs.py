"""What the engine is given. S stages, D points where children live, P places, W words of 64 half-hours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.engine.network import Pairs

Ints = NDArray[np.int32]
Words = NDArray[np.uint64]


class Verdict(IntEnum):
    """What a place says to a stage (places.rules.eligibility). Only ALONE counts as reach for a child who goes
    alone; ALONE and WITH_ADULT do for one who is brought. ASK is never a yes nobody gave."""

    NO = 0
    ASK = 1
    WITH_ADULT = 2
    ALONE = 3


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """Points where children live: crossings of the streets (or middles of cells where there are no streets).

    `node` int32[D] of the network (-1 without streets) · `lat`, `lng` float64[D] · `cell` int32[D] index of the cell
    · `district` int32[D] index of the 小学校区, -1 unknown · `children` float32[S, D], spread evenly over a cell's
    points, rows in the order of `areas.stages.CHILD_STAGES`.
    """

    node: Ints
    lat: NDArray[np.float64]
    lng: NDArray[np.float64]
    cell: Ints
    district: Ints
    children: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """`district` int32[P] (-1 unknown) · `open` uint64[P, W] half-hours in which it is open throughout ·
    `verdict` uint8[S, P] of Verdict · `purpose` uint32[P] bit set of purposes (bit 0 is every place) · `kind`
    int32[P] (< 32) · `capacity` float32[P], NaN where none is said · `school_hours` bool[P] says that children may
    come while school is on."""

    district: Ints
    open: Words
    verdict: NDArray[np.uint8]
    purpose: NDArray[np.uint32]
    kind: Ints
    capacity: NDArray[np.float32]
    school_hours: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Way:
    """One way of going: on foot, by bicycle, by stroller, car or bus. `mm_max` = metres a minute × minutes × 1000.
    `pairs` come from its own network (the bus adds rides); `inside` True: only to places of one's own 小学校区."""

    pairs: Pairs
    mm_per_minute: int
    minutes_max: int
    inside: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """How one stage moves in one layer. `stage` is the row of `Demand.children`; a point reaches a place by the way
    that takes the fewest minutes. `allowed` uint64[M+1, W]: with m minutes of travel the child can be there in these
    half-hours (after school + m, and home again by 帰宅時刻); row m for m = 0 … M. `least` is the Verdict a place
    must give at least. `school_hours_only`: only places that say so (weekday mornings, 不登校)."""

    stage: int
    ways: tuple[Way, ...]
    allowed: Words
    least: Verdict
    school_hours_only: bool = False
