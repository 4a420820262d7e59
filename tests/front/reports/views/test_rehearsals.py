"""予行演習 at the desk: taken in as a file, read with its assumptions beside it, dropped."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ibasho.front.reports.models import Rehearsal
from ibasho.front.reports.rules import rehearsal as rules
from tests.front.reports.rehearsals_ground import RESULT
from tests.people import Cast, cast
from tests.reading import words
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def aoi(people: Cast) -> Client:
    return sign_in(Client(), people.aoi)


def upload(client: Client, text: bytes) -> str:
    file = SimpleUploadedFile("rehearsal.json", text, content_type="application/json")
    return words(client.post(reverse("reports:desk_rehearsal_new"), {"file": file}, follow=True))


def test_aoi_reads_what_a_plan_would_change_and_on_what_that_rests(aoi: Client) -> None:
    assert "まだ 予行演習は ありません" in words(aoi.get(reverse("reports:desk_rehearsals")))
    page = upload(aoi, rules.write(RESULT).encode())
    for said in (
        "出張を 週2回", "推計", "4,717人", "5,028人", "+311", "+256 ～ +392", "-648 ～ -642",
        "自転車で 行ける こどもの わりあい", "0.35 ～ 0.65", "roster.shift_full", "places.count", "98.5%",
    ):  # fmt: skip
        assert said in page, said
    assert "出張を 週2回" in words(aoi.get(reverse("reports:desk_rehearsals")))


def test_the_effects_go_as_a_file(aoi: Client) -> None:
    upload(aoi, rules.write(RESULT).encode())
    address = reverse("reports:desk_rehearsal", args=[Rehearsal.objects.get().public_id])
    told = aoi.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    assert "計画の とおり" in told
    assert "推計" in told


def test_a_wrong_file_says_what_is_wrong(aoi: Client) -> None:
    assert "JSON として 読めません" in upload(aoi, b"hello")
    assert "文字が 読めません" in upload(aoi, b"\xff\xfe\x00")
    assert "ファイルを えらんでください" in words(aoi.post(reverse("reports:desk_rehearsal_new")))
    assert not Rehearsal.objects.exists()


def test_a_year_without_a_plan_is_shown_as_it_is(aoi: Client) -> None:
    alone = rules.read(rules.write(RESULT))
    text = (
        rules.write(alone)
        .replace('"after": 5028.0', '"after": null')
        .replace('"after": 7741.0', '"after": null')
    )
    assert "いまの まちの 1年（推計）" in upload(aoi, text.encode())


def test_it_is_dropped_after_a_question(aoi: Client) -> None:
    upload(aoi, rules.write(RESULT).encode())
    address = reverse("reports:desk_rehearsal_drop", args=[Rehearsal.objects.get().public_id])
    assert "予行演習を 消しますか" in words(aoi.get(address))
    assert "消しました" in words(aoi.post(address, follow=True))
    assert not Rehearsal.objects.exists()
    assert aoi.post(address).status_code == 404


def test_tsubaki_reads_and_hana_does_not_know(people: Cast, aoi: Client) -> None:
    upload(aoi, rules.write(RESULT).encode())
    address = reverse("reports:desk_rehearsal", args=[Rehearsal.objects.get().public_id])
    page = words(sign_in(Client(), people.tsubaki).get(address))
    assert "推計" in page
    assert "消す" not in page
    assert sign_in(Client(), people.hana).get(address).status_code == 404
