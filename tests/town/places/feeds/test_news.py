"""News for who follows the city: new places, new hours, sudden closures — once a day each, and of places only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.town.places.actions import openings, places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.opening import Opening, Pattern
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


def made(people: Cast, name: str = "あたらしい食堂", at: datetime = make.AT, **values: Any) -> Place:
    known = {"name": name, "kind": "kodomo_shokudo", "everyone": True, "organisation_id": people.midori.pk}
    return places.create(values=known | values, state="published", by=people.by(people.aoi), at=at)


def titles(client: Client) -> list[str]:
    response = client.get(reverse("places:news_rss"))
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    return [item.findtext("title") or "" for item in Xml.fromstring(response.content).iter("item")]


def test_a_new_place_is_news(client: Client, people: Cast) -> None:
    made(people)
    assert titles(client) == ["あたらしい居場所: あたらしい食堂"]


def test_changed_hours_are_news_once_a_day(client: Client, people: Cast) -> None:
    place = made(people, at=make.AT - timedelta(days=3))
    for minute, hour in enumerate((14, 15, 16)):
        rule = Opening(Pattern.WEEKLY, weekdays=frozenset({2}), starts=time(hour), ends=time(18))
        at = make.AT - timedelta(minutes=10 - minute)
        places.change(place=place, values={}, openings=[rule], by=people.by(people.hana), at=at)
    assert titles(client) == ["時間が かわりました: あたらしい食堂", "あたらしい居場所: あたらしい食堂"]


def test_other_changes_are_no_news(client: Client, people: Cast) -> None:
    place = made(people)
    places.change(place=place, values={"phone": "000-000-0000"}, by=people.by(people.hana), at=make.AT)
    assert titles(client) == ["あたらしい居場所: あたらしい食堂"]


def test_a_sudden_closure_is_news_with_its_day_and_a_planned_one_is_not(client: Client, people: Cast) -> None:
    place = made(people)
    by = people.by(people.hana)
    later = make.TUESDAY + timedelta(days=30)
    openings.close_days(place=place, first=later, last=later, reason="年末", sudden=False, by=by, at=make.AT)
    openings.close_days(
        place=place, first=make.TUESDAY, last=make.TUESDAY, reason="花さんが かぜのため", sudden=True, by=by,
        at=make.AT,
    )  # fmt: skip
    body = client.get(reverse("places:news_rss")).content.decode()
    assert titles(client)[0] == "急な お休み: あたらしい食堂"
    assert "11月24日（火）は お休みです。" in body
    assert "花さん" not in body  # the reason is somebody's own words: it stays on the page


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "nursery"},
        {"restricted": True, "restricted_to": "利用が 決まっている人", "everyone": None},
    ],
)
def test_what_is_not_for_all_is_no_news(client: Client, people: Cast, values: dict[str, Any]) -> None:
    made(people, **values)
    assert titles(client) == []


def test_a_place_taken_down_takes_its_news_along(client: Client, people: Cast) -> None:
    place = made(people)
    Place.objects.filter(pk=place.pk).update(state="ended")
    assert titles(client) == []


def test_atom_tells_the_same(client: Client, people: Cast) -> None:
    made(people)
    response = client.get(reverse("places:news_atom"))
    feed = Xml.fromstring(response.content)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == titles(client)
    assert feed.findtext(f"{ATOM}updated") == "2026-11-24T15:00:00+09:00"


def test_an_empty_city_has_a_feed_without_news(client: Client) -> None:
    assert titles(client) == []
    assert client.get(reverse("places:news_atom")).status_code == 200


def test_control_characters_never_break_the_feed(client: Client, people: Cast) -> None:
    made(people, name="みどり\x0b<食堂>&")
    assert titles(client) == ["あたらしい居場所: みどり<食堂>&"]


def test_at_most_fifty_items_in_few_queries(
    client: Client, people: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        made(people, f"食堂{number}")
    with django_assert_max_num_queries(4):
        assert len(titles(client)) == 50


def test_who_wrote_it_is_never_said(client: Client, people: Cast) -> None:
    made(people)
    body = client.get(reverse("places:news_rss")).content.decode()
    assert people.aoi.name not in body
    assert "@example.test" not in body
