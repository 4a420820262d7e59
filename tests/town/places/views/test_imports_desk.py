"""The desk takes a file in: choose, look, confirm, take back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel.tables import read_table
from ibasho.town.people.models import Person
from ibasho.town.places.actions.imports import runs
from ibasho.town.places.forms import imports as forms
from ibasho.town.places.models import ImportRun, Place
from tests import make
from tests.people import Cast
from tests.town.places.actions.imports.files import SATURDAYS, shokudo

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Person], Client]
LIST = reverse("places:desk_imports")


def _file(data: bytes, name: str = "places.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, "text/csv")


def _upload(client: Client, data: bytes, **fields: Any) -> Any:
    return client.post(LIST, {"file": _file(data), **fields}, follow=True)


def _to(name: str) -> str:
    return reverse(f"places:desk_import_{name}", args=[ImportRun.objects.latest("pk").public_id])


def test_a_file_is_looked_at_before_anything_is_written(town: Cast, as_person: AsPerson) -> None:
    page = _upload(as_person(town.aoi), shokudo(SATURDAYS, {"名称": ""}), source_name="みほん市 こども課")
    text = page.content.decode()
    assert not Place.objects.exists()
    assert "まだ 何も書いていません" in text
    assert "毎週 土曜 11:30～13:30" in text
    assert "名前がないので、この行は入れません" in text
    assert "みほん市 こども課" in text


def test_after_the_yes_the_places_are_in_and_linked(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.aoi)
    _upload(client, shokudo(SATURDAYS))
    page = client.post(_to("take"), follow=True)
    place = Place.objects.get()
    assert place.state == "published"
    assert reverse("places:desk_place", args=[place.public_id]) in page.content.decode()
    assert "この取りこみを もどす" in page.content.decode()


def test_a_large_file_shows_that_it_is_being_taken_in(
    town: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "ROWS_AT_ONCE_MAX", 1)
    client = as_person(town.aoi)
    _upload(client, shokudo({}, {}))
    page = client.post(_to("take"), follow=True).content.decode()
    assert 'hx-trigger="every 3s"' in page
    assert "2行を 取りこんでいます" in page


def test_one_may_take_back_what_came_in(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.aoi)
    _upload(client, shokudo({}))
    client.post(_to("take"))
    page = client.post(_to("undo"), follow=True).content.decode()
    assert Place.objects.get().state == "draft"
    assert "新しく入れた 1件を 下書きに もどしました" in page


def test_one_may_think_better_of_it(town: Cast, as_person: AsPerson) -> None:
    client = as_person(town.aoi)
    _upload(client, shokudo({}))
    page = client.post(_to("drop"), follow=True).content.decode()
    assert not ImportRun.objects.exists()
    assert "取りこまずに やめました" in page


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ファイルに 何も入っていません"),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), "画像は表として読めません"),
        ("学校コード,児童数\n1,2\n".encode(), "見つかりません"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_at_its_field_and_the_rest_is_kept(
    town: Cast, as_person: AsPerson, data: bytes, words: str
) -> None:
    page = _upload(as_person(town.aoi), data, source_name="みほん市 こども課")
    assert words in page.content.decode()
    assert 'value="みほん市 こども課"' in page.content.decode()
    assert not ImportRun.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(
    town: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "RAW_MAX", 10)
    assert "20MBを こえています" in _upload(as_person(town.aoi), shokudo({})).content.decode()


@pytest.mark.parametrize("kind", ["csv", "csv-cp932", "xlsx"])
def test_the_problems_can_be_taken_along(town: Cast, as_person: AsPerson, kind: str) -> None:
    client = as_person(town.aoi)
    _upload(client, shokudo({"名称": ""}))
    run = ImportRun.objects.get()
    answer = client.get(reverse("places:desk_import", args=[run.public_id]), {"format": kind})
    table = read_table(answer.content)
    assert table.header == ("行", "区分", "列", "値", "どうした", "どうすればよいか")
    assert table.rows[0].values[:3] == ("2", "入れない", "名称")


def test_nobody_sees_a_file_another_is_looking_at_but_its_result_is_everyones(
    town: Cast, as_person: AsPerson
) -> None:
    _upload(as_person(town.aoi), shokudo({}))
    address = reverse("places:desk_import", args=[ImportRun.objects.get().public_id])
    assert as_person(town.fumi).get(address).status_code == 404
    as_person(town.aoi).post(_to("take"))
    assert as_person(town.fumi).get(address).status_code == 200


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_others_meet_no_page(town: Cast, as_person: AsPerson, who: str) -> None:
    client = as_person(getattr(town, who))
    assert client.get(LIST).status_code == 404
    assert client.post(LIST, {"file": _file(shokudo({}))}).status_code == 404
    run = make.import_run(ran_by=town.aoi)
    for name in ("take", "drop", "undo"):
        assert client.post(reverse(f"places:desk_import_{name}", args=[run.public_id])).status_code == 404


def test_the_list_shows_what_came_in_with_as_few_queries_as_one(
    town: Cast, as_person: AsPerson, django_assert_num_queries: Any
) -> None:
    client = as_person(town.aoi)
    make.import_run("0.csv", state="done", ran_at=make.AT, ran_by=town.aoi)
    client.get(LIST)
    with CaptureQueriesContext(connection) as one:
        client.get(LIST)
    for number in range(1, 15):
        make.import_run(f"{number}.csv", state="done", ran_at=make.AT, ran_by=town.aoi)
    with django_assert_num_queries(len(one)):
        assert "14.csv" in client.get(LIST).content.decode()
