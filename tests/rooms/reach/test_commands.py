"""`ibasho reach study|site` as a script types it: stable JSON, a refusal in one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from distributed import Client, LocalCluster

from ibasho.base.kernel import clock
from ibasho.rooms.reach import commands
from ibasho.rooms.reach.datasets.cities import running
from ibasho.rooms.reach.datasets.cities.running import LOOPBACK
from ibasho.rooms.reach.models import Plan, Study
from tests import make
from tests.rooms.reach import town
from tests.rooms.reach.datasets import region
from tests.rooms.reach.datasets.region import Shop, Town

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: make.AT)


def run(*words: str) -> Result:
    return CliRunner().invoke(commands.reach, list(words))


def told(*words: str) -> dict[str, Any]:
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output + str(done.exception)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def usual(rows: list[dict[str, Any]], stage: str) -> dict[str, Any]:
    return next(
        row for row in rows if (row["layer"], row["purpose"], row["stage"]) == ("usual", "all", stage)
    )


def test_a_study_is_told_by_city_and_district_and_kept() -> None:
    town.lay()
    found = told("study")
    lower = usual(found["city"], "lower")
    assert lower["children"] == 72
    assert sum(lower["blank"].values()) == pytest.approx(72)
    assert lower["blank"]["reached"] == 30  # those around みどり食堂
    assert lower["blank"]["nowhere"] == 42
    assert [row["name"] for row in found["districts"]] == ["虹橋", "星見"]
    assert usual(found["districts"][1]["figures"], "lower")["blank"]["nowhere"] == 42
    assert (found["scenario"], found["weeks"], found["streets"]) == ("term", 4, "")
    assert Study.objects.get(public_id=found["study"]).state == "done"


def test_people_read_the_headline() -> None:
    town.lay()
    done = run("study")
    assert "小学1～3年生 72人: とどいている 30、近くにない 42" in done.output
    assert "充足率" in done.output


def test_a_city_without_people_is_refused_in_one_sentence() -> None:
    done = run("study", "--json")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"] == "reach.no_population"


def test_a_site_is_chosen_with_its_proof_and_kept_as_a_plan() -> None:
    town.lay()
    found = told("site", "--sessions", "1", "--stage", "lower", "--stage", "upper", "--block", "2-1500-1700")
    (opening,) = found["openings"]
    assert (opening["name"], opening["weekday"], opening["starts"]) == ("星見会館", 2, "15:00")
    assert opening["children"] == pytest.approx(80)
    assert found["found"]["gap"] == 0
    assert Plan.objects.get(public_id=found["plan"]).state == "solved"
    assert found["asked"]["budget"] == 1


def test_without_a_study_one_is_made_first_and_people_read_the_plan() -> None:
    town.lay()
    Study.objects.all().delete()
    done = run("site", "--sessions", "1", "--block", "2-1500-1700")
    assert "星見会館" in done.output, done.output + str(done.exception)
    assert "証明ずみ" in done.output
    assert Study.objects.filter(state="done").exists()


def test_a_block_nobody_can_read_is_refused() -> None:
    town.lay()
    done = run("site", "--sessions", "1", "--block", "monday", "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]) == (2, "reach.block_code")


@contextmanager
def in_this_process(address: str = "", workers: int = 1) -> Iterator[Client]:
    """Workers of their own are tested in datasets/test_cities.py; here the words are."""
    with (
        LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=False, host=LOOPBACK, protocol="tcp",
            dashboard_address=f"{LOOPBACK}:0",
        ) as here,
        Client(here) as client,
    ):  # fmt: skip
        yield client


def test_a_folder_of_cities_is_studied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "cluster", in_this_process)
    region.write(tmp_path / "in", [Town("222131", 0, 12, (Shop("食堂", (5, 5)),)), Town("222132", 12, 20)])
    next((tmp_path / "in").glob("222132*/boundary*")).write_text("{}")
    where = ("--cities", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    done = run("study", *where, "--from", "2026-11-11", "--json")
    assert done.exit_code == 1 and done.stdout, done.output + repr(done.exception)
    found = json.loads(done.stdout)
    assert (found["cities"], list(found["failed"])) == (1, ["222132"])
    assert usual(found["figures"], "junior")["blank"]["reached"] > 0
    assert "1,741市区町村" in found["estimate"]["words"]
    assert "1/1 222131" in done.stderr
    kept = json.loads((tmp_path / "out" / "cities" / "222131.json").read_text())
    assert date.fromisoformat(kept["asked"]["first"]) == date(2026, 11, 9)


def test_a_folder_without_cities_is_refused(tmp_path: Path) -> None:
    done = run("study", "--cities", str(tmp_path), "--json")
    assert (done.exit_code, json.loads(done.stdout)["error"]) == (2, "reach.no_cities")
