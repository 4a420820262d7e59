"""docs/trust.md tells what runs have shown, of tests that exist, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.evidence import keeping, page, wanted
from tests.evidence.keeping import Shown
from tests.evidence.wanted import Goal

TESTS = keeping.ROOT / "tests"


def test_the_page_is_made_from_the_runs() -> None:
    assert page.FILE.read_text(encoding="utf-8") == page.text(), "make trust"
    assert page.EASE_FILE.read_text(encoding="utf-8") == page.ease_text(), "make trust"


@pytest.mark.parametrize("goal", wanted.goals().values(), ids=wanted.goals())
def test_every_line_names_tests_that_exist(goal: Goal) -> None:
    for test in goal.tests:
        path, _, name = test.partition("::")
        source = (keeping.ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in source, f"{test} does not exist"
    assert goal.tests or goal.command or goal.missing
    assert goal.always or goal.goal or goal.limits or goal.missing, f"{goal.code}: when is it reached?"


def test_every_code_stands_once() -> None:
    codes = [goal.code for section in wanted.sections() for goal in section.goals]
    assert len(codes) == len(set(codes))


def test_what_a_test_counts_has_a_line() -> None:
    told = re.compile(r'\b(?:counted|measured)\(\s*"(\w+)"')
    codes = {code for path in TESTS.rglob("*.py") for code in told.findall(path.read_text(encoding="utf-8"))}
    assert codes - set(wanted.goals()) <= {"X1"}, "counts nobody reads"


def test_slices_add_up_and_figures_are_the_newest() -> None:
    first: dict[str, Shown] = {"X1": {"runs": 1, "counts": {"kills": 3}, "day": "2026-11-25"}}
    second: dict[str, Shown] = {
        "X1": {"runs": 1, "counts": {"kills": 4, "meals": 1}, "figures": {"p95_ms": 9.0}}
    }
    found = keeping.merged(first, second)["X1"]
    assert found["counts"] == {"kills": 7, "meals": 1}
    assert (found["runs"], found["figures"], found["day"]) == (2, {"p95_ms": 9.0}, "2026-11-25")
    third: dict[str, Shown] = {"X1": {"figures": {"pages": 9}}}  # another test of the same line
    assert keeping.merged({"X1": found}, third)["X1"]["figures"] == {"p95_ms": 9.0, "pages": 9}


def test_a_run_waits_until_it_is_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "FRESH", tmp_path / "fresh.json")
    monkeypatch.setattr(keeping, "TOTAL", tmp_path / "total.json")
    monkeypatch.setattr(keeping, "LONG", True)
    keeping.counted("X1", kills=2)
    keeping.counted("X1", kills=2)
    assert keeping.slices("X1") == 2
    assert keeping.take_in() == 1
    assert keeping.read(tmp_path / "total.json")["X1"]["counts"] == {"kills": 4}
    assert keeping.slices("X1") == 2


@pytest.mark.parametrize(
    ("shown", "is_reached"),
    [
        ({}, False),
        ({"counts": {"kills": 2}, "figures": {"p95_ms": 1.0}}, True),
        ({"counts": {"kills": 1}, "figures": {"p95_ms": 1.0}}, False),
        ({"counts": {"kills": 2}, "figures": {"p95_ms": 201.0}}, False),
        ({"counts": {"kills": 2}}, False),
    ],
)
def test_a_line_is_reached_when_all_of_it_is(shown: Shown, is_reached: bool) -> None:
    goal = Goal("X1", "does", "passes", goal={"kills": 2}, limits={"p95_ms": "<= 200"})
    assert page.reached(goal, shown) is is_reached
