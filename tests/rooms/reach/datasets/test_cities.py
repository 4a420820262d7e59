"""Many municipalities: borders do not matter, one that fails stops nobody, what is finished is not done again, and a
worker that dies changes nothing."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from distributed import Client

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.datasets.cities import folders, running
from ibasho.rooms.reach.datasets.cities.running import Progress, Report
from ibasho.rooms.reach.datasets.cities.studying import Asked
from ibasho.rooms.reach.engine.packing import Key, unpack
from ibasho.rooms.reach.rules import estimate
from ibasho.rooms.reach.rules.scenarios import Scenario
from tests.rooms.reach.datasets import region
from tests.rooms.reach.datasets.region import Shop, Town

ASKED = Asked(Scenario.TERM, date(2026, 11, 9), 4)
SHOPS = (
    Shop("西の食堂", (10, 5)),
    Shop("境の食堂", (13, 6), capacity="5"),
    Shop("東の食堂", (25, 2), days="土", begins="10:00", ends="12:00"),
    Shop("遠い食堂", (36, 9), words="どなたでも。小学生以上はこどもだけで可"),
)
CUTS = (0, 12, 20, 30, 40)
KEY = Key("usual", "all", "junior")


@pytest.fixture
def region_dir(tmp_path: Path) -> Path:
    write(tmp_path / "cut", CUTS)
    return tmp_path


@pytest.fixture(scope="module")
def two_workers() -> Iterator[Client]:
    with running.cluster() as client:
        yield client


def test_where_the_borders_run_makes_no_difference(region_dir: Path) -> None:
    write(region_dir / "whole", (0, 40))
    cut = running.serial(region_dir / "cut", region_dir / "out", ASKED)
    whole = running.serial(region_dir / "whole", region_dir / "out_whole", ASKED)
    one, all_together = running.totals(cut), running.totals(whole)
    assert one["children"] == pytest.approx(all_together["children"])
    for key, found in all_together["figures"].items():
        for name, value in found.items():
            assert one["figures"][key][name] == pytest.approx(value, abs=0.02), (key, name)
    assert all_together["figures"]["|".join(KEY)]["blank"][0] > 0


def test_children_reach_a_place_over_the_border(region_dir: Path) -> None:
    found = running.serial(region_dir / "cut", region_dir / "out", ASKED).results
    assert found[code(1)]["counts"]["places"] == 1
    assert found[code(1)]["counts"]["places_near"] == len(SHOPS)
    assert found[code(2)]["figures"]["|".join(KEY)]["blank"][0] > 0
    assert set(found[code(2)]["neighbours"]) == {code(1), code(3), code(4)}


def test_two_workers_find_what_one_machine_finds(region_dir: Path, two_workers: Client) -> None:
    told: list[Progress] = []
    found = running.run(region_dir / "cut", region_dir / "out", ASKED, two_workers, told.append)
    agree(found, running.serial(region_dir / "cut", region_dir / "alone", ASKED))
    assert [(one.step, one.done, one.total) for one in told if one.step == "study"] == [
        ("study", done, 4) for done in range(1, 5)
    ]
    assert told[-1].left == 0
    assert json.loads((region_dir / "out" / "summary.json").read_text())["cities"] == 4
    cells = unpack((region_dir / "out" / "cities" / f"{code(1)}.npz").read_bytes())
    assert cells[KEY].blank.sum() == pytest.approx(
        sum(found.results[code(1)]["figures"]["|".join(KEY)]["blank"])
    )


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(tmp_path: Path, two_workers: Client) -> None:
    write(tmp_path / "many", tuple(range(0, 41, 4)))
    workers = list(two_workers.run(os.getpid).values())

    def kill(progress: Progress) -> None:
        if (progress.step, progress.done) == ("study", 2):
            os.kill(workers[0], signal.SIGKILL)

    found = running.run(tmp_path / "many", tmp_path / "out", ASKED, two_workers, kill)
    assert (found.failed, len(found.results)) == ({}, 10)
    agree(found, running.serial(tmp_path / "many", tmp_path / "alone", ASKED))
    two_workers.wait_for_workers(2, timeout=30)
    assert workers[0] not in two_workers.run(os.getpid).values()


def test_what_is_finished_is_not_done_again(region_dir: Path, two_workers: Client) -> None:
    where = region_dir / "cut", region_dir / "out", ASKED
    first = running.run(*where, two_workers)
    stamps = {file: file.stat().st_mtime_ns for file in (region_dir / "out" / "cities").iterdir()}
    second = running.run(*where, two_workers)
    assert (first.kept, second.kept) == (0, 4)
    assert {file: file.stat().st_mtime_ns for file in stamps} == stamps
    agree(first, second)


def test_a_changed_file_is_felt_by_its_own_town_and_its_neighbours(region_dir: Path, tmp_path: Path) -> None:
    far = tmp_path / "far"
    region.write(far, [Town(code(1), 0, 8, SHOPS[:1]), Town(code(2), 400, 408)])
    running.serial(far, tmp_path / "out", ASKED)
    places = next(far.glob(f"{code(2)}*/places.csv"))
    places.write_text(places.read_text(encoding="utf-8") + "\r\n", encoding="utf-8")
    assert running.serial(far, tmp_path / "out", ASKED).kept == 1  # too far away to be a neighbour


def test_another_question_is_another_study(region_dir: Path) -> None:
    running.serial(region_dir / "cut", region_dir / "out", ASKED)
    other = Asked(Scenario.HOLIDAY, ASKED.first, 4)
    assert running.serial(region_dir / "cut", region_dir / "out", other).kept == 0


def test_a_town_that_cannot_be_read_is_named_and_stops_nobody(region_dir: Path, two_workers: Client) -> None:
    next((region_dir / "cut").glob(f"{code(3)}*/mesh*")).write_text("これは 表では ありません")
    next((region_dir / "cut").glob(f"{code(4)}*/places*")).unlink()
    found = running.run(region_dir / "cut", region_dir / "out", ASKED, two_workers)
    assert sorted(found.results) == [code(1), code(2)]
    assert "KEY_CODE" in found.failed[code(3)]
    assert (
        found.failed[code(4)] == f"{code(4)}: ファイルが 足りません（places）。フォルダーに 入れてください。"
    )


def test_without_streets_lines_are_straight(tmp_path: Path) -> None:
    region.write(tmp_path / "in", [Town(code(1), 0, 12, SHOPS[:1])], streets=False)
    found = running.serial(tmp_path / "in", tmp_path / "out", ASKED).results[code(1)]
    assert found["straight"]
    assert found["figures"]["|".join(KEY)]["blank"][0] > 0


def test_folders_that_are_no_municipalities_are_passed_over(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="市町村の フォルダーが ありません"):
        folders.folders(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "222135_掛川市").mkdir()
    assert [folder.code for folder in folders.folders(tmp_path)] == ["222135"]
    (tmp_path / "222135-again").mkdir()
    with pytest.raises(Invalid, match="2つ"):
        folders.folders(tmp_path)


def test_the_country_is_estimated_from_what_was_measured(region_dir: Path) -> None:
    found = running.measured(running.serial(region_dir / "cut", region_dir / "out", ASKED))
    assert (found.cities, found.read_cities) == (4, 4)
    guess = estimate.estimate(found)
    assert guess is not None
    per_crossing = (found.read_seconds + found.study_seconds) / found.nodes
    assert guess.worker_hours == pytest.approx(per_crossing * estimate.CROSSINGS / 3600)
    assert "1,741市区町村" in guess.words(found)
    assert "実測では ありません" in guess.words(found)
    assert estimate.estimate(estimate.Measured(0, 0, 0, 0, 0, 0, 1)) is None


def agree(one: Report, other: Report) -> None:
    assert one.results.keys() == other.results.keys()
    for at, result in one.results.items():
        assert _figures(result) == _figures(other.results[at])


def code(number: int) -> str:
    return f"2221{number + 30}"


def write(root: Path, cuts: tuple[int, ...]) -> None:
    spans = list(zip(cuts, cuts[1:], strict=False))
    region.write(
        root,
        [
            Town(code(at), first, last, tuple(shop for shop in SHOPS if first <= shop.at[0] < last))
            for at, (first, last) in enumerate(spans, start=1)
        ],
    )


def _figures(result: Mapping[str, Any]) -> dict[str, Any]:
    """Without how long it took and on which machine."""
    return {name: value for name, value in result.items() if name != "measured"}
