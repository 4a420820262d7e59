"""`make bench ONLY=soak MINUTES=60` (R30): 20 requests a second for as long as it is told, on tables of ten years, with a burst of
seven times as many in the middle. Minutes and requests of all runs add up in docs/trust.md.
"""

from __future__ import annotations

from config import postgres
from tests.bench import scratch, table
from tests.bench.load import percentile
from tests.bench.peak import copy, measuring, watching, years
from tests.bench.peak.arrivals import Answers
from tests.bench.peak.measuring import Stage, stage
from tests.evidence import keeping

RATES = {"meals": 6.0, "pages": 14.0}  # a second
BURST, BURST_MINUTES = 7, 10.0
WARM_UP_SECONDS = 60.0
LONG_MINUTES = 10  # a shorter run is no evidence
GROWTH_PERCENT_MAX, DRIFT_PERCENT_MAX = 10, 20


def soak() -> dict[str, object]:
    whole = measuring.minutes(60) * 60
    burst = min(BURST_MINUTES * 60, whole / 6)
    steady = (whole - burst) / 2
    cards = int(RATES["meals"] * (WARM_UP_SECONDS * BURST + 2 * steady + BURST * burst)) + 100
    many = {name: BURST * rate for name, rate in RATES.items()}
    scratch.settings()
    with postgres.running(), copy.running(cards) as ours:
        stage(ours, "warm-up", WARM_UP_SECONDS, many)
        memory = ours.watch.memory_mb()
        stages = [
            stage(ours, "20 a second", steady, RATES),
            stage(ours, "seven times as many", burst, many),
            stage(ours, "20 a second again", steady, RATES),
        ]
        growth = watching.growth_percent(memory, ours.watch.memory_mb())
        ours.require_all_meals()
        facts = {**ours.facts, "database_after_gb": years.size_gb()}
    measuring.show("Soak", stages)
    drift = {name: _drift_percent(stages[0], stages[2], name) for name in RATES}
    _tell(stages, whole, growth, drift)
    return {
        **facts,
        **measuring.figures(stages),
        "growth_percent": growth,
        **{f"drift.{name}": one for name, one in drift.items()},
    }


def _drift_percent(first: Stage, last: Stage, name: str) -> float:
    """How much larger the p95 after the burst is than that before; below zero where it is smaller."""
    before, after = (percentile(one.answers[name].took, 0.95) for one in (first, last))
    return round(100 * (after / before - 1), 1)


def _tell(stages: list[Stage], seconds: float, growth: float, drift: dict[str, float]) -> None:
    answers: list[Answers] = [one for found in stages for one in found.answers.values()]
    failed, requests = sum(one.failed for one in answers), sum(len(one.took) for one in answers)
    held = failed == 0 and growth < GROWTH_PERCENT_MAX and max(drift.values()) < DRIFT_PERCENT_MAX
    table.say(
        f"\nR30: {'held' if held else 'NOT held'}: memory +{growth} %, p95 {drift}, failed {failed} of {requests:,}"
    )
    if seconds >= LONG_MINUTES * 60:
        keeping.LONG = True
        if held:
            keeping.counted("R30", minutes=int(seconds / 60), requests=requests)
        keeping.measured(
            "R30", growth_percent=growth, drift_percent=max(drift.values()), failed=failed,
            meals_p95_ms=stages[2].answers["meals"].ms(0.95), pages_p95_ms=stages[2].answers["pages"].ms(0.95),
            burst_meals_p95_ms=stages[1].answers["meals"].ms(0.95), burst_pages_p95_ms=stages[1].answers["pages"].ms(0.95),
        )  # fmt: skip
