"""How long a fault test runs. `make test` and `make long` run the short form of each; `make faults` runs them at FAULTS times the length.

FAULTS=1 is the short form. `make faults` sets 20 and takes the next slice of seeds of each test (FAULTS_SLICE); the counts
of all slices add up until the goal of tests/evidence/goals is reached (docs/trust.md).
"""

from __future__ import annotations

import os

from tests.evidence import keeping

FACTOR = max(1, int(os.environ.get("FAULTS", "1")))
SLICE = int(os.environ.get("FAULTS_SLICE", "0"))
counted = keeping.counted
measured = keeping.measured


def times(short: int, *, most: int | None = None) -> int:
    """`short` in the short form, more of it in a long run, never more than `most`."""
    wanted = short * FACTOR
    return wanted if most is None else min(wanted, max(short, most))


def first_seed(count: int) -> int:
    """The seeds of a slice follow those of the slice before."""
    return SLICE * count
