"""掛川市 in the database: what is published, where it is published, and blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.db.models import Q
from django.test import Client, override_settings
from django.urls import reverse

from demo.cities.kakegawa import HERE
from demo.sources import read_toml
from ibasho.rooms.mealtickets.models import Fund, Shop
from ibasho.town.areas import queries as areas
from ibasho.town.people.models import Membership, Organisation, Person
from ibasho.town.places.models import Event, OpeningRule, Place, Session
from tests import make
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.long]
HAS_SAMPLES = (settings.IBASHO_SAMPLES / "kakegawa" / "boundary.geojson").exists()


@pytest.fixture(scope="module", autouse=True)
def kakegawa(loading: Callable[[str], Any]) -> Iterator[list[str]]:
    with override_settings(IBASHO_CITY=read_toml(HERE / "city.toml")), loading("kakegawa") as told:
        yield told


def test_no_place_stands_there_without_its_source() -> None:
    assert Place.objects.count() == 32
    assert not Place.objects.filter(source_name="").exists()
    assert list(Place.objects.filter(source_url="").values_list("name", flat=True)) == ["カケショク"]


def test_what_is_not_published_stays_blank() -> None:
    known = (
        Q(phone__gt="")
        | Q(contact_email__gt="")
        | Q(address__gt="")
        | Q(lat__isnull=False)
        | Q(capacity__gte=0)
    )
    assert not Place.objects.filter(known | Q(verified_on__isnull=False)).exists()
    assert not OpeningRule.objects.exists()
    place = Place.objects.get(name="東山口こども食堂")
    assert (place.everyone, place.stages, place.audience_note, place.fee_elementary_yen) == (
        None,
        [],
        "",
        None,
    )


def test_what_is_published_is_said_in_its_own_words() -> None:
    place = Place.objects.get(name="子育て支援センターあいあい")
    assert (place.audience_note, place.stages) == ("0～3歳と家族", ["infant", "adult"])
    assert Place.objects.get(name="大東図書館").everyone is True


def test_a_place_for_named_schools_is_never_for_everyone() -> None:
    place = Place.objects.get(restricted=True)
    assert (place.restricted_to, place.everyone) == ("大坂小・千浜小・大浜中の児童生徒", None)


def test_its_accounts_are_roles_of_a_demo_and_no_person_of_the_city() -> None:
    assert all("みほん" in name for name in Person.objects.values_list("name", flat=True))
    assert all("みほん" in name for name in Organisation.objects.values_list("name", flat=True))
    assert all(mail.endswith(".example") for mail in Person.objects.values_list("email", flat=True))
    assert not Place.objects.filter(organisation__isnull=False).exists()


def test_files_that_are_not_there_are_named_with_where_they_go(kakegawa: list[str]) -> None:
    assert "まだ ない資料: 小学校区" in kakegawa[0]
    assert "$IBASHO_SAMPLES/kakegawa/districts.geojson" in kakegawa[0]
    for put in ("census/", "streets/", "projection/", "small_areas/"):
        assert f"$IBASHO_SAMPLES/kakegawa/{put}" in kakegawa[0]
    assert "読めない資料" not in kakegawa[0]
    assert not areas.districts(make.TUESDAY).exists()


@pytest.mark.skipif(not HAS_SAMPLES, reason="needs $IBASHO_SAMPLES/kakegawa")
def test_files_that_are_there_are_loaded_with_their_source(kakegawa: list[str]) -> None:
    found = areas.loaded(make.TUESDAY)
    assert found["towns"].count == 183
    assert "国土数値情報" in found["boundary"].sources[0]
    assert kakegawa[0].startswith("公的な資料: 市の境、町")


def test_the_trial_day_is_a_past_session_of_kakeshoku_with_the_decks_source() -> None:
    event = Event.objects.get()
    assert (event.place.name if event.place else "", event.title) == ("カケショク", "あそび場INカケショク")
    assert event.sessions.get().day == date(2024, 2, 16)
    assert event.source_name == "掛川市「こどもの居場所」づくり事業について（こども希望部 R6.8.21）"
    assert Session.objects.count() == 1


def test_the_place_that_rests_is_no_place_to_go_today_and_no_year_is_invented() -> None:
    place = Place.objects.get(state="paused")
    assert place.name == "こども食堂 遠JOY"
    assert place.paused_reason.startswith("6月4日から休止中と掲示（年は 書かれていません）")


def test_no_fund_no_shop_and_no_gift_is_invented_and_every_page_says_so(client: Client) -> None:
    assert not Fund.objects.exists()
    assert not Shop.objects.exists()
    client.cookies["furigana"] = "off"
    for name, words in (
        ("meals", ""), ("shops", "カードの お店は まだ ありません"), ("give", ""), ("givers", ""), ("card_page", ""),
        ("till", ""),
    ):  # fmt: skip
        page = client.get(reverse(f"mealtickets:{name}"))
        assert page.status_code == 200, name
        assert words in page.content.decode()
    sign_in(client, Membership.objects.filter(role="city_officer").select_related("person")[0].person)
    for name in (
        "desk_meals",
        "desk_shops",
        "sheets",
        "months",
        "ledger",
        "desk_gifts",
        "desk_bank",
        "desk_checks",
    ):
        assert client.get(reverse(f"mealtickets:{name}")).status_code == 200, name
