"""`make faults` runs the next slice of every fault test; `R=R07,R12 MINUTES=20` goes on with some of them for a while."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

import click

from tests.evidence import keeping, wanted
from tests.evidence.wanted import Goal


@click.command()
@click.option(
    "--only",
    default="",
    help="Codes of tests/evidence/goals, with commas. None: all of them, one slice each.",
)
@click.option(
    "--minutes", type=float, default=0.0, help="Begin no slice after so many minutes; 0: one slice each."
)
@click.option(
    "--factor", type=click.IntRange(2), default=None, help="Length of a slice; none: the goal's own."
)
def main(*, only: str, minutes: float, factor: int | None) -> None:
    chosen, began = list(_chosen(only)), time.monotonic()
    failed = {goal.code for goal in chosen if not _slice(goal, factor)}
    while not failed and (time.monotonic() - began) < minutes * 60:
        failed |= {goal.code for goal in chosen if not _slice(goal, factor)}
    if failed:
        sys.exit(f"failed: {', '.join(sorted(failed))}")


def _chosen(only: str) -> Iterator[Goal]:
    known = wanted.goals()
    asked = [code.strip().upper() for code in only.split(",") if code.strip()]
    if strange := [code for code in asked if code not in known]:
        sys.exit(f"no such line: {', '.join(strange)}; known are {', '.join(known)}")
    for goal in known.values():
        if goal.tests and (goal.code in asked if asked else not goal.always):
            yield goal


def _slice(goal: Goal, factor: int | None) -> bool:
    number, began = keeping.slices(goal.code), time.monotonic()
    _say(f"… {goal.code} slice {number}: {goal.does}")
    passed = _pytest(goal.tests, factor or goal.factor, number)
    shown = keeping.merged(keeping.read(keeping.TOTAL), keeping.read(keeping.FRESH)).get(goal.code, {})
    counts = ", ".join(
        f"{shown.get('counts', {}).get(name, 0):,} / {count:,} {name}" for name, count in goal.goal.items()
    )
    _say(f"{'✓' if passed else '✗'} {goal.code} {time.monotonic() - began:.0f} s  {counts}")
    return passed


def _pytest(tests: Sequence[str], factor: int, number: int) -> bool:
    environment = {**os.environ, "FAULTS": str(factor), "FAULTS_SLICE": str(number)}
    command = [sys.executable, "-m", "pytest", "-q", "-x", *tests]
    return subprocess.run(command, cwd=keeping.ROOT, env=environment, check=False).returncode == 0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
