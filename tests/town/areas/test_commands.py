"""`ibasho import boundary|districts|towns|mesh|ages|… FILE` as a clerk types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from ibasho.town.areas import commands, queries
from ibasho.town.areas.models import SchoolDistrict, Town
from ibasho.town.areas.stages import Stage
from tests import make
from tests.town.areas.published import mesh_text, plain
from tests.town.areas.shapes import CITY, collection, square

pytestmark = pytest.mark.django_db
N03 = {"N03_004": "掛川市", "N03_007": "22213"}
A27 = {"A27_001": "22213", "A27_003": "B122", "A27_004": "東山口小学校", "A27_005": ""}


@pytest.fixture(autouse=True)
def kakegawa(settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "name": "掛川市", "code": CITY}


def run(command: Any, path: Path, data: bytes, *options: str) -> Result:
    path.write_bytes(data)
    return CliRunner().invoke(command, [str(path), *options])


def test_the_outline_comes_in(tmp_path: Path) -> None:
    done = run(
        commands.boundary,
        tmp_path / "n03.geojson",
        collection((N03, square(138, 34.7))),
        "--as-of",
        "2025-01-01",
    )
    assert done.exit_code == 0, done.output
    outline = queries.boundary()
    assert outline is not None
    assert (outline.name, str(outline.as_of)) == ("掛川市", "2025-01-01")


def test_looking_at_towns_says_how_many_are_new_and_writes_none(tmp_path: Path) -> None:
    towns = '[{"town": "葵町", "lat": 34.705, "lng": 138.005}, {"town": "原子", "lat": 34.7, "lng": 138.0}]'.encode()
    Town.objects.create(name="原子", lat=34.7, lng=138.0, source="市")
    done = run(commands.towns, tmp_path / "towns.json", towns, "--dry-run", "--source", "市")
    assert ("新しいもの 1" in done.output, Town.objects.count()) == (True, 1)


def test_districts_give_the_towns_that_were_there_their_district(tmp_path: Path) -> None:
    towns = '[{"town": "葵町", "koaza": "", "lat": 34.705, "lng": 138.005}]'.encode()
    assert run(commands.towns, tmp_path / "towns.json", towns).exit_code == 0
    done = run(commands.districts, tmp_path / "a27.geojson", collection((A27, square(138, 34.7))))
    assert "校区が きまった町 1" in done.output
    assert Town.objects.get().district_code == "B122"


def test_a_citys_own_table_of_towns_names_the_districts(tmp_path: Path) -> None:
    SchoolDistrict.objects.create(code="B122", name="東山口", school="東山口小学校", source="市の表")
    table = "町名,小学校区,緯度,経度\n葵町,東山口小学校,34.77,138.03\n原子,西山口小,34.79,138.05\n".encode()
    done = run(commands.towns, tmp_path / "towns.csv", table, "--source", "市の表")
    assert dict(Town.objects.values_list("name", "district_code")) == {"葵町": "B122", "原子": ""}
    assert "知らない校区の名前: 西山口小" in done.output


def test_a_file_that_cannot_be_read_gives_one_sentence_and_code_2(tmp_path: Path) -> None:
    done = run(commands.districts, tmp_path / "a27.json", b"{")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert SchoolDistrict.objects.count() == 0


def test_data_without_a_source_are_not_taken_in(tmp_path: Path) -> None:
    done = run(commands.districts, tmp_path / "own.csv", "小学校区\n東山口\n".encode())
    assert done.exit_code == 2
    assert "--source" in done.stderr
    assert queries.districts(make.TUESDAY).count() == 0


A27_BOX = square(138, 34.7)
SW, SE = "523760001", "523760002"


def mesh_file(tmp_path: Path, *rows: tuple[object, ...]) -> Path:
    path = tmp_path / "tblT001141H5237.txt"
    path.write_bytes(mesh_text(rows))
    return path


def invoke(command: Any, *words: object) -> Result:
    return CliRunner().invoke(command, [str(word) for word in words])


def test_squares_come_in_with_what_they_hold_and_looking_writes_nothing(tmp_path: Path) -> None:
    path = mesh_file(tmp_path, plain(SW, 100, 20, 6), plain(SE, 50, 10))
    looked = invoke(commands.mesh, path, "--within", "all", "--dry-run")
    assert (looked.exit_code, "まだ 書いていません" in looked.output) == (0, True)
    assert queries.people_now() is None
    done = invoke(commands.mesh, path, "--within", "all", "--name", "国勢調査 2020")
    people = queries.people_now()
    assert people is not None
    assert (done.exit_code, people.name, "こども（0～17歳） 36人" in done.output) == (
        0,
        "国勢調査 2020",
        True,
    )


def test_rows_that_are_left_out_make_exit_code_1_and_a_program_reads_them(tmp_path: Path) -> None:
    path = mesh_file(tmp_path, plain(SW, 100, 20), plain("5.2E+08", 50, 10))
    done = invoke(commands.mesh, path, "--within", "all", "--json")
    told = json.loads(done.output)
    assert (done.exit_code, told["exit_code"], told["taken"]) == (1, 1, True)
    assert [(one["row"], one["value"]) for one in told["problems"] if one["weight"] == "rejected"] == [
        (4, "5.2E+08")
    ]


def test_a_refused_file_is_code_2_for_a_person_and_for_a_program(tmp_path: Path) -> None:
    path = mesh_file(tmp_path, plain(SW, 100, 20))
    done = invoke(commands.mesh, path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "市の境" in done.stderr
    told = json.loads(invoke(commands.mesh, path, "--json").stdout)
    assert (told["error"], told["exit_code"]) == ("areas.no_boundary", 2)
    assert queries.people_now() is None


def test_the_files_of_two_prefectures_come_in_together(tmp_path: Path) -> None:
    one, two = tmp_path / "tblT001141H22.txt", tmp_path / "tblT001141H23.txt"
    one.write_bytes(mesh_text([plain(SW, 100, 20), plain(SE, 50, 10)]))
    two.write_bytes(mesh_text([plain(SE, 5, 1)]))
    assert invoke(commands.mesh, one, two, "--within", "all").exit_code == 0
    people = queries.people_now()
    assert people is not None
    assert [cell.people for cell in queries.cells_of(people)] == [100, 55]


def test_ages_clubs_and_a_table_of_towns_have_a_command_each(tmp_path: Path) -> None:
    SchoolDistrict.objects.create(code="B122", name="東山口", school="東山口小学校", source="市の表")
    Town.objects.create(name="葵町", lat=34.705, lng=138.005, source="市")
    files = {
        "ages.csv": "年齢,総数\n" + "".join(f"{age}歳,10\n" for age in range(100)),
        "clubs.csv": "小学校区,1年,4年\n東山口小学校,12,3\n",
        "towns.csv": "町名,小学校区\n葵町,東山口\n",
        "people.csv": "町名,総数,0～14歳,15～19歳\n葵町,100,20,9\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="cp932")
    for command, name, more in (
        (commands.ages, "ages.csv", ("--year", "2026", "--source", "市")),
        (commands.clubs, "clubs.csv", ("--as-of", "2026-05-01", "--source", "市")),
        (commands.towns, "towns.csv", ()),
        (commands.areas, "people.csv", ("--year", "2026", "--source", "市")),
    ):
        done = invoke(command, tmp_path / name, *more)
        assert done.exit_code == 0, done.output
    people = queries.people_now()
    assert people is not None
    (cell,) = queries.cells_of(people)
    assert (cell.district_code, people.kind, people.counts["split"]) == ("B122", "register", "single_years")
    assert queries.clubs()["B122"] == {Stage.LOWER: 12, Stage.UPPER: 3}


def test_a_projection_has_a_command(tmp_path: Path) -> None:
    columns = {"MESH_ID": SW, "SHICODE": "22213", "PTN_2030": 50, "PTA_2030": 6}
    path = tmp_path / "mesh.geojson"
    path.write_bytes(collection((columns, A27_BOX)))
    assert invoke(commands.projection, path).exit_code == 0
    far = queries.projection(2030)
    assert far is not None
    assert queries.cells_of(far)[0].people == 50
