"""The front page and 「いま・きょう」: found in two taps, without scripts, without a position."""

from __future__ import annotations

import base64
import json
import logging
import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ui import furigana
from ibasho.town.places.models import ClosedDays, Event, Place, Session
from ibasho.town.places.rules import search
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.templatetags.places import ALONE_FROM
from ibasho.town.places.views.chooser import STAGE_WORDS, WHEN_WORDS
from tests import make
from tests.reading import plain
from tests.town.areas.engine import nets

pytestmark = pytest.mark.django_db
TODAY = reverse("places:today")


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """It is Tuesday, 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def page(client: Client, path: str = TODAY, **query: Any) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def said(html: str) -> str:
    """What a reader sees, without the readings above it."""
    return plain(html)


def opened(name: str = "みどり食堂", **fields: Any) -> Place:
    place = make.place(name, **fields)
    Place.objects.filter(pk=place.pk).update(search_text=search.text_of(place))
    make.session(place)
    return place


def test_the_front_page_answers_without_a_tap(client: Client) -> None:
    place = opened()
    html = page(client, "/")
    assert "きょう どこへ いく？" in said(html)
    assert "いま あいている" in said(html)
    assert f'href="{reverse("places:place", args=[place.public_id])}"' in html


def test_the_front_page_shows_the_week_when_nothing_is_open(client: Client) -> None:
    make.session(make.place("どようびの会"), make.TUESDAY + timedelta(days=4))
    text = said(page(client, "/"))
    assert "今週" in text
    assert "どようびの会" in text


def test_an_empty_city_still_has_a_way_on(client: Client) -> None:
    assert "今週は まだ ありません" in said(page(client, "/"))
    assert "いま あいている ところは ありません" in said(page(client, TODAY, when="now"))
    assert "きょうは もう ありません" in said(page(client))
    assert "あう ところが みつかりません" in said(page(client, TODAY, want="food"))


def test_a_school_is_chosen_in_two_taps_and_remembered(client: Client) -> None:
    make.district()
    opened(lat=34.1505, lng=138.15)
    front = page(client, "/")
    assert f'href="{reverse("places:start")}"' in front  # first tap
    chosen = reverse("places:choose_start", args=["district", "M01"])
    assert f'href="{chosen}"' in page(client, reverse("places:start"))  # second tap
    response = client.get(chosen)
    assert (response.status_code, response["Location"]) == (302, TODAY)
    assert client.cookies["start"].value == "district:M01"
    text = said(page(client))
    assert "ここから：虹橋" in text
    assert "あるいて" in text
    assert "めやす" in text


def test_a_town_is_found_by_its_reading(client: Client) -> None:
    town = make.town()
    html = page(client, reverse("places:start"), q="ニジ")
    assert reverse("places:choose_start", args=["town", str(town.pk)]) in html
    assert "みつかりません" in said(page(client, reverse("places:start"), q="ほしぞら"))


def test_what_is_remembered_can_be_forgotten(client: Client) -> None:
    make.district()
    client.get(reverse("places:choose_start", args=["district", "M01"]))
    client.get(reverse("places:choose_stage", args=["upper"]))
    client.get(reverse("places:forget_start"))
    assert client.cookies["start"].value == client.cookies["stage"].value == ""


def test_an_address_names_the_school_without_changing_what_is_remembered(client: Client) -> None:
    make.district()
    make.district("M02", "鈴音", "すずね")
    client.get(reverse("places:choose_start", args=["district", "M01"]))
    html = page(client, TODAY, district="M02")
    assert "ここから：鈴音" in said(html)
    assert "district=M02" in html
    assert client.cookies["start"].value == "district:M01"


@pytest.mark.parametrize("code", ["nowhere:M01", "district:M99", "town:99999", "town:x", "district:"])
def test_a_cookie_of_a_school_that_is_no_more_is_passed_by(client: Client, code: str) -> None:
    client.cookies["start"] = code
    opened()
    assert "みどり食堂" in said(page(client))


def test_a_wrong_choice_is_not_found(client: Client) -> None:
    assert client.get(reverse("places:choose_start", args=["district", "M99"])).status_code == 404
    assert client.get(reverse("places:choose_stage", args=["teacher"])).status_code == 404


def test_old_and_odd_addresses_give_a_page(client: Client) -> None:
    opened()
    text = said(page(client, TODAY, when="never", stage="x", want="moon", kind="zoo", page="-3", home="99"))
    assert "みどり食堂" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"stage": "infant"}, {"だれでも"}),
        ({"stage": "upper", "alone": "1"}, {"しょうがくせい"}),
        ({"alone": "1"}, {"しょうがくせい"}),
        ({"free": "1"}, {"だれでも"}),
        ({"want": "wifi"}, {"だれでも"}),
        ({"feature": "wifi"}, {"だれでも"}),
        ({"kind": "study"}, {"しょうがくせい"}),
        ({"want": "study"}, {"しょうがくせい"}),
        ({"q": "ワイファイ"}, {"だれでも"}),
        ({"q": "勉強"}, {"しょうがくせい"}),
        ({"q": "食堂いがい"}, {"しょうがくせい"}),
        ({"q": "-べんきょう"}, {"だれでも"}),
    ],
)
def test_the_list_is_narrowed(client: Client, query: dict[str, str], found: set[str]) -> None:
    opened(
        "しょうがくせい", kind="study", everyone=None, stages=["lower", "upper"], alone_from="upper",
        fee_elementary_yen=100,
    )  # fmt: skip
    opened(
        "だれでも",
        fee_infant_yen=0,
        fee_elementary_yen=0,
        fee_junior_yen=0,
        fee_high_yen=0,
        features=["wifi"],
    )
    text = said(page(client, TODAY, **query))
    assert {name for name in ("しょうがくせい", "だれでも") if f" {name} " in text} == found


def test_one_choice_more_keeps_the_others(client: Client) -> None:
    opened(features=["wifi"])
    html = page(client, TODAY, when="week", want="food", stage="upper")
    assert "?when=week&amp;stage=upper&amp;want=food&amp;want=wifi" in html
    assert 'aria-current="true"' in html


def test_a_remembered_stage_can_be_put_aside_for_one_look(client: Client) -> None:
    client.cookies["stage"] = "infant"
    opened("ちゅうがくせい", everyone=None, stages=["junior"])
    assert "ちゅうがくせい" not in said(page(client))
    html = page(client, TODAY, stage="all")
    assert "ちゅうがくせい" in said(html)
    assert "stage=all&amp;alone=1" in html


def test_a_card_says_what_a_child_asks(client: Client) -> None:
    opened(
        alone_from="lower", fee_elementary_yen=0, fee_junior_yen=0, fee_high_yen=0, features=["meal"],
        outside_city=True,
    )  # fmt: skip
    text = said(page(client))
    for words in (
        "18:00まで",
        "ひとりで いって いいよ",
        "お金は いりません",
        "市の そと",
        "ばしょは でんわで きいてね",
    ):
        assert words in text


def test_a_sudden_closure_stands_above_everything(client: Client) -> None:
    place = opened()
    Session.objects.update(state="cancelled", reason="水道こうじ")
    ClosedDays.objects.create(
        place=place, first=make.TUESDAY, last=make.TUESDAY, sudden=True, reason="水道こうじ", told_at=make.AT
    )
    for path in ("/", TODAY):
        text = said(page(client, path))
        assert "みどり食堂：きょうは おやすみに なりました" in text
        assert "水道こうじ" in text


def test_a_visit_of_today_stands_beside_the_places(client: Client) -> None:
    event = Event.objects.create(
        kind="mobile", title="やってくる広場 ささぶね", venue_name="ささぶね公園", state="published",
        free_of_charge=True, created_at=make.AT, updated_at=make.AT,
    )  # fmt: skip
    Session.objects.create(event=event, day=make.TUESDAY, starts=time(14), ends=time(16))
    hidden = Event.objects.create(
        title="したがき", venue_name="どこか", created_at=make.AT, updated_at=make.AT
    )
    Session.objects.create(event=hidden, day=make.TUESDAY, starts=time(14), ends=time(16))
    text = said(page(client))
    assert "やってくる広場 ささぶね" in text
    assert "ささぶね公園" in text
    assert "したがき" not in text


def test_pages_follow_each_other_by_links(client: Client) -> None:
    for number in range(25):
        make.session(make.place(f"居場所{number:02}", kana=f"いばしょ{number:02}"))
    first = page(client)
    assert 'href="?page=2" rel="next"' in first
    second = page(client, TODAY, page=2)
    assert "居場所24" in said(second)
    assert 'rel="prev"' in second


def test_everything_is_a_link_or_a_form_and_needs_no_script(client: Client) -> None:
    opened()
    html = re.sub(r"<template.*?</template>", "", page(client), flags=re.S)
    assert re.findall(r"<(?:a|button)[^>]*onclick|<script(?![^>]*src=)|\sstyle=", html) == []
    assert re.findall(r'<a(?=[\s>])(?![^>]*href=")[^>]*>', html) == []
    buttons = re.findall(r"<button[^>]*>", html)
    assert all("hidden" in one or 'type="button"' not in one for one in buttons)
    assert html.count("<h1") == 1


def test_every_kanji_of_the_pages_has_its_reading(client: Client) -> None:
    opened(kana="みどりしょくどう")
    make.district()
    for path in ("/", TODAY, reverse("places:start"), reverse("places:list")):
        html = page(client, path)
        main = html[html.index("<main") : html.index("</main>")]
        bare = re.sub(r"<ruby>.*?</ruby>|<option.*?</option>|<[^>]+>", "", main, flags=re.S)
        assert re.findall(r"[一-鿿]+", bare) == [], path


def test_no_position_is_taken_kept_or_handed_on(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    opened(lat=34.1505, lng=138.15)
    with caplog.at_level(logging.DEBUG):
        for path in (TODAY, "/", reverse("places:list"), reverse("places:near")):
            response = client.get(path, {"lat": "34.7691", "lng": "138.0142", "near": "34.7691,138.0142"})
            own = re.sub(r"<header.*?</header>", "", response.content.decode(), flags=re.S)
            assert "34.7691" not in own
    assert "34.7691" not in caplog.text
    assert not {"lat", "lng", "position"} & set(client.cookies)


def test_near_json_is_the_same_for_everybody_who_asks_alike(client: Client) -> None:
    place = opened("みどり食堂", kana="みどりしょくどう", lat=34.150512345, lng=138.15)
    opened("ばしょなし")
    opened("がくどう", kind="after_school", everyone=None, lat=34.15, lng=138.15)
    response = client.get(reverse("places:near"), {"stage": "upper"})
    told = json.loads(response.content)
    assert told["rows"] == [
        [
            place.public_id,
            "みどり食堂",
            "みどりしょくどう",
            "kodomo_shokudo",
            34.15051,
            138.15,
            "now",
            "15:00",
            "18:00",
        ]
    ]
    assert (told["pace"], told["detour"], told["far"]) == (70, 1.3, 20)
    assert told["kinds"]["kodomo_shokudo"] == ["bowl", "orange"]
    assert told["place"].endswith("/places/ID/")
    assert told["walks"] is None  # no streets are loaded
    assert "Set-Cookie" not in response


def test_near_json_tells_the_way_from_small_squares_around_each_place(client: Client) -> None:
    """The device looks its own square up: its position is asked for nowhere."""
    spots, streets = nets.square(12)
    make.streets(nets.net(spots, streets))
    opened(lat=nets.SOUTH + 500 * nets.METRE_NORTH, lng=nets.WEST + 500 * nets.METRE_EAST)
    opened("ばしょなし")
    told = json.loads(client.get(reverse("places:near")).content)
    walks = told["walks"]
    (way,) = (base64.b64decode(row) for row in walks["rows"])
    assert len(way) == walks["side"] ** 2
    assert way[len(way) // 2] * walks["unit"] <= 300
    assert max(byte for byte in way if byte != 255) * walks["unit"] >= 700


def test_with_streets_a_walk_is_no_longer_a_rough_guess(client: Client) -> None:
    spots, streets = nets.square(5)
    make.streets(nets.net(spots, streets))
    make.district(lat=nets.SOUTH, lng=nets.WEST)
    opened(lat=nets.SOUTH + 300 * nets.METRE_NORTH, lng=nets.WEST + 300 * nets.METRE_EAST)
    client.cookies["start"] = "district:M01"
    text = said(page(client))
    assert "10 分" in text or "10分" in text  # 600 m at 60 m a minute
    assert "10分（めやす）" not in text.replace(" ", "")


def test_the_page_asks_the_database_the_same_few_questions(client: Client) -> None:
    make.district()
    client.cookies["start"] = "district:M01"
    spent = []
    for _ in range(2):
        for number in range(8):
            opened(f"居場所{number}", lat=34.15, lng=138.15)
        with CaptureQueriesContext(connection) as queries:
            page(client, TODAY, when="week")
        spent.append(len(queries))
    assert spent[0] == spent[1] <= 12


def test_the_readings_cover_every_word_of_choice() -> None:
    words = [*FEATURE_LABELS.values(), *ALONE_FROM.values(), *STAGE_WORDS.values(), *WHEN_WORDS.values()]
    words += [word for kind in PlaceKind for word in (kind.label, kind.child_label)]
    words += [stage.label for stage in Stage]
    assert {kanji for word in words for kanji in furigana.unread(str(word))} == set()
