"""`ibasho export places|events`: the files of the data page, on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from django.conf import settings

from ibasho.cli import cli
from ibasho.town.places import commands
from ibasho.town.places.datasets.reading import read_file
from tests import make

pytestmark = pytest.mark.django_db
CODE = settings.IBASHO_CITY["code"]


@pytest.fixture
def export() -> click.Group:
    commands.register(cli)
    group = cli.commands["export"]
    assert isinstance(group, click.Group)
    return group


def run(export: click.Group, *words: str) -> bytes:
    result = CliRunner().invoke(export, [*words, "-o", "-"])
    assert result.exit_code == 0, result.output
    return result.stdout_bytes


def test_places_go_out_in_every_form(export: click.Group) -> None:
    make.place()
    for encoding in ("utf-8-sig", "cp932"):
        for generation in ("new", "old"):
            words = ("--encoding", encoding, "--generation", generation)
            (row,) = read_file(run(export, "places", *words)).places
            assert row.name == "みどり食堂"
    (row,) = read_file(run(export, "places", "--format", "xlsx")).places
    assert row.name == "みどり食堂"
    assert (
        json.loads(run(export, "places", "--format", "geojson"))["features"][0]["properties"]["name"]
        == row.name
    )
    assert json.loads(run(export, "places", "--format", "hsds"))["services"][0]["name"] == row.name


def test_events_go_out(export: click.Group) -> None:
    make.event_day(make.event())
    (row,) = read_file(run(export, "events")).events
    assert row.title == "森の おやつ会"


def test_without_a_name_the_file_is_called_as_bodik_calls_it(
    export: click.Group, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make.place("𠮷田食堂")
    result = CliRunner().invoke(export, ["places", "--encoding", "cp932"])
    assert result.exit_code == 0
    assert "Shift_JIS で書けない文字が 1 か所" in result.output
    name = f"{CODE}_kodomo_shokudo.csv"
    assert {path.name for path in tmp_path.iterdir()} == {name, f"{name}.lost.txt"}
    assert (tmp_path / f"{name}.lost.txt").read_text(encoding="utf-8") == "2\t名称\t𠮷\n"


def test_an_unknown_dataset_is_refused(export: click.Group) -> None:
    assert CliRunner().invoke(export, ["places", "--dataset", "people"]).exit_code == 2
