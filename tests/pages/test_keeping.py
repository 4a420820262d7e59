"""What was looked at is still known in the next run, also on another machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages import keeping
from tests.pages.grid import EVERY


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FILE", tmp_path / "grid.json")
    monkeypatch.setattr(keeping, "LOCK", tmp_path / "grid.lock")
    monkeypatch.delenv("FRESH", raising=False)


def test_a_run_goes_on_where_the_last_one_stopped() -> None:
    first, second, third = EVERY[:3]
    keeping.keep(keeping.read(), "today", "today.html", {first: [], second: ["cut off: きょう"]})
    kept = keeping.read()
    keeping.keep(kept, "today", "today.html", {third: []})
    assert keeping.read() == kept
    assert kept["today"]["cells"] == {first: [], second: ["cut off: きょう"], third: []}


def test_parts_that_run_beside_each_other_lose_nothing_of_one_another() -> None:
    mine, theirs = keeping.read(), keeping.read()
    keeping.keep(mine, "today", "today.html", {EVERY[0]: []})
    keeping.keep(theirs, "map", "map.html", {EVERY[1]: []})
    assert set(keeping.read()) == {"today", "map"}


def test_what_was_mended_is_no_longer_wrong_and_a_fresh_run_knows_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keeping.keep(keeping.read(), "today", "today.html", {EVERY[0]: ["cut off: きょう"]})
    keeping.keep(keeping.read(), "today", "today.html", {EVERY[0]: []})
    assert keeping.read()["today"]["cells"] == {EVERY[0]: []}
    monkeypatch.setenv("FRESH", "1")
    assert keeping.begin() == {}
