"""`make bench ONLY=allotment`: the engine beside first-come and round-robin on the same simulated years of forty places: what is
wasted, how evenly it spreads, how far it goes. Each way twice: as people guess, and with the engine's own safe limits."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import fmean

from ibasho.rooms.surplus.engine.allot import allot
from ibasho.rooms.surplus.rules.foods import portion_grams
from tests.bench import table
from tests.rooms.surplus.engine import ways
from tests.rooms.surplus.engine.year import FIRST, Result, Way, Year

SEEDS = range(1, 21)
SIZES = (50, 500, 5_000)
RUNS = 5
HEADER = [
    "", "nobody ate it", "ratio", "unevenness (Gini)", "ratio", "km of a kilo", "ratio", "parcels", "km fetched", "ratio",
]  # fmt: skip
WAYS: dict[str, tuple[str, Callable[[], Way]]] = {
    "engine": ("Ibasho", lambda: ways.engine),
    "turns_careful": ("round-robin, our limits", lambda: ways.round_robin(ways.careful)),
    "first_careful": ("first come, our limits", lambda: ways.first_come(ways.careful)),
    "turns": ("round-robin, as people guess", lambda: ways.round_robin(ways.guessed)),
    "first": ("first come, as people guess", lambda: ways.first_come(ways.guessed)),
}


@dataclass(frozen=True, slots=True)
class Mean:
    """Over all years. `fetched`: km, each parcel fetched by itself, one way."""

    wasted: float
    unevenness: float
    kilometres: float
    parcels: float
    fetched: float


def measure() -> dict[str, object]:
    found = {name: _years(make) for name, (_, make) in WAYS.items()}
    ours = found["engine"]
    rows = [_row(WAYS[name][0], one, ours) for name, one in found.items()]
    table.show(f"{len(SEEDS)} years of {len(Year(1).homes)} places, some 350 lots each", HEADER, rows)
    figures: dict[str, object] = {"years": len(SEEDS)}
    for name, one in found.items():
        figures |= {
            f"{name}.wasted": round(one.wasted, 4), f"{name}.unevenness": round(one.unevenness, 4),
            f"{name}.kilometres": round(one.kilometres, 3), f"{name}.parcels": round(one.parcels),
            f"{name}.fetched_km": round(one.fetched),
        }  # fmt: skip
    return figures | _speed()


def _years(make: Callable[[], Way]) -> Mean:
    runs: list[Result] = [Year(seed).run(make()) for seed in SEEDS]
    return Mean(
        fmean(one.wasted for one in runs),
        fmean(one.unevenness for one in runs),
        fmean(one.kilometres for one in runs),
        fmean(one.parcels for one in runs),
        fmean(one.trip_metres / 1_000 for one in runs),
    )


def _row(label: str, one: Mean, ours: Mean) -> list[object]:
    return [
        label,
        f"{one.wasted:.1%}", f"{one.wasted / ours.wasted:.1f} ×",
        f"{one.unevenness:.3f}", f"{one.unevenness / ours.unevenness:.1f} ×",
        f"{one.kilometres:.2f}", f"{one.kilometres / ours.kilometres:.2f} ×",
        f"{one.parcels:,.0f}", f"{one.fetched:,.0f}", f"{one.fetched / ours.fetched:.2f} ×",
    ]  # fmt: skip


def _speed() -> dict[str, object]:
    """One lot over a town of many places: CPU time of this process."""
    figures, rows = {}, []
    for size in SIZES:
        seconds = _median(size)
        figures[f"places_{size}.ms"] = round(seconds * 1_000, 2)
        rows.append([f"{size:,}", f"{seconds * 1_000:.1f}"])
    table.show("One lot of 20 kg", ["places", "CPU ms"], rows)
    return dict(figures)


def _median(size: int) -> float:
    year = Year(1, count=size, days=1)
    told = year.town_of(20_000)
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        allot(told[0], told[1], today=FIRST, portion_grams=portion_grams(told[0].food))
        taken.append(time.process_time() - began)
    return sorted(taken)[RUNS // 2]
