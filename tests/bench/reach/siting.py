"""(ii) Maximal covering on Ube's streets beside spopt (CBC and HiGHS) and plain HiGHS, and where-and-when.

The pairs of (i) are given to all. Preparing is, for us, making the problem's arrays; for spopt its matrix and model; for
HiGHS merging rows and its model. The chosen sites must be worth the same everywhere.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine import hours, openings
from ibasho.rooms.reach.engine.covering import Answer, Problem, worth
from ibasho.rooms.reach.engine.siting import solve
from ibasho.rooms.reach.engine.study import Found, Meetings
from ibasho.rooms.reach.engine.week import SLOTS_PER_DAY, bits
from ibasho.town.areas.engine.building import build
from ibasho.town.areas.engine.network import Network, Pairs
from ibasho.town.areas.engine.search import within
from tests.bench import table
from tests.bench.reach import nets, peers

BUDGET = 10
GOOD = 0.005
SAME = 1e-6
RUNS = 5
OTHERS = range(11, 16)
SITES = 500
SMALL, SMALL_MM, MM = 2_000, 800_000, 1_200_000
EVERY = 4  # crossings: homes are grouped where sessions are sought, as on the desk
BESIDE = (("spopt CBC", "spopt", "cbc"), ("spopt HiGHS", "spopt", "highs"), ("HiGHS plain", "highs", ""))
BLOCKS = (*((day, 930, 1050) for day in range(5)), (5, 600, 720), (5, 780, 960), (6, 600, 720), (6, 780, 960))
PACES = ((60, 15), (70, 15), (80, 15))  # metres a minute, minutes: three stages
FREE = [900] * 5 + [540] * 2
HOME = [1020] * 7
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """`mm` int32[k] the way of each pair of the problem (None: only plain HiGHS is beside)."""

    name: str
    title: str
    problem: Problem
    radius: int
    mm: NDArray[np.int32] | None


@dataclass(frozen=True, slots=True, eq=False)
class Ours:
    """Seconds: `prepare`, `run` to the proof, `good` to the first answer within GOOD of the best possible, `first` what
    compiling added to the first run."""

    answer: Answer
    prepare: float
    run: float
    good: float
    first: float

    @property
    def whole(self) -> float:
        return self.prepare + self.run


def measure() -> dict[str, object]:
    streets = nets.ube()
    if streets is None:
        table.say("Ube: the sample data are not here ($IBASHO_SAMPLES); siting left out")
        return _growth()
    network = build(streets.lat, streets.lng, streets.u, streets.v, streets.mm / 1000)
    figures: dict[str, object] = {}
    for case in (_small(network), _large(network), _where_and_when(network)):
        figures |= _beside(case)
    return figures | _other_sites(network) | _growth()


def _small(network: Network) -> Case:
    """2,000 homes and 500 sites, 800 m."""
    dice = np.random.default_rng(1)
    homes = np.sort(dice.choice(network.nodes, SMALL, replace=False))
    return _covering(network, "2000x500", homes, SMALL_MM, dice)


def _large(network: Network, seed: int = 2) -> Case:
    """Every crossing a home, 500 sites, 1,200 m."""
    dice = np.random.default_rng(seed)
    return _covering(network, "10403x500", np.arange(network.nodes), MM, dice)


def _covering(
    network: Network, name: str, homes: NDArray[np.integer], mm: int, dice: np.random.Generator
) -> Case:
    pairs = within(network, np.sort(dice.choice(network.nodes, SITES, replace=False)), mm)
    number = np.full(network.nodes, -1, np.int32)
    number[homes] = np.arange(len(homes))
    row = number[pairs.point]
    start = np.concatenate([[0], np.cumsum(row >= 0)])[pairs.first]
    weight = np.round(dice.gamma(2.0, 0.7, len(homes)), 2)
    problem = Problem(weight, start.astype(np.int64), row[row >= 0], BUDGET)
    title = f"{len(homes):,} × {SITES}, {mm / 1e6} km, p = {BUDGET}"
    return Case(name, title, problem, mm, pairs.mm[row >= 0])


def _where_and_when(network: Network) -> Case:
    """500 sites in 9 weekly blocks for three stages, ten sessions a week."""
    dice = np.random.default_rng(3)
    pairs = within(network, np.sort(dice.choice(network.nodes, SITES, replace=False)), MM)
    weights = np.round(dice.gamma(2.0, 0.8, (len(PACES), network.nodes)), 2)
    weights[:, np.arange(network.nodes) % EVERY > 0] = 0.0
    wanting = [_wanting(pairs, *pace, children) for pace, children in zip(PACES, weights, strict=True)]
    site = np.repeat(np.arange(SITES, dtype=np.int32), len(BLOCKS))
    block = np.tile(np.arange(len(BLOCKS), dtype=np.int32), SITES)
    words = np.stack([_words(*one) for one in BLOCKS])
    laid = openings.lay(wanting, site, block, words)
    title = f"{len(site):,} columns (site × block), {len(laid.weight):,} rows, {len(laid.row):,} entries, p = {BUDGET}"
    return Case("where_and_when", title, Problem(laid.weight, laid.start, laid.row, BUDGET), MM, None)


def _words(day: int, starts: int, ends: int) -> NDArray[np.uint64]:
    return bits(range(day * SLOTS_PER_DAY + starts // 30, day * SLOTS_PER_DAY + ends // 30))


def _wanting(pairs: Pairs, metres: int, minutes: int, children: Floats) -> openings.Wanting:
    """Nothing is there yet."""
    way = -(-pairs.mm // (metres * 1000))
    near = way <= minutes
    first = np.concatenate([[0], np.cumsum(near)])[pairs.first]
    homes = len(children)
    none = Found(
        0, 1, np.zeros(homes, np.int32), np.zeros((homes, 6), np.uint64), np.zeros(homes, np.uint32),
        np.ones(homes, np.uint8), np.zeros(homes, np.bool_), np.full(homes, np.inf), np.zeros(homes, np.uint8),
    )  # fmt: skip
    met = Meetings(first, pairs.point[near], way[near].astype(np.int16))
    return openings.Wanting(met, hours.allowed(FREE, HOME, minutes), none, children, np.ones(homes))


def ours(problem: Problem) -> Ours:
    """Median of several runs; the arrays are copied as preparing them would."""
    begin = time.perf_counter()
    solve(problem)
    cold = time.perf_counter() - begin
    preparing, running, good = [], [], []
    for _ in range(RUNS):
        begin = time.perf_counter()
        made = Problem(problem.weight.copy(), problem.start.copy(), problem.row.copy(), problem.budget)
        middle = time.perf_counter()
        heard: list[Answer] = []
        answer = solve(made, on_better=heard.append)
        preparing.append(middle - begin)
        running.append(time.perf_counter() - middle)
        good.append(next(one.seconds for one in [*heard, answer] if one.gap <= GOOD))
    prepare, run = statistics.median(preparing), statistics.median(running)
    if not answer.proven:
        raise SystemExit(f"not proven: gap {answer.gap}")
    return Ours(answer, prepare, run, statistics.median(good), max(0.0, cold - run))


def _beside(case: Case) -> dict[str, object]:
    mine = ours(case.problem)
    key = f"siting.{case.name}"
    figures: dict[str, object] = {
        f"{key}.ibasho.prepare_s": round(mine.prepare, 5), f"{key}.ibasho.proven_s": round(mine.run, 4),
        f"{key}.ibasho.good_s": round(mine.good, 4), f"{key}.ibasho.compile_s": round(mine.first, 2),
        f"{key}.ibasho.rounds": mine.answer.rounds, f"{key}.value": round(mine.answer.value, 6),
    }  # fmt: skip
    rows: list[list[object]] = [
        ["ibasho", f"{mine.prepare:.3f}", f"{mine.run:.3f}", "1", f"{mine.answer.value:.4f}",
         f"gap ≤ 0.5 % after {mine.good:.3f} s"]
    ]  # fmt: skip
    for name, driver, solver in BESIDE:
        if case.mm is None and driver == "spopt":
            continue  # its model knows sites, not sites in blocks
        row, more = _peer(case, mine, (name, driver, solver))
        rows.append(row)
        figures |= more
    table.show(
        case.title, ["", "prepare s", "answer s", "slower than ours", "value", ""], rows
    )  # fmt: skip
    return figures


def _peer(case: Case, mine: Ours, beside: tuple[str, str, str]) -> tuple[list[object], dict[str, object]]:
    name, driver, solver = beside
    problem, key = case.problem, f"siting.{case.name}.{name.lower().replace(' ', '_')}"
    given = {
        "weight": problem.weight, "start": problem.start, "row": problem.row, "budget": np.array(BUDGET),
        "mm": np.empty(0, np.int32) if case.mm is None or driver == "highs" else case.mm,
        "radius": np.array(case.radius), "solver": np.array(solver),
    }  # fmt: skip
    found = peers.drive("spopt", f"siting_{driver}", given, f"siting-{case.name}-{driver}{solver}")
    if found.failed:
        return [name, "–", "–", "–", "–", found.failed[:60]], {f"{key}.failed": found.failed}
    value = worth(problem, found.answers["chosen"])
    if abs(value - mine.answer.value) > SAME * mine.answer.value:
        raise SystemExit(f"{name} answers otherwise on {case.name}: {value} and not {mine.answer.value}")
    ratio = found.whole / mine.whole
    row: list[object] = [
        name, f"{found.prepare:.2f}", f"{found.run:.2f}", f"{ratio:.0f} ×", f"{value:.4f}",
        "measured before, kept" if found.kept else "",
    ]  # fmt: skip
    return row, {
        f"{key}.prepare_s": round(found.prepare, 3), f"{key}.run_s": round(found.run, 3),
        f"{key}.ratio": round(ratio, 1), f"{key}.kept": found.kept,
    }  # fmt: skip


def _other_sites(network: Network) -> dict[str, object]:
    """The large case with other sites and weights: how far apart easy and hard ones are (ours alone)."""
    spent = [ours(_large(network, seed).problem) for seed in OTHERS]
    proven, good = max(one.run for one in spent), max(one.good for one in spent)
    table.say(
        f"\nThe large case with {len(OTHERS)} other draws of sites: proven in {min(one.run for one in spent):.2f} to "
        f"{proven:.2f} s, a gap of 0.5 % after {good:.2f} s at the latest"
    )
    return {
        "siting.other_draws.proven_s_max": round(proven, 3),
        "siting.other_draws.good_s_max": round(good, 3),
    }


def _growth() -> dict[str, object]:
    """Ten times the homes and sites at the same density (and ten times the openings)."""
    spent = [_grid_seconds(side, count, budget) for side, count, budget in ((70, 50, 5), (221, 500, 50))]
    ratio = spent[1] / spent[0]
    table.say(f"\nTen times the homes, sites and openings: {ratio:.1f} times the time to the proof")
    return {"siting.growth_10x": round(ratio, 2)}


def _grid_seconds(side: int, count: int, budget: int) -> float:
    streets = nets.grid(side)
    network = build(streets.lat, streets.lng, streets.u, streets.v, streets.mm / 1000)
    dice = np.random.default_rng(4)
    pairs = within(network, np.sort(dice.choice(network.nodes, count, replace=False)), SMALL_MM)
    weight = np.round(dice.gamma(2.0, 0.7, network.nodes), 2)
    return ours(Problem(weight, pairs.first, pairs.point, budget)).whole
