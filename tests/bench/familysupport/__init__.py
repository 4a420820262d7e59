"""`make bench ONLY=familysupport`: a week of 2,000 visits and 500 providers, beside an adviser with a telephone and beside
CP-SAT with the same rows and the same time. Every answer is looked over; the run stops where one is not lawful."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

import numpy as np

from ibasho.rooms.familysupport.engine.checking import breaches
from ibasho.rooms.familysupport.engine.live import figures, live
from ibasho.rooms.familysupport.engine.narrowing import narrow
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Ints, Week
from ibasho.rooms.familysupport.engine.proving import prove
from ibasho.rooms.familysupport.engine.rows import columns, rows
from tests.bench import table
from tests.bench.familysupport.telephone import first_come
from tests.bench.familysupport.weeks import CAPS, WIDE_CAPS, Drawn, drawn
from tests.bench.reach import peers

VISITS, PROVIDERS, SEED = 2_000, 500, 1
OTHERS = range(2, 7)
RUNS = 5
SECONDS, LONG = 5.0, 60.0
DRIVERS = Path(__file__).resolve().parent / "drivers"
HEADER = ["", "seconds", "served", "of all", "spread", "worth", "proven bound of served"]
Figures = dict[str, object]


def measure() -> dict[str, object]:
    one = drawn(SEED, VISITS, PROVIDERS, CAPS)
    live(one.week)
    prove(one.week, SECONDS)  # compiling is not in the figures
    return _beside(one) | _other_draws() | _wide()


def _beside(one: Drawn) -> Figures:
    week = one.week
    at_once = _median(week)
    best = prove(week, SECONDS)
    began = time.perf_counter()
    told = first_come(one)
    by_telephone = time.perf_counter() - began
    lines = [
        _line("adviser: first come, nearest", week, told, by_telephone, ""),
        _line("Ibasho, at once", week, at_once.provider_of, at_once.seconds, f"{at_once.served_bound:,}"),
        _line("Ibasho, proven" if best.proven else "Ibasho, not proven", week, best.provider_of, best.seconds,
              f"{best.served_bound:,}"),
    ]  # fmt: skip
    found: Figures = {
        "pairs": len(week.pair_visit), "live_s": round(at_once.seconds, 4), "prove_s": round(best.seconds, 3),
        "proven": best.proven, "telephone.served": figures(week, told)[0],
        **_three("live", week, at_once.provider_of), **_three("best", week, best.provider_of),
    }  # fmt: skip
    for seconds in (best.seconds, LONG):
        line, more = _cpsat(week, seconds, "same" if seconds == best.seconds else "long")
        lines.append(line)
        found |= more
    table.show(
        f"{VISITS:,} visits × {PROVIDERS} providers, {len(week.pair_visit):,} pairs, 1–5 a week",
        HEADER,
        lines,
    )
    return found


def _median(week: Week) -> Answer:
    """The one of several equal answers that took the middle time."""
    return sorted((live(week) for _ in range(RUNS)), key=lambda one: one.seconds)[RUNS // 2]


def _cpsat(week: Week, seconds: float, name: str) -> tuple[list[object], Figures]:
    """The time is for model and search together."""
    core = narrow(week)
    of = columns(core)
    made = rows(core, of)
    plain = np.flatnonzero(made.low != made.high)  # without the equations of providers and steps
    start, index, _ = made.of(plain)
    inside = index < of.pairs
    start = np.concatenate([[0], np.cumsum(inside)])[start]
    given: peers.Arrays = {
        "visit": core.visit, "provider": core.provider, "worth": core.worth, "start": start, "index": index[inside],
        "high": made.high[plain].astype(np.int64), "step_provider": of.step_provider, "step_cost": of.step_cost,
        "steps_from": np.searchsorted(of.step_provider, np.arange(week.providers + 1)),
        "asked": of.asked, "workers": np.array(2), "seconds": np.array(round(seconds, 1)),
    }  # fmt: skip
    driven = peers.drive("ortools", "week_cpsat", given, f"week-{name}", DRIVERS)
    title = f"CP-SAT, {seconds:.1f} s"
    if driven.failed:
        return [title, "–", "–", "–", "–", "–", driven.failed[:60]], {f"cpsat.{name}.failed": driven.failed}
    provider_of = np.full(week.visits, NOBODY, np.int32)
    chosen = driven.answers["chosen"]
    provider_of[core.visit[chosen]] = core.provider[chosen]
    bound = int(driven.answers["served_bound"])
    line = _line(title, week, provider_of, driven.whole, f"{bound:,}")
    return line, {
        f"cpsat.{name}.s": round(driven.whole, 2), f"cpsat.{name}.proven": bool(driven.answers["proven"]),
        **_three(f"cpsat.{name}", week, provider_of),
    }  # fmt: skip


def _other_draws() -> Figures:
    """The same with other seeds: how far apart easy and hard weeks are."""
    spent, gaps, proven = [], [], 0
    for seed in OTHERS:
        week = drawn(seed, VISITS, PROVIDERS, CAPS).week
        at_once, best = live(week), prove(week, 4 * SECONDS)
        proven += best.proven
        spent.append(best.seconds)
        gaps.append(1 - at_once.served / best.served_bound)
    table.say(
        f"\n{len(OTHERS)} other draws: {proven} proven within {4 * SECONDS:.0f} s, median {statistics.median(spent):.1f} s, "
        f"longest {max(spent):.1f} s; at once at most {max(gaps):.2%} fewer served than can be"
    )
    return {
        "others.proven": proven, "others.prove_s_median": round(statistics.median(spent), 2),
        "others.prove_s_max": round(max(spent), 2), "others.live_gap_max": round(max(gaps), 5),
    }  # fmt: skip


def _wide() -> Figures:
    """Providers who take twice as much: then time and ways bind, not the limits of the week; the hardest kind found."""
    week = drawn(SEED, VISITS, PROVIDERS, WIDE_CAPS).week
    at_once, best = live(week), prove(week, 4 * SECONDS)
    lines = [
        _line("Ibasho, at once", week, at_once.provider_of, at_once.seconds, f"{at_once.served_bound:,}"),
        _line(f"Ibasho, {4 * SECONDS:.0f} s", week, best.provider_of, best.seconds, f"{best.served_bound:,}"),
    ]
    table.show("The same with 2–10 a week", HEADER, lines)
    return {
        "wide.live_s": round(at_once.seconds, 4), "wide.proven": best.proven, "wide.served_bound": best.served_bound,
        **_three("wide.live", week, at_once.provider_of), **_three("wide.best", week, best.provider_of),
    }  # fmt: skip


def _line(name: str, week: Week, provider_of: Ints, seconds: float, bound: str) -> list[object]:
    wrong = breaches(week, provider_of)
    if wrong:
        raise SystemExit(f"{name}: {len(wrong)} visits are not lawful")
    served, spread, worth = figures(week, provider_of)
    return [
        name,
        f"{seconds:.3f}",
        f"{served:,}",
        f"{served / week.visits:.1%}",
        f"{spread:,}",
        f"{worth:,}",
        bound,
    ]


def _three(key: str, week: Week, provider_of: Ints) -> Figures:
    return dict(
        zip((f"{key}.served", f"{key}.spread", f"{key}.worth"), figures(week, provider_of), strict=True)
    )
