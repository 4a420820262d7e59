"""What everybody may see, without an account and without a script."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from tests.reading import plain
from tests.rooms.reach import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def test_before_the_first_study_the_page_says_so(client: Client) -> None:
    assert "まだ しらべていません" in plain(client.get("/reach/").content.decode())


def test_the_page_tells_rounded_numbers(here: town.Town, client: Client) -> None:
    words = plain(client.get("/reach/").content.decode())
    assert "やく 130人の うち、やく 80人には" in words
    assert "132" not in words


def test_small_numbers_are_hidden_on_page_and_map(here: town.Town, client: Client) -> None:
    """星見 has no reached children and 82 unreached; 虹橋 the other way round: both may be told. With a limit of 60
    the fifty of 虹橋 may not, and 星見 goes with them, or the sum would tell."""
    assert "こどもが 少ない" not in row_of(client, "虹橋")
    limit = settings.SMALL_NUMBER_MIN
    settings.SMALL_NUMBER_MIN = 60
    try:
        assert "こどもが 少ない" in row_of(client, "虹橋")
        assert "こどもが 少ない" in row_of(client, "星見")
        assert "出しません" in plain(client.get("/reach/").content.decode())
    finally:
        settings.SMALL_NUMBER_MIN = limit


def row_of(client: Client, name: str) -> str:
    rows = map(plain, client.get("/reach/").content.decode().split("</tr>"))
    return next(row for row in rows if name in row and ("－" in row or "やく" in row))


@pytest.mark.parametrize("ages", ["infant", "junior", "high", "every", "x"])
def test_every_age_has_its_page(ages: str, here: town.Town, client: Client) -> None:
    assert client.get(f"/reach/?ages={ages}").status_code == 200


def test_the_map_holds_no_number(here: town.Town, client: Client) -> None:
    found = json.loads(client.get("/reach/map.geojson").content)
    kept = {name for one in found["features"] for name in one["properties"]}
    assert kept <= {"kind", "name", "kana", "colour", "opacity", "said"}


def test_the_about_page_leads_here(client: Client) -> None:
    assert 'href="/reach/"' in client.get("/about/").content.decode()
