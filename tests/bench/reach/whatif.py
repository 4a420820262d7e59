"""(iv) One what-if in a city of 50,000 street crossings and 10,000 squares: a dragged pin, engine time.

A pin is searched along the streets, laid over the hours of every stage, and the squares that notice are summed. Beside
it stands the whole study again, which says the same (checked in the run).
"""

from __future__ import annotations

import statistics
import time
from dataclasses import replace

import numpy as np

from ibasho.rooms.reach.engine import hours, week, whatif
from ibasho.rooms.reach.engine.inputs import Profile, Verdict, Way
from ibasho.rooms.reach.engine.whatif import Base, Gain, Pin
from ibasho.town.areas.engine.network import Pairs
from ibasho.town.areas.engine.search import within
from tests.bench import table
from tests.bench.reach import study
from tests.bench.reach.study import Town

SIDE = 224  # crossings: 50,176
SQUARE = 5  # crossings in a square: 10,036 squares
PLACES = 200
WEEKS = 4
PINS = 200
GOAL_MS = 5.0
# Five stages as the defaults of areas.rules have them: on foot, and by bicycle from the fourth year on.
WALKS = {0: (50, 15), 1: (60, 10), 2: (70, 20), 3: (80, 20), 4: (80, 25)}
RIDES = {2: (150, 20), 3: (200, 20), 4: (200, 25)}


def measure() -> dict[str, object]:
    town = city(SIDE)
    begun = time.perf_counter()
    base = prepared(town)
    preparing = time.perf_counter() - begun
    spent, near = [], []
    for pin, node in pins(town):
        begun = time.perf_counter()
        whatif.added(base, at(town, pin, node))
        spent.append(time.perf_counter() - begun)
        near.append(len(at(town, pin, node).near.point))
    ordered = sorted(spent[1:])
    found: dict[str, object] = {
        "whatif.nodes": town.network.nodes, "whatif.cells": town.cells, "whatif.prepare_s": round(preparing, 3),
        "whatif.first_s": round(spent[0], 3), "whatif.p50_ms": round(statistics.median(ordered) * 1000, 2),
        "whatif.p95_ms": round(ordered[int(len(ordered) * 0.95)] * 1000, 2), "whatif.goal_ms": GOAL_MS,
        "whatif.crossings_near": int(statistics.median(near)), "whatif.study_ms": round(_as_a_study(town, base) * 1000, 1),
        "whatif.growth_10x_cells": round(_growth(), 2),
    }  # fmt: skip
    table.show(
        f"One what-if: {town.network.nodes:,} crossings, {town.cells:,} squares, five stages, {WEEKS} weeks",
        ["", "ms"],
        [["dragged pin, p50", found["whatif.p50_ms"]], ["dragged pin, p95", found["whatif.p95_ms"]],
         ["the whole study again", found["whatif.study_ms"]]],
    )  # fmt: skip
    return found


def city(side: int, places: int = PLACES) -> Town:
    town = study.made(side, places)
    cell = (np.arange(town.network.nodes) // SQUARE).astype(np.int32)
    demand = replace(town.demand, cell=cell)
    opened = np.tile(town.places.open, (1, WEEKS))
    return replace(town, demand=demand, cells=int(cell.max()) + 1, places=replace(town.places, open=opened))


def farthest_mm() -> int:
    return max(pace * minutes for pace, minutes in (*WALKS.values(), *RIDES.values())) * 1000


def prepared(town: Town) -> Base:
    return whatif.prepare(
        town.demand, town.places, _profiles(within(town.network, town.node, farthest_mm())), town.cells
    )


def _profiles(pairs: Pairs) -> list[Profile]:
    out = []
    for stage, (pace, minutes) in WALKS.items():
        ways = [Way(pairs, pace * 1000, minutes)]
        if stage in RIDES:
            ways.append(Way(pairs, RIDES[stage][0] * 1000, RIDES[stage][1]))
        longest = max(way.minutes_max for way in ways)
        free = ([15 * 60] * 5 + [9 * 60] * 2) * WEEKS
        out.append(
            Profile(
                stage, tuple(ways), hours.allowed(free, [17 * 60] * 7 * WEEKS, longest), Verdict.WITH_ADULT
            )
        )
    return out


def pins(town: Town) -> list[tuple[np.ndarray, int]]:
    """(hours of one week, crossing) of pins somebody drags over the town."""
    rng = np.random.default_rng(5)
    words = week.bits([day * week.SLOTS_PER_DAY + slot for day in (1, 3) for slot in range(30, 35)])
    return [(words, int(node)) for node in rng.integers(0, town.network.nodes, PINS)]


def at(town: Town, words: np.ndarray, node: int) -> Pin:
    """The search around the pin is part of the answer."""
    near = within(town.network, [node], farthest_mm())
    return Pin(near, np.tile(words, WEEKS), np.full(5, Verdict.ALONE, np.uint8))


def _as_a_study(town: Town, base: Base) -> float:
    """Seconds of the whole study with the pin as one more place; SystemExit where it says something else."""
    words, node = pins(town)[0]
    gain = whatif.added(base, at(town, words, node))
    place = town.places
    more = replace(
        place, district=np.append(place.district, 0).astype(np.int32),
        open=np.vstack([place.open, np.tile(words, WEEKS)]),
        verdict=np.column_stack([place.verdict, np.full(5, Verdict.ALONE)]).astype(np.uint8),
        purpose=np.append(place.purpose, 1).astype(np.uint32), kind=np.append(place.kind, 0).astype(np.int32),
        capacity=np.append(place.capacity, np.nan).astype(np.float32),
        school_hours=np.append(place.school_hours, False),
    )  # fmt: skip
    begun = time.perf_counter()
    after = prepared(replace(town, places=more, node=np.append(town.node, node).astype(np.int32)))
    seconds = time.perf_counter() - begun
    _agree(gain, base, after)
    return seconds


def _agree(gain: Gain, before: Base, after: Base) -> None:
    for number, (was, now) in enumerate(zip(before.figures, after.figures, strict=True)):
        change = np.zeros_like(was.blank)
        change[:, gain.cell] = gain.blank_change[number]
        if not np.allclose(change, now.blank - was.blank, atol=1e-6):
            raise SystemExit("the what-if and the study say different things")


def _growth() -> float:
    """Ten times the crossings and squares: the pin's neighbourhood stays as it is."""
    medians = []
    for side in (71, SIDE):
        town = city(side, 40)
        base = prepared(town)
        spent = []
        for words, node in pins(town)[:60]:
            begun = time.perf_counter()
            whatif.added(base, at(town, words, node))
            spent.append(time.perf_counter() - begun)
        medians.append(statistics.median(spent[1:]))
    return medians[1] / medians[0]
