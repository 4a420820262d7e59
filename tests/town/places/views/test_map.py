"""The map: our own shapes and places as GeoJSON, and the same on the page for those without a map."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.town.areas.models import Boundary, SchoolDistrict
from ibasho.town.places.models import Place
from ibasho.town.places.rules import search
from tests import make
from tests.town.places.views.test_calendar import said

pytestmark = pytest.mark.django_db
MAP, AREAS, PINS = (reverse(f"places:{name}") for name in ("map", "map_areas", "map_places"))


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is Tuesday, 15:00, and no shape is remembered."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    cache.clear()


def box(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def city() -> None:
    """Two districts side by side and an outline around both."""
    make.district("M01", "虹橋", "にじはし", geometry=box(138.0, 34.0, 138.1, 34.1))
    make.district("M02", "星砂", "ほしすな", geometry=box(138.1, 34.0, 138.2, 34.1))
    Boundary.objects.create(
        name="みほん市", geometry=box(138.0, 34.0, 138.2, 34.1), source="みほん", as_of=make.MONDAY
    )


def place(name: str = "みどり食堂", **fields: Any) -> Place:
    made = make.place(name, **{"lat": 34.05, "lng": 138.05, "district_code": "M01", **fields})
    Place.objects.filter(pk=made.pk).update(search_text=search.text_of(made))
    return made


def features(client: Client, path: str, **query: Any) -> list[dict[str, Any]]:
    response = client.get(path, query)
    assert response["Content-Type"].startswith("application/geo+json")
    collection = json.loads(response.content)
    assert collection["type"] == "FeatureCollection"
    return collection["features"]  # type: ignore[no-any-return]


def districts(client: Client, **query: Any) -> dict[str, dict[str, Any]]:
    found = (one for one in features(client, AREAS, **query) if one["geometry"]["type"] != "Point")
    return {
        one["properties"]["name"]: one["properties"]
        for one in found
        if one["properties"]["kind"] == "district"
    }


def test_districts_are_shaded_by_how_many_places_any_child_may_go_to(client: Client) -> None:
    city()
    for number in range(3):
        place(f"ばしょ{number}")
    place("学童", kind="after_school")
    place("西小の子の場所", restricted=True, restricted_to="西小の子", everyone=None)
    place("おやすみ中", state="paused", paused_since=make.MONDAY)
    shown = districts(client)
    assert (shown["虹橋"]["places"], shown["虹橋"]["shade"]) == (3, 3)
    assert (shown["星砂"]["places"], shown["星砂"]["shade"]) == (0, 0)


def test_the_table_holds_the_figures_of_the_shades(client: Client) -> None:
    city()
    place("ひとりで行ける", alone_from="lower")
    place("おとなと")
    text = said(client.get(MAP).content.decode())
    assert re.search(r"虹橋 +2 +1 ", text) and re.search(r"星砂 +0 +0 ", text)
    for words in ("0", "1", "2", "3～4", "5～"):
        assert words in text


def test_shapes_are_drawn_with_their_names_inside(client: Client) -> None:
    city()
    found = features(client, AREAS)
    assert [one["properties"]["kind"] for one in found].count("boundary") == 1
    names = [one for one in found if one["geometry"]["type"] == "Point"]
    assert {one["properties"]["name"]: one["properties"]["kana"] for one in names} == {
        "虹橋": "にじはし", "星砂": "ほしすな",
    }  # fmt: skip


def test_a_city_with_town_points_only_shows_their_names(client: Client) -> None:
    make.town("本郷")
    assert [one["properties"]["name"] for one in features(client, AREAS)] == ["本郷"]


def test_a_district_without_a_shape_is_named_at_its_school(client: Client) -> None:
    make.district("M01", "虹橋")
    (one,) = features(client, AREAS)
    assert one["geometry"]["coordinates"] == [138.15, 34.15] and one["properties"]["kind"] == "district"


def test_the_areas_of_the_model_city_weigh_less_than_60_kb(client: Client) -> None:
    """Shapes far finer than a phone can show are made lighter."""
    ring = [[138 + 0.05 * (number % 7) / 1000 + number / 20000, 34.0] for number in range(4000)]
    ring = [*ring, [ring[-1][0], 34.2], [138.0, 34.2], ring[0]]
    for number in range(5):
        shape = {"type": "Polygon", "coordinates": [[[lng + number, lat] for lng, lat in ring]]}
        make.district(f"M{number}", f"校区{number}", geometry=shape)
    assert len(json.dumps([one.geometry for one in SchoolDistrict.objects.all()])) > 400_000
    assert len(client.get(AREAS).content) < 60_000


def test_a_changed_shape_is_drawn_anew(client: Client) -> None:
    city()
    before = client.get(AREAS)["ETag"]
    SchoolDistrict.objects.filter(code="M01").update(geometry=box(137.9, 34.0, 138.1, 34.1))
    after = client.get(AREAS)
    assert after["ETag"] != before and b"137.9" in after.content


@pytest.mark.parametrize("path", [AREAS, PINS])
def test_who_has_this_version_gets_no_body(path: str, client: Client) -> None:
    city()
    place()
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and again.content == b"" and again["ETag"] == first["ETag"]
    place("あたらしい ばしょ")
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_pin_has_what_the_map_says_of_a_place(client: Client) -> None:
    made = place(kana="みどりしょくどう")
    make.session(made)
    (pin,) = features(client, PINS)
    assert pin["geometry"]["coordinates"] == [138.05, 34.05]
    assert pin["properties"] == {
        "kind": "place", "id": made.public_id, "name": "みどり食堂", "kana": "みどりしょくどう", "of": "kodomo_shokudo",
        "icon": "bowl", "tint": "orange", "state": "", "restricted": False, "status": "いま あいてる（18:00まで）",
        "today": True, "href": reverse("places:place", args=[made.public_id]),
    }  # fmt: skip


def test_restricted_and_paused_places_are_marked_and_hidden_ones_left_out(client: Client) -> None:
    place("西小の子の場所", restricted=True, restricted_to="西小の子", everyone=None)
    place("おやすみ中", state="paused", paused_since=make.MONDAY)
    place("まだ", state="pending")
    place("どこだろう", lat=None, lng=None)
    pins = {one["properties"]["name"]: one["properties"] for one in features(client, PINS)}
    assert {name: pin["state"] for name, pin in pins.items()} == {
        "西小の子の場所": "restricted",
        "おやすみ中": "closed",
    }
    assert pins["西小の子の場所"]["restricted"] is True


@pytest.mark.parametrize(
    ("query", "names"),
    [({}, {"みどり食堂", "べんきょう室"}), ({"kind": "study"}, {"べんきょう室"}), ({"q": "ごはん"}, {"みどり食堂"}),
     ({"stage": "high"}, {"みどり食堂"}), ({"district": "M02"}, {"べんきょう室"})],
)  # fmt: skip
def test_pins_shades_and_list_are_narrowed_alike(
    query: dict[str, str], names: set[str], client: Client
) -> None:
    city()
    place()
    place("べんきょう室", kind="study", district_code="M02", everyone=None, stages=["junior"])
    text = said(client.get(MAP, query).content.decode())
    assert {one["properties"]["name"] for one in features(client, PINS, **query)} == names
    assert sum(one["places"] for one in districts(client, **query).values()) == len(names)
    assert {name for name in ("みどり食堂", "べんきょう室") if name in text} == names


def test_the_map_asks_for_what_the_page_is_narrowed_by(client: Client) -> None:
    place()
    html = client.get(MAP, {"kind": "kodomo_shokudo"}).content.decode()
    assert f'src="{AREAS}?kind=kodomo_shokudo {PINS}?kind=kodomo_shokudo"' in html


def test_without_a_map_the_same_places_stand_by_district(client: Client) -> None:
    city()
    place("みどり食堂")
    place("星の会", district_code="M02")
    place("どこだろう", lat=None, lng=None, district_code="")
    text = said(client.get(MAP).content.decode()).split("ちずと 同じ")[1]
    order = [text.index(words) for words in ("虹橋", "みどり食堂", "ほかの ところ", "どこだろう")]
    assert order == sorted(order) and text.index("星砂") < text.index("星の会")
    assert "ちずに ありません" in text


def test_only_the_map_page_loads_the_maps_script(client: Client) -> None:
    assert "place-map.js" in client.get(MAP).content.decode()
    assert "place-map.js" not in client.get(reverse("places:calendar")).content.decode()


def test_no_tile_server_is_asked_unless_the_city_says_so(client: Client, settings: Any) -> None:
    page = client.get(MAP)
    assert (
        "data-tiles" not in page.content.decode() and "cyberjapandata" not in page["Content-Security-Policy"]
    )
    assert django_settings.MAP_TILES == ""
    settings.MAP_TILES = "https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"
    html = client.get(MAP).content.decode()
    assert (
        'data-tiles="https://cyberjapandata.gsi.go.jp/xyz/pale/{z}/{x}/{y}.png"' in html
        and "地理院タイル" in html
    )


@pytest.mark.parametrize(("flag", "origins"), [("1", ["https://cyberjapandata.gsi.go.jp"]), ("", [])])
def test_the_policy_opens_for_pictures_of_the_tile_server_alone(flag: str, origins: list[str]) -> None:
    said = "import json; from config import settings as s; print(json.dumps(s.CONTENT_SECURITY_POLICY['DIRECTIVES']))"
    done = subprocess.run(
        [sys.executable, "-c", said], env={**os.environ, "GSI_TILES": flag, "IBASHO_MODE": "demo"}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    directives = json.loads(done.stdout)
    assert {name for name, values in directives.items() if set(origins) & set(values)} == (
        {"img-src"} if origins else set()
    )
    assert [one for one in directives["img-src"] if one.startswith("http")] == origins


@pytest.mark.parametrize("path", [MAP, AREAS, PINS])
def test_the_number_of_queries_does_not_grow(path: str, client: Client) -> None:
    city()
    make.session(place())

    def queries() -> int:
        client.get(path)  # the shapes are remembered from now on
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    few = queries()
    for number in range(8):
        make.session(place(f"ばしょ{number}", district_code=f"M0{number % 2 + 1}", town_name=f"町{number}"))
    assert queries() == few <= 12
