"""GeoJSON and HSDS: the whole entry for maps and for other programs, under the standards' own names."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.town.places.models import OpeningRule, Place
from ibasho.town.places.queries import directory, hsds
from tests import make
from tests.people import cast
from tests.town.places.feeds import hsds_fields

pytestmark = pytest.mark.django_db


def features(client: Client) -> list[dict[str, Any]]:
    response = client.get(reverse("places:data_geojson"))
    assert response["Content-Type"] == "application/geo+json; charset=utf-8"
    found: list[dict[str, Any]] = response.json()["features"]
    return found


def test_longitude_stands_first_and_a_place_without_a_position_stays_in(client: Client) -> None:
    make.place("ある", lat=34.15, lng=138.16)
    make.place("ない")
    here, nowhere = features(client)
    assert here["geometry"] == {"type": "Point", "coordinates": [138.16, 34.15]}
    assert nowhere["geometry"] is None


def test_the_collection_says_its_frame_and_its_licence(client: Client) -> None:
    found = client.get(reverse("places:data_geojson")).json()
    assert found["crs"]["properties"]["name"] == "urn:ogc:def:crs:OGC:1.3:CRS84"
    assert found["licence"] == "CC BY 4.0"
    assert found["attribution"]


def test_a_feature_holds_all_that_is_known(client: Client) -> None:
    place = make.place(features=["wifi"], stages=["lower"], alone_from="lower", fee_elementary_yen=0)
    make.weekly(place, 1, 3)
    properties = features(client)[0]["properties"]
    assert properties["features"] == ["wifi"]
    assert properties["fees_yen"] == {
        "infant": None,
        "elementary": 0,
        "junior": None,
        "high": None,
        "adult": None,
    }
    assert properties["openings"][0]["words"] == "毎週 火・木 15:00～18:00"
    assert properties["openings"][0]["rrules"] == ["FREQ=WEEKLY;WKST=MO;BYDAY=TU,TH"]
    assert properties["url"].endswith(reverse("places:place", args=[place.public_id]))


def test_a_kind_that_is_never_for_all_is_never_for_everyone() -> None:
    for fields in (
        {"kind": "nursery", "everyone": True},
        {"restricted": True, "restricted_to": "会員", "everyone": None},
    ):
        told = directory.entry(make.place(**fields))
        assert (told["everyone"], told["for_everybody"]) == (False, False)


PRIVATE = {
    "id", "organisation", "organisation_name", "verified_by", "verified_words", "verify_asked_at", "original",
    "missing_since", "search_text", "version", "created_at", "position_source", "public_id", "url", "everyone",
    *(f"fee_{name}_yen" for name in directory.FEES),
}  # fmt: skip


def test_every_column_is_either_given_out_on_purpose_or_named_as_not_given_out() -> None:
    """A new column of the table goes nowhere before somebody has thought about it."""
    columns = {field.name for field in Place._meta.concrete_fields}
    given = set(directory.entry(make.place()))
    assert columns - given <= PRIVATE
    assert columns - given - PRIVATE == set()
    assert {"verified_by", "verified_words", "original"} & given == set()


def service(**fields: Any) -> dict[str, Any]:
    return hsds.service(make.place(**fields))


def test_every_name_is_one_of_the_standard_and_none_it_needs_is_missing() -> None:
    place = make.place(
        organisation=cast().midori, kana="ミドリ", description="みんなで", address="みほん市虹橋1-2", building="公民館", postal_code="000-0000",
        phone="000-000-0000", contact_email="midori@example.jp", lat=34.15, lng=138.16, fee_adult_yen=300, fee_note="回数券",
        booking="needed", stages=["lower"], everyone=None, features=["wifi"], accessibility=["wheelchair"],
        verified_on=date(2026, 11, 1), state="paused", paused_since=date(2026, 11, 1), access_note="駅から",
    )  # fmt: skip
    make.weekly(place, 1)
    assert hsds_fields.problems("service", hsds.service(place)) == []


def test_the_check_itself_sees_what_is_wrong() -> None:
    assert hsds_fields.problems("service", {"id": "1", "nome": "x"}) == [
        "service.nome is no field", "service.name is missing", "service.status is missing",
        "service.id is no uuid",
    ]  # fmt: skip


def test_a_weekly_rule_is_a_schedule_other_programs_can_repeat() -> None:
    place = make.place()
    make.weekly(place, 1, 3)
    (schedule,) = hsds.service(place)["schedules"]
    assert (schedule["freq"], schedule["byday"], schedule["interval"]) == ("WEEKLY", "TU,TH", 1)
    assert (schedule["opens_at"], schedule["closes_at"], schedule["timezone"]) == (
        "15:00+09:00",
        "18:00+09:00",
        9,
    )


def test_a_rule_no_recurrence_can_say_is_told_in_words_only() -> None:
    place = make.place()
    OpeningRule.objects.create(place=place, pattern="weekly", weekdays=[1], holiday="closed", starts=time(9))
    (schedule,) = hsds.service(place)["schedules"]
    assert "freq" not in schedule
    assert schedule["description"] == "毎週 火曜 9:00～（祝日は休み）"


def test_midnight_and_validity_are_kept() -> None:
    place = make.place()
    OpeningRule.objects.create(
        place=place,
        pattern="weekly",
        weekdays=[5],
        starts=time(0),
        ends=END_OF_DAY,
        valid_from=date(2026, 12, 1),
    )
    (schedule,) = hsds.service(place)["schedules"]
    assert (schedule["opens_at"], schedule["closes_at"]) == ("00:00+09:00", "23:59+09:00")
    assert schedule["valid_from"] == "2026-12-01"


def test_words_of_the_source_are_a_schedule_when_nothing_else_is_known() -> None:
    assert service(opening_words="店主の きぶん")["schedules"][0]["description"] == "店主の きぶん"


def test_the_verified_day_and_the_pause_are_said() -> None:
    told = service(verified_on=date(2026, 11, 1), state="paused", paused_since=date(2026, 11, 1))
    assert (told["assured_date"], told["status"]) == ("2026-11-01", "temporarily closed")


def test_a_restricted_service_says_for_whom_and_gives_no_ages() -> None:
    told = service(restricted=True, restricted_to="入会している こども", everyone=None, stages=["lower"])
    assert told["eligibility_description"] == "使える人が 決まっています（入会している こども）"
    assert "minimum_age" not in told


def test_identifiers_stay_the_same_and_are_never_shared() -> None:
    one, other = make.place("ひとつ"), make.place("べつ")
    assert hsds.service(one) == hsds.service(one)
    assert hsds.service(one)["id"] != hsds.service(other)["id"]


def test_the_file_holds_every_listed_place(client: Client) -> None:
    make.place()
    make.place(state="draft")
    found = client.get(reverse("places:data_hsds")).json()
    assert [service["name"] for service in found["services"]] == ["みどり食堂"]
    assert found["version"] == "3.1"
