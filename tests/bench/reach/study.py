"""(iii) The whole space–time study of Ube: which half-hours of a week each child can reach, for three ages.

Ours searches the streets, lays the hours over them and sums the children by square. The peers are given the pairs (they
have no streets) and count the same half-hours: pandas by a merge, DuckDB by a join.
"""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import hours, study, week
from ibasho.rooms.reach.engine.inputs import Demand, Places, Profile, Verdict, Way
from ibasho.rooms.reach.engine.study import CellFigures, Found, Meetings
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import Network, Pairs
from ibasho.town.areas.engine.search import within
from tests.bench import table
from tests.bench.reach import nets, peers, ube

PLACES = 42
RUNS = 15
GOAL_MS = 50.0
STAGES = (1, 2, 3)  # 小学1～3年生, 小学4～6年生, 中学生: rows of Demand.children
PACES = {1: (60, 10), 2: (70, 20), 3: (80, 20)}  # metres a minute, minutes
FREE = {
    1: (15 * 60, 16 * 60 + 30),
    2: (15 * 60 + 30, 17 * 60),
    3: (16 * 60, 18 * 60),
}  # from, home by, on school days
WEEKEND_FROM = 9 * 60
NAMES = ("pandas", "duckdb")


@dataclass(frozen=True, slots=True, eq=False)
class Town:
    """`node` int32[P]: where the places stand."""

    network: Network
    demand: Demand
    cells: int
    places: Places
    node: NDArray[np.int32]


def measure() -> dict[str, object]:
    town = real()
    if town is None:
        table.say(
            "Ube: the sample data are not here ($IBASHO_SAMPLES); the whole study is measured on a grid"
        )
        town = made(102, PLACES)
    return _beside(town) | _growth()


def real() -> Town | None:
    """Ube: real streets, real squares, 42 public buildings with made-up hours."""
    found = ube.town()
    return None if found is None else furnished(*found)


def made(side: int, places: int, seed: int = 3) -> Town:
    """A grid of side × side crossings, 25 to a square."""
    streets = nets.grid(side)
    network = build(streets.lat, streets.lng, streets.u, streets.v, streets.mm / 1000)
    rng = np.random.default_rng(seed)
    cell = (np.arange(network.nodes) // 25).astype(np.int32)
    children = rng.gamma(1.0, 0.4, (5, network.nodes)).astype(np.float32)
    node = np.arange(network.nodes, dtype=np.int32)
    demand = Demand(node, network.lat, network.lng, cell, np.zeros_like(node), children)
    return furnished(network, demand, int(cell.max()) + 1, rng.choice(network.nodes, places, replace=False))


def furnished(network: Network, demand: Demand, cells: int, node: NDArray[np.integer]) -> Town:
    """Hours as places keep them: some afternoons of the week, an evening, a Saturday."""
    rng, count = np.random.default_rng(11), len(node)
    opened = np.stack([week.bits(_hours(rng)) for _ in range(count)])
    places = Places(
        np.zeros(count, np.int32), opened, rng.choice([3, 3, 3, 2, 0], (5, count)).astype(np.uint8),
        np.ones(count, np.uint32), rng.integers(0, 10, count).astype(np.int32), np.full(count, np.nan, np.float32),
        np.zeros(count, np.bool_),
    )  # fmt: skip
    return Town(network, demand, cells, places, node.astype(np.int32))


def _hours(rng: np.random.Generator) -> list[int]:
    begin, length = int(rng.integers(26, 34)), int(rng.integers(3, 9))
    days = rng.choice(6, int(rng.integers(1, 6)), replace=False)
    return [int(day) * week.SLOTS_PER_DAY + slot for day in days for slot in range(begin, begin + length)]


def studied(town: Town) -> tuple[list[Found], list[CellFigures]]:
    """All that ours does, search included."""
    pairs = within(town.network, town.node, max(pace * minutes for pace, minutes in PACES.values()) * 1000)
    found = [study.run(town.demand, town.places, profile, weeks=1) for profile in profiles(pairs)]
    return found, [study.by_cell(one, town.demand, one.stage, town.cells) for one in found]


def profiles(pairs: Pairs) -> list[Profile]:
    out = []
    for stage in STAGES:
        pace, minutes = PACES[stage]
        free = [FREE[stage][0]] * 5 + [WEEKEND_FROM] * 2
        allowed = hours.allowed(free, [FREE[stage][1]] * 7, minutes)
        out.append(Profile(stage, (Way(pairs, pace * 1000, minutes),), allowed, Verdict.ALONE))
    return out


def timed(town: Town) -> tuple[float, float]:
    """(median seconds, seconds of the first call: compiled or read from the cache)."""
    spent = []
    for _ in range(RUNS + 1):
        gc.collect()
        begun = time.perf_counter()
        studied(town)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent[1:]), spent[0]


def _beside(town: Town) -> dict[str, object]:
    run, first = timed(town)
    found, figures = studied(town)
    pairs = within(town.network, town.node, max(pace * minutes for pace, minutes in PACES.values()) * 1000)
    met = [study.meet(town.demand, town.places, profile) for profile in profiles(pairs)]
    slots = np.stack([one.slots for one in found]).astype(np.int64)
    weighted = np.array([one.half_hours.sum() for one in figures])
    ours: dict[str, object] = {
        "study.nodes": town.network.nodes, "study.points": len(town.demand.node), "study.places": len(town.node),
        "study.pairs": sum(len(one.point) for one in met), "study.slots": int(slots.sum()),
        "study.ibasho_ms": round(run * 1000, 2), "study.ibasho.first_s": round(first, 2), "study.goal_ms": GOAL_MS,
    }  # fmt: skip
    rows: list[list[object]] = [
        ["ibasho (search included)", "", f"{run * 1000:.1f}", "1", f"{slots.sum():,}"]
    ]
    given = as_tables(town, pairs, met)
    for name in NAMES:
        row, told = _peer(name, peers.drive(name, f"study_{name}", given, "study"), run, slots, weighted)
        rows.append(row)
        ours |= told
    table.show(
        f"Whole week, three ages: {len(town.demand.node):,} points, {len(town.node)} places, 336 half-hours",
        ["", "prepare ms", "answer ms", "slower than ours", "half-hours reached"], rows,
    )  # fmt: skip
    return ours


def _peer(
    name: str, driven: peers.Driven, run: float, slots: NDArray[np.int64], weighted: NDArray[np.float64]
) -> tuple[list[object], dict[str, object]]:
    """The peer's row and figures; its tables made from arrays are its preparation, as ours lays bits and searches."""
    label = peers.PEERS[name].label
    if driven.failed:
        return [label, "–", "–", "–", driven.failed[:60]], {f"study.{name}.failed": driven.failed}
    _agree(name, driven, slots, weighted)
    ratio = driven.whole / run
    told: dict[str, object] = {
        f"study.{name}.prepare_ms": round(driven.prepare * 1000, 1), f"study.{name}_ms": round(driven.run * 1000, 1),
        f"study.{name}.ratio": round(ratio, 1),
    }  # fmt: skip
    return [
        f"{label} (pairs given)", f"{driven.prepare * 1000:.0f}", f"{driven.run * 1000:.0f}", f"{ratio:.0f} ×",
        f"{driven.answers['slots'].sum():,}",
    ], told  # fmt: skip


def as_tables(town: Town, pairs: Pairs, met: list[Meetings]) -> dict[str, NDArray[np.generic]]:
    """What a peer needs: who meets what in how many minutes, which half-hours are open, which are allowed."""
    given: dict[str, NDArray[np.generic]] = {
        "points": np.array(len(town.demand.node)),
        "cells": np.array(town.cells),
    }
    for at, (profile, one) in enumerate(zip(profiles(pairs), met, strict=True)):
        kept = study.answers(town.places, profile)[one.place] == 2
        place, slot = _set(town.places.open)
        minute, free = _set(profile.allowed)
        given |= {
            f"point{at}": one.point[kept], f"place{at}": one.place[kept], f"minutes{at}": one.minutes[kept].astype(np.int32),
            f"free_minute{at}": minute, f"free_slot{at}": free, "open_place": place, "open_slot": slot,
            f"children{at}": town.demand.children[profile.stage].astype(np.float64), "cell": town.demand.cell,
        }  # fmt: skip
    return given


def _set(words: NDArray[np.uint64]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """(row, half-hour) of every bit that is set."""
    found = [(at, slot) for at, one in enumerate(words) for slot in week.slots_of(one)]
    row, slot = np.array(found, np.int32).reshape(-1, 2).T
    return row.copy(), slot.copy()


def _agree(name: str, driven: peers.Driven, slots: NDArray[np.int64], weighted: NDArray[np.float64]) -> None:
    if not np.array_equal(driven.answers["slots"], slots):
        raise SystemExit(f"{name} reaches other half-hours")
    if not np.allclose(driven.answers["half_hours"], weighted, rtol=1e-9):
        raise SystemExit(f"{name} counts other children")


def _growth() -> dict[str, object]:
    """Ten times the cells at the same number of places, and ten times the places on the same ground."""
    base = timed(made(64, 100))[0]
    cells = timed(made(202, 1000))[0]
    ground = made(102, 1000)
    few = replace(ground, places=_first(ground.places, 100), node=ground.node[:100])
    places = timed(ground)[0] / timed(few)[0]
    table.say(
        f"\nTen times the town: {cells / base:.1f} times the time; ten times the places: {places:.1f} times"
    )
    return {"study.growth_10x_cells": round(cells / base, 2), "study.growth_10x_places": round(places, 2)}


def _first(places: Places, count: int) -> Places:
    return Places(
        places.district[:count], places.open[:count], places.verdict[:, :count], places.purpose[:count],
        places.kind[:count], places.capacity[:count], places.school_hours[:count],
    )  # fmt: skip
