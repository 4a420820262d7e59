"""Tiny cities drawn at random: everything may happen in them, and a reader can still print one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from hypothesis import strategies as st

from ibasho.rooms.reach.engine import hours
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Verdict, Way
from ibasho.rooms.reach.engine.week import WORDS, bits
from ibasho.town.areas.engine.network import Pairs

NODES, CELLS, DISTRICTS, STAGES = 6, 3, 2, 3


@dataclass(frozen=True)
class Drawn:
    demand: Demand
    places: Places
    profiles: tuple[Profile, ...]
    weeks: int
    slots_min: float
    seats_min: float

    def asked(self) -> dict[str, float]:
        return {"weeks": self.weeks, "slots_min": self.slots_min, "seats_min": self.seats_min}


def cities(*, seats: bool = True) -> st.SearchStrategy[Drawn]:
    return st.builds(_draw, st.integers(0, 2**32 - 1), st.integers(0, 7), st.integers(1, 4), st.just(seats))


def pin(drawn: Drawn, seed: int) -> tuple[Pairs, Places]:
    """One place more: its pairs, and its row."""
    rng = np.random.default_rng(seed)
    return _pairs(rng, 1), _places(rng, 1, drawn.weeks)


def _draw(seed: int, points: int, places: int, seats: bool) -> Drawn:
    rng = np.random.default_rng(seed)
    weeks = int(rng.integers(1, 3))
    walk, ride = _pairs(rng, places), _pairs(rng, places)
    profiles = tuple(_profile(rng, stage, walk, ride, weeks) for stage in range(STAGES))
    return Drawn(
        _demand(rng, points),
        _places(rng, places, weeks),
        profiles,
        weeks,
        float(rng.choice([0.5, 1, 2, 4])),
        float(rng.choice([0.13, 0.51])) if seats and rng.random() < 0.7 else 0.0,
    )


def _demand(rng: np.random.Generator, points: int) -> Demand:
    return Demand(
        rng.integers(0 if points else -1, NODES, points).astype(np.int32),
        np.zeros(points),
        np.zeros(points),
        rng.integers(0, CELLS, points).astype(np.int32),
        rng.integers(-1, DISTRICTS, points).astype(np.int32),
        rng.integers(0, 40, (STAGES, points)).astype(np.float32) / 4,
    )


def _places(rng: np.random.Generator, places: int, weeks: int) -> Places:
    return Places(
        rng.integers(-1, DISTRICTS, places).astype(np.int32),
        np.stack([_hours(rng, weeks) for _ in range(places)]) if places else np.zeros((0, weeks * WORDS), np.uint64),
        rng.integers(0, 4, (STAGES, places)).astype(np.uint8),
        (rng.integers(0, 8, places) | 1).astype(np.uint32),
        rng.integers(0, 4, places).astype(np.int32),
        np.where(rng.random(places) < 0.3, np.nan, rng.integers(0, 20, places)).astype(np.float32),
        rng.random(places) < 0.5,
    )  # fmt: skip


def _hours(rng: np.random.Generator, weeks: int) -> np.ndarray:
    begin = rng.integers(24, 40, rng.integers(0, 4))
    days = rng.integers(0, 7 * weeks, len(begin))
    return bits(
        [int(day * 48 + at + more) for day, at in zip(days, begin, strict=True) for more in range(4)], weeks
    )


def _pairs(rng: np.random.Generator, places: int) -> Pairs:
    """Each place knows some nodes, at distances that often lie just on a minute."""
    point, first = [], [0]
    for _ in range(places):
        point += rng.permutation(NODES)[: rng.integers(0, NODES + 1)].tolist()
        first.append(len(point))
    mm = rng.integers(0, 14, len(point)) * 60_000 + rng.integers(-1, 2, len(point))
    return Pairs(np.array(first, np.int64), np.array(point, np.int32), np.maximum(0, mm).astype(np.int32))


def _profile(rng: np.random.Generator, stage: int, walk: Pairs, ride: Pairs, weeks: int) -> Profile:
    ways = [Way(walk, 60_000, int(rng.integers(3, 14)), bool(rng.random() < 0.3))]
    if rng.random() < 0.5:
        ways.append(Way(ride, 150_000, int(rng.integers(1, 6)), bool(rng.random() < 0.5)))
    free = rng.integers(12 * 60, 16 * 60, 7 * weeks).tolist()
    home = (rng.integers(15 * 60, 19 * 60, 7 * weeks) * (rng.random(7 * weeks) < 0.9)).tolist()
    least = Verdict.ALONE if rng.random() < 0.6 else Verdict.WITH_ADULT
    return Profile(stage, tuple(ways), hours.allowed(free, home, 14), least, bool(rng.random() < 0.2))


def with_place(drawn: Drawn, near: Pairs, row: Places) -> Drawn:
    """The city with that place added as the last."""
    old = drawn.places
    places = Places(
        *(np.concatenate([getattr(old, name), getattr(row, name)], axis=1 if name == "verdict" else 0)
          for name in Places.__slots__)
    )  # fmt: skip
    return replace(drawn, places=places, profiles=tuple(_longer(profile, near) for profile in drawn.profiles))


def without_place(drawn: Drawn, at: int) -> Drawn:
    """The city where that place has no meaning any more: nobody can get there."""
    gone = replace(
        drawn.places,
        purpose=np.where(np.arange(len(drawn.places.kind)) == at, 0, drawn.places.purpose).astype(np.uint32),
    )
    return replace(drawn, places=gone)


def _longer(profile: Profile, near: Pairs) -> Profile:
    def added(pairs: Pairs) -> Pairs:
        return Pairs(
            np.append(pairs.first, pairs.first[-1] + len(near.point)),
            np.concatenate([pairs.point, near.point]),
            np.concatenate([pairs.mm, near.mm]),
        )

    return replace(profile, ways=tuple(replace(way, pairs=added(way.pairs)) for way in profile.ways))
