"""docs/wcag.md tells of all 55 criteria, of tests that exist, and says nothing that the source contradicts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from ibasho.front.web import accessibility
from tests.evidence import asvs, wcag
from tests.evidence.keeping import ROOT
from tests.evidence.wcag import Row

ROWS = wcag.rows()
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
# https://www.w3.org/TR/WCAG22/, levels A and AA; 4.1.1 went with 2.2.
A = (
    "1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 "
    "2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2"
)
AA = (
    "1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 "
    "3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3"
)
SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "frontend" / "js").glob("*.js")}
STYLES = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "frontend" / "css").glob("*.css")}
TEMPLATES = {
    str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
    for path in (ROOT / "ibasho").rglob("*.html")
}


def test_every_criterion_stands_once() -> None:
    assert {row.code for row in ROWS if row.level == "A"} == set(A.split())
    assert {row.code for row in ROWS if row.level == "AA"} == set(AA.split())
    assert len(ROWS) == 55


@EACH
def test_a_row_says_what_it_must(row: Row) -> None:
    assert row.name
    if not row.applies:
        assert row.why and not (row.state or row.tests or row.met or row.missing)
        return
    assert row.state in asvs.STATES
    if row.state == "met":
        assert row.met and (row.tests or row.shown) and not row.missing
    else:
        assert row.missing


@EACH
def test_a_row_names_files_and_tests_that_exist(row: Row) -> None:
    told = " ".join((row.met, row.why, row.shown, row.missing))
    assert [path for path in asvs.PATH.findall(told) if not (ROOT / path).exists()] == []
    for test in row.tests:
        path, _, name = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in source, f"{test} does not exist"


def test_the_page_is_made_from_the_rows() -> None:
    assert wcag.FILE.read_text(encoding="utf-8") == wcag.text(), "python -m tests.evidence"


def test_the_public_page_says_the_same() -> None:
    found = wcag.counts()
    assert {
        "met": found["met"], "partly": found["partly"], "not": found["not"], "none": found[""],
    } == accessibility.COUNTS  # fmt: skip
    assert set(accessibility.PARTLY) == {row.code for row in ROWS if row.state in ("partly", "not")}


def _found(pattern: str, files: dict[str, str]) -> Iterator[tuple[str, str]]:
    for name, source in files.items():
        yield from ((name, hit[0]) for hit in re.finditer(pattern, source))


def test_no_page_is_locked_to_one_way_of_holding_it() -> None:
    views = Path(ROOT / "ibasho/base/ui").rglob("*.py")
    sources = {str(path): path.read_text(encoding="utf-8") for path in views}
    assert list(_found(r"[\"']orientation[\"']|orientation\.lock", {**sources, **SCRIPTS})) == []


def test_no_letter_is_a_shortcut() -> None:
    keys = {
        key
        for _, told in _found(r"event\.key [!=]== \"[^\"]+\"", SCRIPTS)
        for key in re.findall(r'"(.+)"', told)
    }
    assert keys <= {"Escape", "Enter", "Shift", " "}
    assert list(_found(r"accesskey", TEMPLATES)) == []
    assert {name for name, _ in _found(r"data-key=\"\$\{CSS", SCRIPTS)} == {"reading.js"}, "2.1.4 says which"


def test_nothing_moves_for_ever() -> None:
    assert list(_found(r"@keyframes|infinite", STYLES)) == []
    assert list(_found(r"<marquee|<blink|\bautoplay", TEMPLATES)) == []


def test_nothing_acts_on_the_way_down() -> None:
    assert list(_found(r"\"(?:mousedown|pointerdown|touchstart)\"", SCRIPTS)) == []


def test_no_choice_sends_a_form() -> None:
    """Scripts that send: after a press (confirm, push), a card that was read (scan), a filter, and the map of plans (3.2.2)."""
    sends = {name for name, _ in _found(r"\.(?:requestSubmit|submit)\(", SCRIPTS)}
    assert sends <= {"confirm.js", "push.js", "scan.js", "filter.js", "reach-whatif.js"}
    assert list(_found(r"onchange=", TEMPLATES)) == []


def test_nothing_hinders_pasting() -> None:
    assert list(_found(r"[\"'](?:paste|beforeinput)[\"']|clipboardData", SCRIPTS)) == []
    assert list(_found(r"\bonpaste=", TEMPLATES)) == []
