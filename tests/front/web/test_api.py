"""The public API: a program asks what a child would ask, and hears what the page says."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from ibasho.base.kernel import clock, geo
from ibasho.front.web import api, api_door
from ibasho.town.places.models import ClosedDays, Place, Session
from ibasho.town.places.queries import directory
from tests import make
from tests.people import cast
from tests.reading import plain
from tests.town.places.feeds import hsds_fields

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
LINK = re.compile(r'href="/places/([0-9A-Z]{10})/"')


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    """It is Tuesday, 15:00."""
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def get(client: Client, path: str, **query: Any) -> Any:
    response = client.get(V1 + path, query)
    assert response.status_code == 200, response.content.decode()
    assert response["Content-Type"] == "application/json; charset=utf-8"
    return response.json()


def refused(client: Client, path: str, status: int = 422, **query: Any) -> dict[str, Any]:
    response = client.get(V1 + path, query)
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json; charset=utf-8"
    told: dict[str, Any] = response.json()
    assert told["status"] == status
    assert re.search("[ぁ-ん]", told["detail"])
    return told


def town() -> None:
    """Places of many kinds around one school."""
    make.district()
    for number in range(26):
        place = make.place(
            f"{number}番の食堂", lat=34.14 + number / 500, lng=138.15, stages=["upper"] if number % 2 else [],
            everyone=None if number % 2 else True, alone_from="lower" if number % 4 else "", fee_elementary_yen=number % 4 * 100,
            features=["meal"] if number % 5 else [], kind="library" if number % 7 == 0 else "kodomo_shokudo",
        )  # fmt: skip
        make.session(place, make.TUESDAY + timedelta(days=number % 3), time(14 + number % 4), time(19))
    make.place("休み中", state="paused", paused_since=date(2026, 11, 1))
    make.place("限定", restricted=True, restricted_to="会員", everyone=None)


def ids(answer: dict[str, Any]) -> list[str]:
    return [place["id"] for place in answer["places"]]


QUESTIONS: list[tuple[dict[str, str], dict[str, str]]] = [
    ({}, {}),
    ({"when": "now"}, {"when": "now"}),
    ({"when": "week"}, {"when": "week"}),
    ({"stage": "upper"}, {"stage": "upper"}),
    ({"stage": "upper", "alone": "1"}, {"stage": "upper", "alone": "true"}),
    ({"free": "1", "stage": "lower"}, {"free": "true", "stage": "lower"}),
    ({"want": "food", "feature": "meal"}, {"want": "food", "feature": "meal"}),
    ({"kind": "library", "when": "week"}, {"kind": "library", "when": "week"}),
    ({"district": "M01"}, {"start": "M01"}),
    ({"district": "M01", "stage": "upper", "when": "week"}, {"start": "M01", "stage": "upper", "when": "week"}),
    ({"district": "M01", "home": "17:30", "stage": "upper"}, {"start": "M01", "home_by": "17:30", "stage": "upper"}),
]  # fmt: skip


@pytest.mark.parametrize(("page", "program"), QUESTIONS)
def test_the_api_answers_what_the_page_answers(
    client: Client, page: dict[str, str], program: dict[str, str]
) -> None:
    town()
    html = client.get(reverse("places:today"), page).content.decode()
    shown = list(dict.fromkeys(LINK.findall(html)))
    told = get(client, "/places", **program)
    assert ids(told) == shown
    assert shown
    for place in told["places"][:3]:
        assert place["name"] in plain(html)


def test_a_long_answer_is_walked_through_part_by_part(client: Client) -> None:
    town()
    whole = ids(get(client, "/places", when="week", limit=100))
    found: list[str] = []
    cursor = ""
    while cursor is not None:
        part = get(client, "/places", when="week", limit=7, cursor=cursor)
        found += ids(part)
        cursor = part["next_cursor"]
    assert found == whole
    assert len(whole) == len(set(whole)) == 26
    assert get(client, "/places", when="week", cursor="500")["places"] == []


def test_any_lists_paused_and_restricted_places_and_says_so(client: Client) -> None:
    town()
    told = {place["name"]: place for place in get(client, "/places", when="any", limit=100)["places"]}
    assert told["休み中"]["group"] == "paused"
    assert told["限定"]["may_come"] is None
    assert "限定" not in {place["name"] for place in get(client, "/places", when="week", limit=100)["places"]}
    asked = get(client, "/places", when="any", stage="upper", limit=100)["places"]
    assert {place["name"]: place["may_come"] for place in asked}["限定"] == "ask"


def test_the_moment_asked_for_decides(client: Client) -> None:
    place = make.place()
    make.session(place, starts=time(17), ends=time(19))
    groups = {
        at: get(client, "/places", at=at)["counts"]
        for at in ("2026-11-24T15:00+09:00", "2026-11-24T17:30", "2026-11-24T08:30:00Z")
    }
    assert list(groups.values()) == [{"later": 1}, {"now": 1}, {"now": 1}]
    assert get(client, "/places", at="2026-11-24T19:00+09:00")["total"] == 0


def test_a_plus_that_became_a_blank_on_the_way_is_understood(client: Client) -> None:
    response = client.get(f"{V1}/places?at=2026-11-24T15:00+09:00")
    assert response.json()["at"] == "2026-11-24T15:00:00+09:00"


def test_a_position_is_made_coarse_before_it_is_used(client: Client) -> None:
    near = make.place("すぐ となり", lat=34.15001, lng=138.15001)
    make.session(near)
    told = get(client, "/places", lat=34.15, lon=138.15)
    middle = geo.coarse(34.15, 138.15)
    assert told["start"] == {"lat": middle.lat, "lon": middle.lng}
    assert told["places"][0]["walk"]["metres"] > 100  # measured from the middle of the square
    elsewhere = get(client, "/places", lat=34.1501, lon=138.1501)
    assert elsewhere["places"] == told["places"]  # anywhere in the square is the same


def test_no_position_and_no_word_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for query in ("lat=34.123456&lon=138.654321", "q=himitsu", "lat=34.123456", "stge=himitsu"):
            client.get(f"{V1}/places?{query}")
        client.get(f"{V1}/nothing?q=himitsu")
    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert not re.search(r"34\.12|138\.65|himitsu", said)


def test_an_answer_says_who_may_come_what_it_costs_and_how_far_it_is(client: Client) -> None:
    place = make.place(
        lat=34.16, lng=138.15, alone_from="upper", fee_elementary_yen=100, verified_on=make.TUESDAY
    )
    make.session(place)
    (told,) = get(client, "/places", lat=34.15, lon=138.15, stage="upper")["places"]
    assert (told["group"], told["may_come"], told["cost"]) == (
        "now",
        "alone",
        {"low": 100, "high": 100, "free": False},
    )
    assert told["walk"]["minutes"] > 10
    assert told["walk"]["estimate"] is True
    assert told["session"] == {"day": "2026-11-24", "starts": "15:00", "ends": "18:00"}
    assert told["verified"] == "きょう 確かめました"
    (lower,) = get(client, "/places", stage="lower")["places"]
    assert lower["may_come"] == "with_adult"


@pytest.mark.parametrize(
    "query",
    [
        {"limit": 0}, {"limit": 101}, {"limit": "many"}, {"stage": "teen"}, {"kind": "bar"}, {"want": "money"},
        {"feature": "pool"}, {"lat": 34.15}, {"lat": 91, "lon": 138}, {"lat": "nan", "lon": "138"}, {"at": "soon"},
        {"at": "9999-12-31T23:59"}, {"at": "2020-01-01T00:00"}, {"cursor": "-1"}, {"cursor": "x"}, {"home_by": "25:00"},
        {"q": "a" * 61}, {"q": "\x00"}, {"alone": "maybe"}, {"when": "ever"}, {"district": "\x00"},
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_the_name_of_it(client: Client, query: dict[str, Any]) -> None:
    told = refused(client, "/places", **query)
    if told["code"] == "api.parameters":
        assert {one["name"] for one in told["errors"]} <= set(query)


def test_an_unknown_parameter_is_refused_and_the_known_ones_are_named(client: Client) -> None:
    told = refused(client, "/places", stge="upper")
    assert told["errors"] == [{"name": "stge", "reason": "知らない名前です"}]
    assert "stage" in told["detail"]
    refused(client, "/kinds", page=1)
    refused(client, "/hsds/services/00000000-0000-0000-0000-000000000000", page=1)
    refused(client, f"/places/{make.place().public_id}/sessions", stage="upper")


def test_an_unknown_start_and_unknown_places_are_not_found(client: Client) -> None:
    refused(client, "/places", 404, start="X9")
    refused(client, "/places/AAAAAAAAAA", 404)
    refused(client, "/places/AAAAAAAAAA/sessions", 404)
    refused(client, "/hsds/services/00000000-0000-0000-0000-000000000000", 404)
    refused(client, "/nothing", 404)
    refused(client, "/places/b%00d", 422)


@pytest.mark.parametrize("state", ["draft", "pending", "ended", "refused"])
def test_what_the_public_does_not_see_is_not_there(client: Client, state: str) -> None:
    place = make.place(state=state)
    make.session(place)
    refused(client, f"/places/{place.public_id}", 404)
    for when in ("today", "week", "any"):
        assert get(client, "/places", when=when)["places"] == []
    assert get(client, "/sessions")["sessions"] == []
    assert get(client, "/hsds/services")["empty"] is True


def test_one_place_is_the_whole_entry_as_in_geojson(client: Client) -> None:
    place = make.place(lat=34.15, lng=138.16, features=["wifi"])
    make.weekly(place, 1)
    told = get(client, f"/places/{place.public_id}")
    (feature,) = client.get(reverse("places:data_geojson")).json()["features"]
    assert {name: told[name] for name in feature["properties"]} == feature["properties"]
    assert set(told) == set(directory.entry(place))


def test_sessions_come_in_order_with_what_was_called_off(client: Client) -> None:
    place = make.place(district_code="M01")
    make.session(place, make.TUESDAY + timedelta(days=2))
    make.session(place, starts=None, ends=None)
    make.session(place)
    ClosedDays.objects.create(
        place=place,
        first=make.TUESDAY + timedelta(days=2),
        last=make.TUESDAY + timedelta(days=2),
        told_at=make.AT,
    )
    make.event_day(make.event())
    told = get(client, "/sessions")
    assert [(one["day"], one["starts"], one["state"]) for one in told["sessions"]] == [
        ("2026-11-24", "15:00", "planned"), ("2026-11-24", "16:00", "planned"), ("2026-11-24", None, "planned"),
        ("2026-11-26", "15:00", "cancelled"),
    ]  # fmt: skip
    assert [one["title"] for one in told["sessions"]][1] == "森の おやつ会"
    assert len(get(client, "/sessions", district="M01")["sessions"]) == 3
    assert len(get(client, "/sessions", kind="library")["sessions"]) == 0
    assert len(get(client, "/sessions", limit=1)["sessions"]) == 1


def test_a_roster_that_is_short_is_unsure(client: Client) -> None:
    session = make.session(make.place())
    Session.objects.filter(pk=session.pk).update(staffing="short")
    assert get(client, "/sessions")["sessions"][0]["state"] == "unsure"


def test_a_place_tells_its_own_days_even_if_restricted(client: Client) -> None:
    place = make.place(restricted=True, restricted_to="会員", everyone=None)
    make.session(place)
    assert get(client, "/sessions")["sessions"] == []
    assert len(get(client, f"/places/{place.public_id}/sessions")["sessions"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-11-24", "to": "2026-11-23"}, {"from": "2026-11-24", "to": "2027-03-01"}, {"from": "1900-01-01"},
        {"from": "9999-12-31"}, {"to": "9999-12-31"}, {"from": "tomorrow"},
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/sessions", "/events"])
def test_days_must_be_days_and_not_too_many(client: Client, path: str, query: dict[str, str]) -> None:
    refused(client, path, **query)


def test_events_come_with_their_days(client: Client) -> None:
    event = make.event(stages=["upper"])
    make.event_day(event)
    make.event_day(event, make.TUESDAY + timedelta(days=1))
    make.event_day(make.event("らいげつ"), make.TUESDAY + timedelta(days=30))
    (told,) = get(client, "/events")["events"]
    assert (told["title"], len(told["days"]), told["state"]) == ("森の おやつ会", 2, "published")
    assert get(client, "/events", stage="infant")["events"] == []
    assert len(get(client, "/events", stage="upper", to="2026-12-31")["events"]) == 2


def test_codes_come_with_their_words(client: Client) -> None:
    make.district()
    (district,) = get(client, "/districts")
    assert (district["code"], district["name"]) == ("M01", "虹橋")
    assert client.get(district["calendar"].removeprefix("http://localhost:8000")).status_code == 200
    kinds = {kind["code"]: kind["for_everybody"] for kind in get(client, "/kinds")}
    assert kinds["kodomo_shokudo"] is True
    assert kinds["nursery"] is False
    assert {"code": "wifi", "label": "Wi-Fi"} in get(client, "/features")["features"]


def test_hsds_is_paged_and_keeps_to_its_names(client: Client) -> None:
    for number in range(3):
        make.weekly(make.place(f"食堂{number}", organisation_name="みどりの会"), 1)
    first = get(client, "/hsds/services", per_page=2)
    assert (first["total_items"], first["total_pages"], first["size"]) == (3, 2, 2)
    assert (first["first_page"], first["last_page"]) == (True, False)
    assert get(client, "/hsds/services", per_page=2, page=2)["last_page"] is True
    assert "schedules" not in first["contents"][0]
    whole = get(client, "/hsds/services", full="true")["contents"]
    assert [line for service in whole for line in hsds_fields.problems("service", service)] == []
    one = get(client, f"/hsds/services/{whole[0]['id']}")
    assert one == whole[0]
    assert get(client, "/hsds/")["version"] == "3.1"


def test_every_address_is_in_the_description_and_nothing_else() -> None:
    routes = set()
    for pattern in get_resolver().url_patterns:
        if getattr(pattern, "namespace", "") == "api":
            routes = {re.sub(r"<\w+:", "<", str(one.pattern)) for one in pattern.url_patterns}
    described = {api.route_of(path).removeprefix("api/v1/") for path in api.schema()["paths"]}
    assert routes - {"openapi.json", ""} == described
    for path, methods in api.schema()["paths"].items():
        assert set(methods) == {"get"}, path
        assert methods["get"]["summary"]
        for parameter in methods["get"].get("parameters", ()):
            assert parameter["schema"]


def test_the_description_is_public_and_the_page_explains_every_address(client: Client) -> None:
    told = client.get(f"{V1}/openapi.json").json()
    assert told["info"]["license"]["name"] == "CC BY 4.0"
    html = client.get(reverse("api_reference")).content.decode()
    for path in told["paths"]:
        assert f"GET {path}" in html
    assert "<script" not in html.replace('<script type="module" src="/static/', "")


def test_any_page_may_read_it_without_credentials(client: Client) -> None:
    response = client.get(f"{V1}/kinds", headers={"Origin": "https://example.jp"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert client.get(f"{V1}/places?limit=0")["Access-Control-Allow-Origin"] == "*"
    asked = client.options(f"{V1}/places", headers={"Access-Control-Request-Method": "GET"})
    assert (asked.status_code, asked["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert not response.cookies


def test_it_can_only_be_read(client: Client) -> None:
    for method in (client.post, client.put, client.patch, client.delete):
        response = method(f"{V1}/places")
        assert (response.status_code, response["Content-Type"]) == (
            405,
            "application/problem+json; charset=utf-8",
        )
    head = client.head(f"{V1}/kinds")
    assert (head.status_code, head.content) == (200, b"")


def test_an_unchanged_answer_is_not_sent_twice(client: Client) -> None:
    make.session(make.place())
    first = client.get(f"{V1}/places")
    again = client.get(f"{V1}/places", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "public, max-age=60"


def test_who_asks_too_often_waits_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch, after_school: datetime
) -> None:
    monkeypatch.setattr(api_door, "TIMES_A_MINUTE", 3)
    for _ in range(3):
        get(client, "/kinds")
    told = client.get(f"{V1}/kinds")
    assert (told.status_code, told["Retry-After"]) == (429, "60")
    assert "少し休んで" in told.json()["detail"]
    assert client.get(f"{V1}/kinds", REMOTE_ADDR="192.0.2.7").status_code == 200
    monkeypatch.setattr(clock, "now", lambda: after_school + timedelta(minutes=1))
    get(client, "/kinds")


def test_the_address_of_who_asks_is_kept_nowhere(client: Client) -> None:
    client.get(f"{V1}/kinds", REMOTE_ADDR="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("select cache_key, value from django_cache")
        kept = str(cursor.fetchall())
    assert "192.0.2.77" not in kept
    cache.clear()


def test_many_places_need_no_more_queries_than_few(client: Client) -> None:
    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            get(client, path)
        return len(seen)

    paths = (
        "/places?limit=100",
        "/sessions?limit=100",
        "/events?limit=100",
        "/hsds/services?full=true&per_page=100",
    )
    for number in range(2):
        _one_more(number)
    get(client, "/kinds")  # the first request of a minute opens the count of requests
    few = [count(path) for path in paths]
    for number in range(2, 22):
        _one_more(number)
    assert [count(path) for path in paths] == few


def _one_more(number: int) -> Place:
    place = make.place(f"食堂{number}")
    make.weekly(place, 1)
    make.session(place)
    make.event_day(make.event(f"会{number}", place=place))
    return place


def test_signed_in_people_hear_the_same_but_nothing_is_stored(client: Client) -> None:
    make.session(make.place())
    public = get(client, "/places")
    client.force_login(cast().hana)
    response = client.get(f"{V1}/places")
    assert response.json() == public
    assert response["Cache-Control"] == "no-store, private"
