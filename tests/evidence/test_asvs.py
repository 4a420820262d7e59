"""docs/asvs.md tells of every requirement of level 1 and 2 once, of files and tests that exist, and is current."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.conf import settings

from tests.evidence import asvs
from tests.evidence.asvs import Row
from tests.evidence.keeping import ROOT

ROWS = [row for chapter in asvs.chapters() for row in chapter.rows]
EACH = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)


def test_every_requirement_stands_once_and_in_its_chapter() -> None:
    assert [row.code for row in ROWS] == list(asvs.levels())
    for chapter in asvs.chapters():
        assert {row.code.partition(".")[0] for row in chapter.rows} == {f"V{chapter.number}"}


def test_the_ids_are_owasps() -> None:
    table = Path(settings.IBASHO_SAMPLES) / "asvs_5.0.0_en.csv"
    if not table.exists():
        pytest.skip("OWASP's table is not here (IBASHO_SAMPLES)")
    with table.open(encoding="utf-8-sig", newline="") as file:
        theirs = {row["req_id"]: int(row["L"]) for row in csv.DictReader(file) if row["L"] in {"1", "2"}}
        assert asvs.levels() == theirs


def test_no_sentence_of_owasps_stands_here() -> None:
    table = Path(settings.IBASHO_SAMPLES) / "asvs_5.0.0_en.csv"
    if not table.exists():
        pytest.skip("OWASP's table is not here (IBASHO_SAMPLES)")
    with table.open(encoding="utf-8-sig", newline="") as file:
        theirs = {row["req_id"]: _runs(row["req_description"]) for row in csv.DictReader(file)}
    copied = {row.code for row in ROWS if _runs(row.words) & theirs[row.code]}
    assert copied == set()


def _runs(text: str, words: int = 7) -> set[str]:
    """Every seven words in a row."""
    told = text.lower().replace(",", "").split()
    return {" ".join(told[start : start + words]) for start in range(len(told) - words + 1)}


@EACH
def test_a_row_says_what_it_must(row: Row) -> None:
    assert 0 < len(row.words) <= 120
    if not row.applies:
        assert row.why and not (row.state or row.tests or row.met or row.missing)
        return
    assert row.state in asvs.STATES
    if row.state == "met":
        assert row.met and (row.tests or row.shown) and not row.missing
    else:
        assert row.missing
    assert not (row.state == "partly" and not row.met)


@EACH
def test_a_row_names_files_and_tests_that_exist(row: Row) -> None:
    told = " ".join((row.met, row.why, row.shown, row.missing))
    assert [path for path in asvs.PATH.findall(told) if not (ROOT / path).exists()] == []
    for test in row.tests:
        path, _, name = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert not name or f"def {name}(" in source, f"{test} does not exist"


def test_the_page_is_made_from_the_rows() -> None:
    assert asvs.FILE.read_text(encoding="utf-8") == asvs.text(), "python -m tests.evidence"
