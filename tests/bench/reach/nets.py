"""The nets that are measured on: real Ube where the sample data are, and grids as a large town would have them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.datasets.streets import read_streets

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = Path(os.environ.get("IBASHO_SAMPLES", ROOT.parent / "shared" / "data"))
STEP, NOISE, MISSING = 70.0, 10.0, 0.12


@dataclass(frozen=True, slots=True, eq=False)
class Streets:
    """Undirected streets as a file would give them: `u`, `v` int64, `mm` whole millimetres, ids in no useful order."""

    lat: NDArray[np.float64]
    lng: NDArray[np.float64]
    u: NDArray[np.int64]
    v: NDArray[np.int64]
    mm: NDArray[np.int64]

    def arrays(self) -> dict[str, NDArray[Any]]:
        return {"lat": self.lat, "lng": self.lng, "u": self.u, "v": self.v, "mm": self.mm}


def ube() -> Streets | None:
    """10,403 crossings of central Ube; None where the sample data are not here."""
    path = SAMPLES / "ube" / "ube_roads.zip"
    if not path.exists():
        return None
    network = read_streets(path.read_bytes(), filename=path.name).network
    begin = np.repeat(np.arange(network.nodes), np.diff(network.first))
    once = begin < network.to
    mixed = np.random.default_rng(5).permutation(network.nodes)
    place = np.argsort(mixed)
    return Streets(
        network.lat[mixed], network.lng[mixed], place[begin[once]], place[network.to[once]],
        network.mm[once].astype(np.int64),
    )  # fmt: skip


def grid(side: int, seed: int = 7) -> Streets:
    """side × side crossings about 70 m apart, an eighth of the streets missing, ids shuffled."""
    rng = np.random.default_rng(seed)
    count = side * side
    row, column = np.divmod(np.arange(count), side)
    north = row * STEP + rng.normal(0, NOISE, count)
    east = column * STEP + rng.normal(0, NOISE, count)
    u = np.concatenate([np.flatnonzero(column < side - 1), np.flatnonzero(row < side - 1)])
    v = np.concatenate([np.flatnonzero(column < side - 1) + 1, np.flatnonzero(row < side - 1) + side])
    kept = rng.random(len(u)) >= MISSING
    u, v = u[kept], v[kept]
    metres = np.hypot(north[u] - north[v], east[u] - east[v]) * rng.uniform(1, 1.2, len(u))
    mixed = rng.permutation(count)
    lat, lng = np.empty(count), np.empty(count)
    lat[mixed], lng[mixed] = 34.0 + north / 111_195, 138.0 + east / 92_000
    return Streets(lat, lng, mixed[u], mixed[v], np.rint(metres * 1000).astype(np.int64))
