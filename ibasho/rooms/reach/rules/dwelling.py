"""At which crossings the children of each square are taken to live. Pure: shared by one city's study and that of many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.engine.network import Network
from ibasho.town.areas.engine.snapping import scraps, snap

SNAP_METRES_MAX = 500  # a square or place further from every street is left out, and said
Ints = NDArray[np.int32]
Floats = NDArray[np.float64]


def crossings(
    of: Ints, living: NDArray[np.integer], lat: Floats, lng: Floats, network: Network
) -> tuple[Ints, Ints, Ints]:
    """(node, square) of each point, and the squares with children that no street comes near.

    `of` int32[nodes] the square each crossing lies in, -1 none · `living` the squares with children · `lat`, `lng`
    float64[C] their middles: a square without a crossing counts at the nearest one.
    """
    scrap = scraps(network)
    proper = np.zeros(len(lat), np.bool_)
    proper[of[(of >= 0) & ~scrap]] = True
    # Loose ends of a map are not homes; they count only where a square has nothing else.
    kept = np.flatnonzero((of >= 0) & (~scrap | ~proper[of]) & np.isin(of, living))
    bare = np.setdiff1d(living, of[kept])
    snapped, _ = snap(network, lat[bare], lng[bare], metres_max=SNAP_METRES_MAX)
    near = snapped >= 0
    node = np.concatenate((kept, snapped[near])).astype(np.int32)
    return node, np.concatenate((of[kept], bare[near])).astype(np.int32), bare[~near].astype(np.int32)
