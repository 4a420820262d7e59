"""Streets as a directed graph in compressed rows (CSR), packed into one blob per version.

Nodes are crossings, along a Hilbert curve so that neighbours lie together in memory; arcs carry whole millimetres. What the
children walk is exact to the millimetre; speed is a setting and is applied afterwards.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float64]
UNREACHED = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """n nodes, m arcs (each direction is an arc of its own).

    `lat`, `lng` float64[n] degrees · `first` int32[n+1], `to` int32[m], `mm` int32[m]: the arcs out of node i are
    `first[i]:first[i+1]` · `island` int32[n]: 0 the largest connected piece, 1 the next … · `version` names the bytes
    · `directed` False: every arc has its twin of the same length, so that there is as far as back.
    """

    lat: Floats
    lng: Floats
    first: Ints
    to: Ints
    mm: Ints
    island: Ints
    version: str
    directed: bool = False

    @property
    def nodes(self) -> int:
        return len(self.lat)

    @property
    def arcs(self) -> int:
        return len(self.to)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which points lie within reach of which places, by place: those of place j are `first[j]:first[j+1]`.

    `point` int32[k] is a node of the network (or, without streets, an index of the demand), `mm` int32[k] the way
    from the point to the place along the streets (there and back are taken as equally long).
    """

    first: NDArray[np.int64]
    point: Ints
    mm: Ints

    @property
    def places(self) -> int:
        return len(self.first) - 1


def pack(network: Network) -> bytes:
    """Compressed, without its version."""
    out = io.BytesIO()
    np.savez_compressed(
        out, lat=network.lat, lng=network.lng, first=network.first, to=network.to, mm=network.mm,
        island=network.island, directed=network.directed,
    )  # fmt: skip
    return out.getvalue()


def unpack(packed: bytes, version: str) -> Network:
    with np.load(io.BytesIO(packed), allow_pickle=False) as found:
        given = {name: found[name] for name in found.files}
    return Network(**{**given, "directed": bool(given.get("directed", False))}, version=version)


def version_of(*arrays: NDArray[np.generic]) -> str:
    """The same streets give the same version, on whichever day they are read."""
    digest = hashlib.sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).tobytes())
    return digest.hexdigest()[:32]
