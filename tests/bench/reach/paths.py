"""(i) All pairs of places and crossings within 1.2 km along the streets, beside four libraries that can do it."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.town.areas.engine.building import build_whole
from ibasho.town.areas.engine.search import within
from tests.bench import table
from tests.bench.reach import nets, peers

LIMIT = 1_200_000  # millimetres
SOURCES = 2_000
RUNS = 9
TOLERANCE = 2e-4  # of pairs and of their ways: who counts in floats sees a few others at the very limit
NAMES = ("pandana", "networkx", "igraph", "scipy")
Ways = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ours:
    prepare: float
    run: float
    first: float
    counts: NDArray[np.int64]
    sums: Ways

    @property
    def whole(self) -> float:
        return self.prepare + self.run


def measure() -> dict[str, object]:
    figures: dict[str, object] = {}
    cases = {"ube": nets.ube(), "grid": nets.grid(447)}
    for name, streets in cases.items():
        if streets is None:
            table.say("Ube: the sample data are not here ($IBASHO_SAMPLES); left out")
            continue
        sources = _somewhere(streets, SOURCES)
        figures |= _beside(name, streets, sources)
    return figures | _growth()


def _somewhere(streets: nets.Streets, count: int) -> NDArray[np.int64]:
    """Crossings a street leads to: a few of a grid have lost all of theirs."""
    led = np.unique(np.concatenate([streets.u, streets.v]))
    return np.random.default_rng(1).choice(led, count, replace=False)


def ours(streets: nets.Streets, sources: NDArray[np.int64]) -> Ours:
    """Building the network from plain arrays is its preparation; compiling is told apart (`first`)."""
    started = time.perf_counter()
    built = build_whole(streets.lat, streets.lng, streets.u, streets.v, streets.mm / 1000)
    within(built.network, built.index[sources], LIMIT)
    first = time.perf_counter() - started
    preparing, running = [], []
    gc.disable()
    for _ in range(RUNS):
        begin = time.perf_counter()
        built = build_whole(streets.lat, streets.lng, streets.u, streets.v, streets.mm / 1000)
        middle = time.perf_counter()
        pairs = within(built.network, built.index[sources], LIMIT)
        preparing.append(middle - begin)
        running.append(time.perf_counter() - middle)
    gc.enable()
    ends = np.concatenate([[0], np.cumsum(pairs.mm, dtype=np.int64)])
    sums = (ends[pairs.first[1:]] - ends[pairs.first[:-1]]).astype(np.float64)
    prepare, run = statistics.median(preparing), statistics.median(running)
    return Ours(prepare, run, max(0.0, first - prepare - run), np.diff(pairs.first), sums)


def _beside(name: str, streets: nets.Streets, sources: NDArray[np.int64]) -> dict[str, object]:
    mine = ours(streets, sources)
    figures: dict[str, object] = {
        f"paths.{name}.nodes": len(streets.lat), f"paths.{name}.pairs": int(mine.counts.sum()),
        f"paths.{name}.ibasho.prepare_s": round(mine.prepare, 4), f"paths.{name}.ibasho.run_s": round(mine.run, 4),
        f"paths.{name}.ibasho.compile_s": round(mine.first, 2),
    }  # fmt: skip
    rows: list[list[object]] = [
        ["ibasho", f"{mine.prepare:.3f}", f"{mine.run:.3f}", "1", f"{mine.counts.sum():,}"]
    ]
    given = {**streets.arrays(), "sources": sources, "limit": np.array(LIMIT)}
    for peer in NAMES:
        found = peers.drive(peer, f"paths_{peer}", given, f"paths-{name}")
        label = peers.PEERS[peer].label
        if found.failed:
            rows.append([label, "–", "–", "–", found.failed[:60]])
            figures[f"paths.{name}.{peer}.failed"] = found.failed
            continue
        off = _agree(peer, name, mine, found)
        ratio = found.whole / mine.whole
        figures |= {
            f"paths.{name}.{peer}.prepare_s": round(found.prepare, 3), f"paths.{name}.{peer}.run_s": round(found.run, 3),
            f"paths.{name}.{peer}.ratio": round(ratio, 1), f"paths.{name}.{peer}.pairs_off": off,
        }  # fmt: skip
        rows.append([
            f"{label}{' (kept)' if found.kept else ''}", f"{found.prepare:.2f}", f"{found.run:.2f}",
            f"{ratio:.0f} ×", f"{found.answers['counts'].sum():,}",
        ])  # fmt: skip
    table.show(
        f"{name}: {len(streets.lat):,} crossings, {len(sources):,} places, all pairs within {LIMIT / 1e6} km",
        ["", "prepare s", "answer s", "slower than ours", "pairs"], rows,
    )  # fmt: skip
    return figures


def _agree(peer: str, name: str, mine: Ours, found: peers.Driven) -> int:
    """How many pairs a peer has more or less; SystemExit where the answers are not the same."""
    counts, sums = found.answers["counts"], found.answers["sums"]
    off = int(np.abs(counts - mine.counts).sum())
    apart = float(np.abs(sums - mine.sums).sum() / mine.sums.sum())
    if off > TOLERANCE * mine.counts.sum() or apart > TOLERANCE:
        raise SystemExit(f"{peer} on {name} answers otherwise: {off} pairs, {apart:.2e} of the ways")
    return off


def _growth() -> dict[str, object]:
    """Ten times the crossings and ten times the places at the same density."""
    small, large = nets.grid(141), nets.grid(447)
    spent = []
    for streets, count in ((small, SOURCES // 10), (large, SOURCES)):
        spent.append(ours(streets, _somewhere(streets, count)))
    ratio = spent[1].whole / spent[0].whole
    table.say(f"\nTen times the crossings and places: {ratio:.1f} times the time (prepared and answered)")
    return {"paths.growth_10x": round(ratio, 2)}
