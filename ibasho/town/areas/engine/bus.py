"""Buses as rides from stop to stop: with the mean wait before them, added to the streets for one pace. A めやす."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.engine.building import extended
from ibasho.town.areas.engine.network import Floats, Ints, Network, version_of
from ibasho.town.areas.engine.snapping import snap

MM_MAX = 1_500_000_000  # a ride longer than this many millimetres of walking is none
STOP_METRES = 150.0  # a stop further from every street is not got to
Minutes = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Bus:
    """`lat`, `lng` float64[s] of the stops. Ride k goes from stop `a[k]` to stop `b[k]`, takes `ride[k]` minutes on
    average and comes after a mean wait of `wait[k]` minutes (half of the time between two buses)."""

    lat: Floats
    lng: Floats
    a: Ints
    b: Ints
    ride: Minutes
    wait: Minutes
    version: str

    @property
    def stops(self) -> int:
        return len(self.lat)


def bus_of(lat: Floats, lng: Floats, a: Ints, b: Ints, ride: Minutes, wait: Minutes) -> Bus:
    return Bus(lat, lng, a, b, ride, wait, version_of(lat, lng, a, b, ride, wait))


def pack_bus(bus: Bus) -> bytes:
    out = io.BytesIO()
    np.savez_compressed(out, lat=bus.lat, lng=bus.lng, a=bus.a, b=bus.b, ride=bus.ride, wait=bus.wait)
    return out.getvalue()


def unpack_bus(packed: bytes, version: str) -> Bus:
    with np.load(io.BytesIO(packed), allow_pickle=False) as found:
        return Bus(**{name: found[name] for name in found.files}, version=version)


def with_bus(network: Network, bus: Bus, metres_per_minute: int) -> Network:
    """The streets with every ride as one arc more, as long as the walk that takes the same minutes at this pace.

    The nodes stay what they are, so that points and places keep their numbers; the network is directed, for a bus
    does not come back the way it went.
    """
    node, away = snap(network, bus.lat, bus.lng, STOP_METRES)
    minutes = bus.ride.astype(np.float64) + bus.wait
    mm = (minutes * metres_per_minute + away[bus.a] + away[bus.b]) * 1000
    usable = (node[bus.a] >= 0) & (node[bus.b] >= 0) & (node[bus.a] != node[bus.b]) & (mm < MM_MAX)
    rides = node[bus.a][usable], node[bus.b][usable], np.ceil(mm[usable]).astype(np.int32)
    return extended(network, *rides)
