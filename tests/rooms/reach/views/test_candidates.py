"""The desk's list of candidates and the file looked at before it is taken in."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from ibasho.rooms.reach.models import Candidate
from tests import make
from tests.people import Cast, cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
CSV = "名称,住所,緯度,経度\n虹橋会館,虹橋町1,34.15,138.15\n星見公園,星見町2,34.16,138.16\n"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


def test_the_list_is_narrowed_and_saved_as_a_file(aoi: Client) -> None:
    make.candidate("虹橋会館", kind="hall")
    make.candidate("星見小学校", kind="school", usable=False)
    page = aoi.get("/desk/reach/candidates/?usable=yes").content.decode()
    assert "虹橋会館" in page
    assert "星見小学校" not in page
    file = aoi.get("/desk/reach/candidates/?format=csv").content.decode("utf-8-sig")
    assert "星見小学校" in file
    assert "緯度" in file


def test_a_file_is_looked_at_before_anything_is_written(aoi: Client) -> None:
    file = SimpleUploadedFile("list.csv", CSV.encode())
    page = aoi.post("/desk/reach/candidates/import/", {"file": file, "source": "みほん市"}).content.decode()
    assert "まだ 何も書いていません" in page
    assert not Candidate.objects.exists()
    rows = re.search(r'name="rows" value="([^"]+)"', page)
    assert rows is not None
    aoi.post("/desk/reach/candidates/take/", {"rows": rows.group(1), "source": "みほん市"})
    assert {row.name: row.usable for row in Candidate.objects.all()} == {"虹橋会館": True, "星見公園": False}


def test_rows_somebody_tampered_with_are_not_taken(aoi: Client) -> None:
    answer = aoi.post("/desk/reach/candidates/take/", {"rows": "x:y:z", "source": "s"}, follow=True)
    assert "もう一度 えらんでください" in answer.content.decode()
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(("body", "words"), [("a,b\n1,2\n", "名前の列が"), (CSV, "出典を")])
def test_a_file_that_cannot_be_taken_says_why(body: str, words: str, aoi: Client) -> None:
    file = SimpleUploadedFile("list.csv", body.encode())
    assert words in aoi.post("/desk/reach/candidates/import/", {"file": file}).content.decode()


def test_a_building_is_added_changed_and_switched_off(aoi: Client) -> None:
    given = {"name": "星見会館", "kind": "hall", "lat": "34.16", "lng": "138.16", "usable": "on"}
    assert aoi.post("/desk/reach/candidates/new/", given).status_code == 302
    row = Candidate.objects.get()
    assert "もう 候補に あります" in aoi.post("/desk/reach/candidates/new/", given).content.decode()
    aoi.post(f"/desk/reach/candidates/{row.public_id}/", {**given, "note": "2階"})
    aoi.post(f"/desk/reach/candidates/{row.public_id}/switch/")
    row.refresh_from_db()
    assert (row.note, row.usable) == ("2階", False)


def test_who_only_reads_sees_the_list_without_buttons(people: Cast, client: Client) -> None:
    sign_in(client, people.tsubaki)
    page = client.get("/desk/reach/candidates/").content.decode()
    assert "一覧表から 入れる" not in page
