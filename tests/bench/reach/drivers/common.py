"""What every driver shares. It runs in the peer's own venv: only numpy may be asked for."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

LONG = 60.0
ENOUGH = 5.0  # seconds of measuring: quick answers are repeated until then, at most RUNS times
RUNS = 5


def measured(prepare: Callable[..., Any], answer: Callable[..., dict[str, Any]]) -> None:
    """`prepare(**inputs)` makes what `answer(made, **inputs)` asks; both are timed, the median of several runs kept."""
    with np.load(sys.argv[1], allow_pickle=False) as found:
        inputs = {name: found[name] for name in found.files}
    preparing, made = _timed(lambda: prepare(**inputs))
    running, answers = _timed(lambda: answer(made, **inputs))
    np.savez(sys.argv[2], prepare=preparing, run=running, **answers)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    spent: list[float] = []
    while not spent or (len(spent) < RUNS and sum(spent) < ENOUGH):
        started = time.perf_counter()
        found = work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent), found


def counted(counts: Any, sums: Any) -> dict[str, Any]:
    """Pairs within the limit and their ways together, by source."""
    return {"counts": np.asarray(counts, np.int64), "sums": np.asarray(sums, np.float64)}
