"""`ibasho import places FILE` as a clerk types it, and as a program reads it."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from ibasho.town.places import commands
from ibasho.town.places.commands import importing
from ibasho.town.places.models import ImportRun, Place
from tests.town.places.actions.imports.files import shokudo

pytestmark = pytest.mark.django_db


def run(path: Path, data: bytes | None, *options: str) -> Result:
    if data is not None:
        path.write_bytes(data)
    return CliRunner().invoke(importing.places, [str(path), *options])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "places.csv"


def test_a_good_file_ends_with_0_and_says_what_it_did(path: Path) -> None:
    done = run(path, shokudo({}, {}), "--source", "みほん市")
    assert done.exit_code == 0, done.output
    assert "新しい 2 / 変わった 0 / 同じ 0 / 入れない 0" in done.stdout
    assert "読みました: 2行" in done.stderr
    assert set(Place.objects.values_list("source_name", flat=True)) == {"みほん市"}


def test_a_row_left_out_ends_with_1_and_is_named(path: Path) -> None:
    done = run(path, shokudo({}, {"名称": ""}))
    assert done.exit_code == 1
    assert "3行目「名称」: 名前がないので、この行は入れません。" in done.stdout
    assert Place.objects.count() == 1


def test_json_is_all_there_is_on_standard_output(path: Path) -> None:
    done = run(path, shokudo({}, {"名称": ""}), "--json")
    report = json.loads(done.stdout)
    assert (done.exit_code, report["exit_code"]) == (1, 1)
    assert report["counts"] == {
        "read": 1, "created": 1, "updated": 0, "unchanged": 0, "missing": 0, "rejected": 1, "empty_rows": 0,
    }  # fmt: skip
    (problem,) = [one for one in report["problems"] if one["severity"] == "rejected"]
    assert (problem["row"], problem["column"], problem["code"]) == (3, "名称", "no_name")
    assert report["run"] == ImportRun.objects.get().public_id


def test_a_dry_run_says_the_same_and_writes_nothing(path: Path) -> None:
    done = run(path, shokudo({}), "--dry-run")
    assert done.exit_code == 0
    assert "まだ書いていません" in done.stdout
    assert not Place.objects.exists()


def test_a_part_marks_nothing_as_gone(path: Path) -> None:
    run(path, shokudo({}, {}))
    assert json.loads(run(path, shokudo({}), "--partial", "--json").stdout)["counts"]["missing"] == 0
    assert json.loads(run(path, shokudo({}), "--json").stdout)["counts"]["missing"] == 1


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(64), b"", None])
def test_a_file_that_cannot_be_read_ends_with_2_and_one_clear_line(path: Path, data: bytes | None) -> None:
    done = run(path, data)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert len([line for line in done.stderr.splitlines() if line]) == 1


def test_the_one_line_can_be_read_by_a_program_too(path: Path) -> None:
    told = json.loads(run(path, b"%PDF-1.7", "--json").stdout)
    assert (told["exit_code"], told["file"]) == (2, "places.csv")
    assert told["message"].endswith("。")


def test_without_tables_it_tells_how_to_make_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "TABLE", "places_none")
    done = run(path, shokudo({}))
    assert done.exit_code == 2
    assert "先に ibasho prepare を実行してください" in done.stderr


def test_it_stands_under_ibasho_import() -> None:
    group = click.Group("ibasho", commands={"import": click.Group("import"), "export": click.Group("export")})
    commands.register(group)
    assert "--dry-run" in CliRunner().invoke(group, ["import", "places", "--help"]).output
