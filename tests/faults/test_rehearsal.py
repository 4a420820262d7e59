"""A month of the city in a database of its own, as `make rehearse` plays it; afterwards the seal and the ledger hold."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ibasho.front.reports.rules import rehearsal as shape
from tests.conftest import PRIVATE

FAULTS = os.environ.get("FAULTS")  # no short form here: tests/rehearsal plays ten days in the test database
DAYS, ACTS = 31, 8_000


@pytest.mark.skipif(not PRIVATE, reason="needs the private server")
@pytest.mark.skipif(not FAULTS, reason="loads a city first: make faults")
def test_a_month_is_played_and_its_books_hold(tmp_path: Path) -> None:
    out = tmp_path / "rehearsal.json"
    told = [
        "--days", str(DAYS), "--actions", str(ACTS), "--plan", "rehearsal/plans/r8.toml", "--seeds", "4", "--out", str(out)
    ]  # fmt: skip
    own = {key: value for key, value in os.environ.items() if not key.startswith("DJANGO_")}
    done = subprocess.run(
        [sys.executable, "-m", "rehearsal", *told], env=own, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    made = shape.read(out.read_text(encoding="utf-8"))
    assert made.days == DAYS
    assert made.actions <= ACTS
    assert any("まちがいは ありません" in note for note in made.notes)
    assert made.agreement is not None and made.agreement > 0.8
