"""What if, from the desk: with a script and without."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.people import Cast, cast
from tests.rooms.reach import town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NUMBERS, PAGE = "/desk/reach/whatif/numbers/", "/desk/reach/whatif/"


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


@pytest.fixture
def aoi(people: Cast, client: Client) -> Client:
    sign_in(client, people.aoi)
    return client


def tried(**fields: Any) -> dict[str, Any]:
    return {
        "do": "new", "days": ["5"], "starts": "10:00", "ends": "12:00", "stages": ["lower", "upper"], "purpose": "all",
        "scenario": "term", **fields,
    }  # fmt: skip


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_a_candidate_is_tried_without_a_script(aoi: Client, here: town.Town) -> None:
    page = words(aoi.get(PAGE, tried(site=here.stars_hall.public_id)).content.decode())
    assert "星見会館 で 開くと" in page
    assert "土 10:00–12:00" in page
    assert "新しく とどく こども 80 人" in page
    assert "ふえる こども時間（週） 160 時間" in page
    assert "星見 ＋80 ＋160" in page


@pytest.mark.parametrize("where", ["星見会館", "みほん市星見町1丁目"])
def test_a_name_or_an_address_leads_to_a_position(where: str, aoi: Client, here: town.Town) -> None:
    make.town("星見町", "ほしみちょう", lat=here.stars_hall.lat, lng=here.stars_hall.lng)
    answer = json.loads(aoi.get(NUMBERS, tried(where=where)).content)
    assert answer["pin"] == [here.stars_hall.lng, here.stars_hall.lat]
    assert answer["cells"] == [[1, 3]]


def test_a_dragged_pin_reads_nothing_of_the_city(aoi: Client, here: town.Town) -> None:
    key = re.search(r'data-key="([^"]+)"', aoi.get(PAGE).content.decode())
    assert key is not None
    asked = tried(lat=here.stars_hall.lat, lng=here.stars_hall.lng, key=key.group(1))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = aoi.get(NUMBERS, asked)
    assert json.loads(answer.content)["cells"] == [[1, 3]]
    touched = " ".join(one["sql"] for one in queries)
    assert "areas_" not in touched
    assert "places_" not in touched


def test_hours_of_a_place_are_changed_and_a_place_is_closed(aoi: Client, here: town.Town) -> None:
    closed = words(aoi.get(PAGE, tried(do="close", place=here.midori.public_id)).content.decode())
    assert "みどり食堂 を やめると" in closed
    assert "とどかなくなる こども" in closed
    longer = tried(do="hours", place=here.midori.public_id, days=["0", "5"], starts="10:00", ends="17:00")
    assert "ふえる こども時間" in words(aoi.get(PAGE, longer).content.decode())


def test_a_pin_in_a_lake_says_so_and_gives_no_number(aoi: Client, here: town.Town) -> None:
    town.streets_in_rainbow()
    town.forget()
    answer = json.loads(aoi.get(NUMBERS, tried(lat="34.19", lng="138.19")).content)
    assert "道から 500mより はなれています" in answer["html"]
    assert answer["cells"] == []


@pytest.mark.parametrize("fields", [{"days": []}, {"stages": []}, {"starts": "13:00"}, {"do": "close"}])
def test_what_is_missing_is_said(fields: dict[str, Any], aoi: Client, here: town.Town) -> None:
    asked = tried(**{"lat": "34.15", "lng": "138.15", **fields})
    assert "たりないところが あります" in json.loads(aoi.get(NUMBERS, asked).content)["html"]


def test_no_position_asks_for_one(aoi: Client, here: town.Town) -> None:
    assert "どこに 開くか" in json.loads(aoi.get(NUMBERS, tried()).content)["html"]


def test_the_map_holds_squares_of_the_unreached(aoi: Client, here: town.Town) -> None:
    drawn = json.loads(aoi.get(reverse("reach:whatif_ground")).content)["features"]
    squares = {one["id"]: one["properties"]["colour"] for one in drawn if one["properties"]["kind"] == "area"}
    assert squares == {0: "#f3f1ea", 1: "#c74700", 2: "#fff0b3"}


def test_without_people_the_page_says_what_is_needed(aoi: Client) -> None:
    assert "こどもの人数が まだ ありません" in aoi.get(PAGE).content.decode()
    assert aoi.get(NUMBERS).status_code == 404


def test_a_hall_with_too_few_seats_reaches_nobody_new_as_the_study_would_say(
    aoi: Client, here: town.Town
) -> None:
    """Two seats for eighty children: fewer than three for a hundred. The hours grow all the same."""
    here.stars_hall.capacity = 2
    here.stars_hall.save()
    page = words(aoi.get(PAGE, tried(site=here.stars_hall.public_id)).content.decode())
    assert "新しく とどく こども 0 人" in page
    assert "ふえる こども時間（週） 160 時間" in page


def test_a_choice_that_draws_the_map_anew_says_so_before(aoi: Client, here: town.Town) -> None:
    page = aoi.get(PAGE).content.decode()
    for name in ("purpose", "scenario"):
        assert f'aria-describedby="id_{name}_helptext"' in page
    assert page.count("すぐに かき直します") == 2
