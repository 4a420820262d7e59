"""Long files come first, whole and in their own order."""

from __future__ import annotations

from pathlib import Path

from tests import order

ROOT = Path(__file__).resolve().parents[1]


def test_every_measured_file_is_there() -> None:
    assert [name for name in order.measured() if not (ROOT / name).exists()] == []


def test_long_files_come_first_whole_and_in_their_own_order() -> None:
    long = max(order.measured(), key=lambda name: order.measured()[name])
    tests = [("a.py", 1), (long, 1), ("b.py", 1), ("a.py", 2), (long, 2), ("b.py", 2), ("b.py", 3)]
    found = order.longest_first(tests, lambda one: one[0])
    assert found == [(long, 1), (long, 2), ("b.py", 1), ("b.py", 2), ("b.py", 3), ("a.py", 1), ("a.py", 2)]
