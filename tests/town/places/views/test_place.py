"""One place and the full list: in a child's words first, the source's own words always."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.town.places.models import ClosedDays, OpeningRule, Photo, Place, PlaceNote, Session
from ibasho.town.places.rules import search
from tests import make
from tests.people import cast
from tests.reading import plain

pytestmark = pytest.mark.django_db
LIST = reverse("places:list")


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """It is Tuesday, 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def html_of(client: Client, place: Place) -> str:
    response = client.get(reverse("places:place", args=[place.public_id]))
    assert response.status_code == 200
    return response.content.decode()


def said(html: str) -> str:
    return plain(html)


def listed(client: Client, **query: Any) -> str:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return said(response.content.decode())


def test_a_place_answers_the_childs_questions_first(client: Client) -> None:
    place = make.place(
        kana="みどりしょくどう", alone_from="lower", fee_elementary_yen=0, fee_adult_yen=300, features=["meal", "wifi"],
        people_note="元気な おばあちゃん", description="みんなで たべます。", phone="000-000-0001",
    )  # fmt: skip
    make.weekly(place, 1)
    make.session(place)
    html = html_of(client, place)
    text = said(html)
    for words in (
        "18:00まで", "ひとりで いって いいよ", "まいしゅう 火よう日", "元気な おばあちゃん", "みんなで たべます。", "Wi-Fi",
        "300円", "000-000-0001", "これから 2週間",
    ):  # fmt: skip
        assert words in text, words
    assert text.index("ひとりで いって いいよ") < text.index("おとなの人へ")
    assert html.count("<h1") == 1


def test_the_words_of_the_source_are_always_shown(client: Client) -> None:
    place = make.place(
        opening_words="毎月第3土曜（8月は休み）", source_name="こども食堂一覧", source_url="https://example.test/",
        verified_on=date(2026, 11, 1), verified_words="でんわで確かめた", original={"開催日": "第3土", "備考": ""},
    )  # fmt: skip
    text = said(html_of(client, place))
    for words in (
        "毎月第3土曜（8月は休み）",
        "こども食堂一覧",
        "でんわで確かめた",
        "2026年（令和8年）11月1日",
        "第3土",
    ):
        assert words in text, words
    assert "備考" not in text
    assert "時間は まだ わかりません" in text


def test_what_is_not_known_says_so(client: Client) -> None:
    text = said(html_of(client, make.place()))
    assert "お金は きいてね" in text
    assert "ひとりで いいか きいてね" in text
    assert "わかっていません" in text


def test_coming_days_show_what_is_called_off_and_what_is_not_sure(client: Client) -> None:
    place = make.place()
    make.session(place, make.TUESDAY + timedelta(days=1))
    off = make.session(place, make.TUESDAY + timedelta(days=2))
    short = make.session(place, make.TUESDAY + timedelta(days=3))
    make.session(place, make.TUESDAY + timedelta(days=13), starts=time(9), ends=time(10))
    make.session(place, make.TUESDAY + timedelta(days=14), starts=time(7), ends=time(8))
    Session.objects.filter(pk=off.pk).update(state="cancelled", reason="台風")
    Session.objects.filter(pk=short.pk).update(staffing="short")
    text = said(html_of(client, place))
    for words in ("おやすみに なりました 台風", "まだ きまっていません", "9:00～10:00"):
        assert words in text, words
    assert "7:00～8:00" not in text


def test_a_sudden_closure_has_its_banner_on_the_place(client: Client) -> None:
    place = make.place()
    row = make.session(place)
    Session.objects.filter(pk=row.pk).update(state="cancelled", reason="水もれ")
    ClosedDays.objects.create(
        place=place, first=make.TUESDAY, last=make.TUESDAY, sudden=True, reason="水もれ", told_at=make.AT
    )
    assert "きょうは おやすみに なりました（水もれ）" in said(html_of(client, place))


def test_only_read_notes_and_approved_photos_are_shown(client: Client) -> None:
    place, people = make.place(), cast()
    for state, words in (("published", "たのしかった"), ("waiting", "まだ"), ("refused", "だめ")):
        PlaceNote.objects.create(
            place=place, stage="upper", words=words + "ひとこと", told_on=make.TUESDAY, state=state
        )
    known = {"place": place, "nobody_shown": True, "added_at": make.AT}
    Photo.objects.create(
        file="a.jpg", words="いりぐちの写真", approved_at=make.AT, approved_by=people.aoi, **known
    )
    Photo.objects.create(file="b.jpg", words="まだ見ていない写真", **known)
    html = html_of(client, place)
    assert "たのしかったひとこと" in said(html)
    assert "まだひとこと" not in said(html)
    assert "だめひとこと" not in said(html)
    assert 'alt="いりぐちの写真"' in html
    assert "まだ見ていない写真" not in html


@pytest.mark.parametrize("state", ["draft", "pending", "ended", "refused"])
def test_what_is_not_public_is_not_found(client: Client, state: str) -> None:
    place = make.place(state=state)
    assert client.get(reverse("places:place", args=[place.public_id])).status_code == 404
    assert place.name not in listed(client)


def test_the_list_holds_paused_and_restricted_places_and_says_what_they_are(client: Client) -> None:
    make.place("や", kana="や", state="paused", paused_since=date(2026, 11, 1), paused_reason="台所の直し")
    make.place("わ", kana="わ", restricted=True, restricted_to="北小の子", everyone=False, alone_from="lower")
    text = listed(client)
    assert "2かしょ" in text
    assert "休止中" in text
    assert "きまった人の 場所" in text
    assert "北小の子" in text
    assert "ひとりで いって いいよ" not in text
    assert text.index(" わ ") < text.index(" や ")  # 休止中 comes last


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"あ", "い", "う"}),
        ({"kind": "library"}, {"い"}),
        ({"district": "M02"}, {"い"}),
        ({"stage": "infant"}, {"あ", "う"}),
        ({"q": "まんが"}, {"い"}),
        ({"kind": "nonsense", "district": "", "stage": "x"}, {"あ", "い", "う"}),
    ],
)
def test_the_list_is_narrowed_by_its_form(client: Client, query: dict[str, str], found: set[str]) -> None:
    make.district("M02", "鈴音", "すずね")
    make.place("あ", kana="あ", district_code="M01")
    make.place("い", kana="い", district_code="M02", kind="library", everyone=None, stages=["upper"])
    make.place("う", kana="う", outside_city=True)
    for place in Place.objects.all():
        Place.objects.filter(pk=place.pk).update(search_text=search.text_of(place))
    text = listed(client, **query)
    assert {name for name in ("あ", "い", "う") if f" {name} " in text} == found


def test_what_was_looked_for_stays_in_the_form_and_in_the_next_page(client: Client) -> None:
    make.district("M02", "鈴音", "すずね")
    for number in range(41):
        make.place(f"居場所{number:02}", kana=f"いばしょ{number:02}", district_code="M02")
    html = client.get(LIST, {"district": "M02", "stage": "upper"}).content.decode()
    assert '<option value="M02" selected>鈴音（すずね）</option>' in html
    assert "?stage=upper&amp;district=M02&amp;page=2" in html
    assert "41かしょ" in said(html)
    assert "居場所40" in listed(client, district="M02", stage="upper", page=2)


def test_the_list_asks_the_same_few_questions(client: Client) -> None:
    spent = []
    for _ in range(2):
        for number in range(15):
            place = make.place(f"居場所{number}")
            make.session(place)
            OpeningRule.objects.create(place=place, pattern="irregular", weekdays=[1])
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        spent.append(len(queries))
    assert spent[0] == spent[1] <= 12


def test_one_place_asks_few_questions(client: Client) -> None:
    place = make.place()
    make.weekly(place, 1)
    for day in range(10):
        make.session(place, make.TUESDAY + timedelta(days=day))
    with CaptureQueriesContext(connection) as queries:
        html_of(client, place)
    assert len(queries) <= 9 + 8  # nine of its own, and one for each of the things programmes add to it


def test_who_stands_before_a_shut_door_is_told_what_is_near_or_that_nothing_is(client: Client) -> None:
    shut = make.place("しまった所", lat=34.77, lng=138.0)
    assert "この 近くには、きょう あいている ところが ありません" in said(html_of(client, shut))
    near = make.place("となりの 食堂", lat=34.772, lng=138.0)
    make.session(near, starts=time(14), ends=time(18))
    text = said(html_of(client, shut))
    assert "ここなら きょう 行けるよ" in text and "となりの 食堂" in text
    assert "この 近くには" not in said(html_of(client, near))


def test_the_list_of_a_week_is_not_called_today(client: Client) -> None:
    week = said(client.get(reverse("places:today"), {"when": "week"}).content.decode())
    assert "今週 行けるところ" in week and "いま・きょう 行けるところ" not in week
