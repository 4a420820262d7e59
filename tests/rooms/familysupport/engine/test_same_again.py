"""The same arrays give the same answer: again, and in another process."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np

from ibasho.rooms.familysupport.engine import auction, excluding, kernels
from ibasho.rooms.familysupport.engine.checking import breaches
from ibasho.rooms.familysupport.engine.live import live
from ibasho.rooms.familysupport.engine.problem import Answer
from ibasho.rooms.familysupport.engine.proving import prove
from ibasho.rooms.familysupport.engine.warming import warm
from tests.bench.familysupport.weeks import CAPS, drawn_week

ROOT = Path(__file__).resolve().parents[4]
VISITS, PROVIDERS, SEED = 150, 40, 7


def prints() -> str:
    """A fingerprint of both answers to one drawn week."""
    week = drawn_week(SEED, VISITS, PROVIDERS, CAPS)
    told = [_told(answer) for answer in (live(week), prove(week, 60.0))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _told(answer: Answer) -> str:
    bounds = (answer.served_bound, answer.spread_bound, answer.worth_bound, answer.proven)
    return f"{answer.provider_of.tolist()} {bounds} {np.round(answer.prices, 6).tolist()}"


def test_again_and_in_another_process() -> None:
    command = "from tests.rooms.familysupport.engine.test_same_again import prints; print(prints())"
    other = subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert prints() == prints() == other.stdout.strip()


def test_a_drawn_week_is_solved_and_close_to_the_best_at_once() -> None:
    week = drawn_week(SEED, VISITS, PROVIDERS, CAPS)
    at_once, best = live(week), prove(week, 60.0)
    assert breaches(week, at_once.provider_of) == breaches(week, best.provider_of) == []
    assert best.proven
    assert at_once.served >= best.served * 0.98
    assert best.served == best.served_bound


def test_what_is_compiled_beforehand_is_all_that_a_week_needs() -> None:
    warm()
    before = _compiled()
    prove(drawn_week(SEED, VISITS, PROVIDERS, CAPS), 60.0)
    assert _compiled() == before


def _compiled() -> int:
    """How many loops stand compiled, each once for every kind of arrays it was given."""
    found = [one for module in (auction, excluding, kernels) for one in vars(module).values()]
    return sum(len(one.signatures) for one in found if hasattr(one, "signatures"))
