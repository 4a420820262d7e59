"""葵 looks for the places that are silent and calls them; nothing on the page is about a child."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.rooms.care.models import CentreSettings, NotesFrom
from ibasho.rooms.care.queries import posters
from ibasho.rooms.care.rules.coverage import window
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.care import ground
from tests.signing_in import sign_in

LONG_AGO = datetime(2025, 4, 1, 9, tzinfo=clock.JST)
pytestmark = pytest.mark.django_db
SHAPE = {"type": "Polygon", "coordinates": [[[138.1, 34.1], [138.2, 34.1], [138.2, 34.2], [138.1, 34.2], [138.1, 34.1]]]}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    make.district(geometry=SHAPE)
    make.district("M02", "月見", "つきみ")
    return cast()


def last_month() -> date:
    return window(clock.day(clock.now())).last_month


def test_aoi_finds_who_is_silent_and_their_telephone(client: Client, people: Cast) -> None:
    heard = make.place(district_code="M01", organisation=people.midori)
    make.place("月見ひろば", district_code="M02", phone="051-000-0002", created_at=LONG_AGO)
    make.place("月見 広場", district_code="M02", created_at=LONG_AGO)
    make.place("月見 学習室", district_code="M02", kind="study", created_at=clock.now())
    NotesFrom.objects.create(place=heard, month=last_month(), notes=7)
    sign_in(client, people.aoi)
    page = client.get(reverse("care:desk_coverage")).content.decode()
    told = plain(page)
    assert "3か所の 電話を 見る" in told and "まだ とどいていない 小学校区：月見" in told
    assert "10未満" in told and 'data-tone="silent"' in page
    assert 'data-tone="small"' in page and "虹橋1–––" in told, "of one place it is not said whether it wrote"
    assert "10件より 少ないので、時間は 出しません" in told
    listed = reverse("care:desk_coverage_places")
    page = client.get(listed).content.decode()
    assert "月見ひろば" in page and 'href="tel:051-000-0002"' in page and "みどり食堂" not in page
    assert "紙の メモで（はじまったばかり）" in page and "3か所</p>" in page and "data-quick-exit" in page
    assert "<title>センター" in page and "のこりません" in page
    told = plain(client.get(listed, {"k": "study"}).content.decode())
    assert "月見 学習室" in told and "月見ひろば" not in told
    assert "この中には ありません" in plain(client.get(listed, {"d": "M01"}).content.decode())


def test_the_city_sees_the_same_page_before_and_after_a_note(client: Client, people: Cast) -> None:
    """Existence is hidden: what comes this month shows nowhere, neither on the page nor in the files."""
    place = make.place(district_code="M01")
    sign_in(client, people.fumi)

    def seen() -> list[str]:
        pages = [
            client.get(reverse(f"care:{name}"), {"format": kind} if kind else {}).content
            for name in ("desk_coverage", "desk_coverage_places")
            for kind in ("", "csv")
        ]
        return [
            re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", one.decode())
            for one in pages
        ]

    before = seen()
    ground.notice(people, place, received_at=clock.now())
    NotesFrom.objects.create(place=place, month=clock.day(clock.now()).replace(day=1), notes=30)
    assert seen() == before


def test_the_centre_reads_it_too_and_everybody_else_does_not(client: Client, people: Cast) -> None:
    for who in (people.sumi, people.tomoe):
        page = sign_in(client, who).get(reverse("care:desk_coverage")).content.decode()
        assert reverse("care:desk_settings") in page and "公開中の 居場所が まだ ありません" in page
    for who in (people.mado, people.tsubaki, people.hana):
        assert sign_in(client, who).get(reverse("care:desk_coverage")).status_code == 404


def test_the_tables_leave_as_files(client: Client, people: Cast) -> None:
    for name in ("月見ひろば", "月見 広場", "月見 学習室"):
        make.place(name, district_code="M02")
    make.place(district_code="M01")
    sign_in(client, people.fumi)
    sheet = client.get(reverse("care:desk_coverage"), {"format": "csv"}).content.decode("utf-8-sig")
    assert "月見,3,0,3,なし" in sheet and "虹橋,1,–,–,–" in sheet
    sheet = client.get(reverse("care:desk_coverage_places"), {"format": "csv-cp932"}).content.decode("cp932")
    assert "月見ひろば,月見,こども食堂" in sheet


def test_hana_prints_the_poster(client: Client, people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = pdf.Recorder()
    monkeypatch.setattr(pdf, "render", recorder)
    CentreSettings.objects.create(pk=1, phone="051-000-0009")
    response = sign_in(client, people.hana).get(reverse("care:ops_poster"))
    assert response["Content-Type"] == "application/pdf"
    told = recorder.calls[0][1]
    assert [one["number"] for one in told["numbers"]] == ["110", "189", "051-000-0009"]
    assert told["address"].endswith(reverse("care:note_write"))


def test_the_poster_is_one_page_even_with_long_words(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    CentreSettings.objects.create(
        pk=1, name="みほん市 こども家庭センター「にじ」", phone="051-000-0009",
        hours="月～金 8時30分～17時15分、第2・第4土曜日 9時～12時（祝日と 年末年始は お休みです）",
        night_words="夜と 休みの日は 189（いちはやく）へ。センターへは 市役所の 当直から つなぎます。いそがないときは つぎの 平日に かけてください。",
    )  # fmt: skip
    pages: list[bytes] = []

    def drawn(template: str, data: dict[str, Any], *, files: dict[str, bytes]) -> bytes:
        pages.extend(pdf.pictures(template, data, files=files, ppi=20))
        return b"%PDF"

    monkeypatch.setattr(pdf, "render", drawn)
    posters.poster(day=clock.day(ground.AT))
    assert len(pages) == 1


def test_the_poster_is_set_without_a_number_of_the_centre(people: Cast, settings: Any) -> None:
    settings.IBASHO_CITY = {**settings.IBASHO_CITY, "phone": ""}
    assert posters.poster(day=clock.day(ground.AT)).startswith(b"%PDF")
