"""A parent subscribes to a place: their calendar knows what the page knows, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from icalendar import Event as VEvent

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.town.places.actions import openings
from ibasho.town.places.models import ClosedDays, Place, Session
from tests import make

pytestmark = pytest.mark.django_db
WEDNESDAY = make.TUESDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def calendar(client: Client, name: str, *args: str) -> tuple[Calendar, list[VEvent]]:
    response = client.get(reverse(f"places:{name}", args=args))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    body = response.content
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, body.split(b"\r\n"))) <= 75
    read = Calendar.from_ical(body)
    return read, list(read.walk("VEVENT"))


def one(client: Client, place: Place) -> VEvent:
    _, events = calendar(client, "place_ics", place.public_id)
    assert len(events) == 1
    return events[0]


def test_an_open_day_stands_at_its_hour_in_japan(client: Client) -> None:
    place = make.place(address="みほん市虹橋1-2", lat=34.15, lng=138.15, phone="000-000-0000")
    make.session(place)
    event = one(client, place)
    assert event["SUMMARY"] == "みどり食堂"
    assert event.decoded("DTSTART") == datetime(2026, 11, 24, 15, tzinfo=JST)
    assert event.decoded("DTEND") == datetime(2026, 11, 24, 18, tzinfo=JST)
    assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
    assert event["LOCATION"] == "みほん市虹橋1-2"
    assert event["URL"].endswith(reverse("places:place", args=[place.public_id]))
    assert event["STATUS"] == "CONFIRMED"


def test_the_calendar_says_how_often_to_ask_and_carries_its_time_zone(client: Client) -> None:
    read, _ = calendar(client, "place_ics", make.place().public_id)
    assert read["VERSION"] == "2.0"
    assert read["METHOD"] == "PUBLISH"
    assert str(read["X-WR-CALNAME"]) == "みどり食堂"
    assert read["REFRESH-INTERVAL"].to_ical() == b"PT6H"
    assert str(read["X-PUBLISHED-TTL"]) == "PT6H"
    assert [zone["TZID"] for zone in read.walk("VTIMEZONE")] == ["Asia/Tokyo"]


def test_a_day_without_an_hour_is_a_whole_day_and_says_so(client: Client) -> None:
    place = make.place()
    make.session(place, starts=None, ends=None)
    event = one(client, place)
    assert event.decoded("DTSTART") == make.TUESDAY
    assert event.decoded("DTEND") == WEDNESDAY
    assert "時間は きいてください" in event["DESCRIPTION"]


def test_an_unknown_end_is_not_made_up(client: Client) -> None:
    place = make.place()
    make.session(place, ends=None)
    event = one(client, place)
    assert "DTEND" not in event
    assert "終わりの時間は きいてください" in event["DESCRIPTION"]


def test_a_place_open_till_midnight_ends_at_the_next_day(client: Client) -> None:
    place = make.place()
    make.session(place, ends=clock.END_OF_DAY)
    assert one(client, place).decoded("DTEND") == datetime(2026, 11, 25, 0, tzinfo=JST)


def test_a_called_off_day_stays_as_called_off_under_the_same_id(client: Client) -> None:
    place = make.place()
    make.session(place, WEDNESDAY)
    before = one(client, place)
    openings.close_days(
        place=place, first=WEDNESDAY, last=WEDNESDAY, reason="台風のため", sudden=True, by=Actor.of_job("test"),
        at=make.AT,
    )  # fmt: skip
    after = one(client, place)
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert before["UID"] == after["UID"]
    assert "台風のため" in after["DESCRIPTION"]


def test_a_closure_speaks_even_where_a_session_was_left_standing(client: Client) -> None:
    place = make.place()
    make.session(place, WEDNESDAY)
    ClosedDays.objects.create(place=place, first=WEDNESDAY, last=WEDNESDAY, told_at=make.AT)
    assert one(client, place)["STATUS"] == "CANCELLED"


def test_a_day_whose_roster_is_short_is_not_promised(client: Client) -> None:
    place = make.place()
    session = make.session(place)
    Session.objects.filter(pk=session.pk).update(staffing="short")
    event = one(client, place)
    assert event["STATUS"] == "TENTATIVE"
    assert "まだ 決まっていません" in event["DESCRIPTION"]


def test_a_paused_place_shows_its_days_as_called_off(client: Client) -> None:
    place = make.place(state="paused", paused_since=date(2026, 11, 1), paused_until=make.TUESDAY)
    make.session(place)
    make.session(place, WEDNESDAY)
    _, events = calendar(client, "place_ics", place.public_id)
    assert [event["STATUS"] for event in events] == ["CANCELLED", "CONFIRMED"]


def test_the_same_days_give_the_same_bytes_and_are_not_sent_twice(client: Client) -> None:
    place = make.place()
    make.session(place)
    address = reverse("places:place_ics", args=[place.public_id])
    first = client.get(address)
    assert first.content == client.get(address).content
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    make.session(place, WEDNESDAY)
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def uids(client: Client, name: str, *args: str) -> set[str]:
    _, events = calendar(client, name, *args)
    return {str(event["SUMMARY"]) for event in events}


def test_a_district_has_its_own_places_and_the_city_all_of_them(client: Client) -> None:
    make.district()
    make.session(make.place("虹橋食堂", district_code="M01"))
    make.session(make.place("とおくの食堂", district_code="M02"))
    make.event_day(make.event("森の おやつ会"))
    assert uids(client, "district_ics", "M01") == {"虹橋食堂"}
    assert uids(client, "city_ics") == {"虹橋食堂", "とおくの食堂", "森の おやつ会"}


def test_the_city_looks_sixty_days_ahead_and_a_fortnight_back(client: Client) -> None:
    place = make.place()
    for days in (-15, -14, 0, 60, 61):
        make.session(place, make.TUESDAY + timedelta(days=days))
    _, events = calendar(client, "city_ics")
    found = [(event.decoded("DTSTART").date() - make.TUESDAY).days for event in events]
    assert found == [-14, 0, 60]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "draft"},
        {"state": "paused", "paused_since": date(2026, 11, 1)},
        {"restricted": True, "restricted_to": "入会している こども", "everyone": None},
        {"kind": "after_school"},
        {"kind": "nursery"},
    ],
)
def test_what_is_not_for_all_is_in_no_calendar_of_many(client: Client, fields: dict[str, Any]) -> None:
    make.district()
    make.session(make.place(district_code="M01", **fields))
    assert uids(client, "city_ics") == set()
    assert uids(client, "district_ics", "M01") == set()


def test_a_restricted_place_has_its_own_calendar_and_says_for_whom(client: Client) -> None:
    place = make.place(restricted=True, restricted_to="利用が 決まっている人", everyone=None)
    make.session(place)
    assert "使える人が 決まっています: 利用が 決まっている人" in one(client, place)["DESCRIPTION"]


def test_an_event_has_its_days_and_says_when_it_is_called_off(client: Client) -> None:
    event = make.event(description="おやつを つくります", lat=34.15, lng=138.16)
    make.event_day(event)
    make.event_day(event, WEDNESDAY, starts=time(10), ends=time(12))
    _, days = calendar(client, "event_ics", event.public_id)
    assert [day.decoded("DTSTART").hour for day in days] == [16, 10]
    assert {str(day["LOCATION"]) for day in days} == {"みほん公園"}
    type(event).objects.filter(pk=event.pk).update(state="cancelled")
    _, days = calendar(client, "event_ics", event.public_id)
    assert {str(day["STATUS"]) for day in days} == {"CANCELLED"}


@pytest.mark.parametrize("state", ["draft", "pending", "ended", "refused"])
def test_an_entry_the_public_does_not_see_has_no_calendar(client: Client, state: str) -> None:
    place = make.place(state=state)
    assert client.get(reverse("places:place_ics", args=[place.public_id])).status_code == 404


@pytest.mark.parametrize(
    "path", ["/districts/X99.ics", "/districts/%00.ics", "/places/AAAAAAAA.ics", "/events/AAAAAAAA.ics"]
)
def test_unknown_calendars_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_nobody_can_write_to_a_feed(client: Client) -> None:
    assert client.post(reverse("places:city_ics")).status_code == 405


def test_a_city_of_many_places_is_read_in_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make.session(make.place(f"食堂{number}"))
    with django_assert_max_num_queries(4):
        calendar(client, "city_ics")


def test_the_page_of_a_place_leads_to_its_calendar_and_its_qr_code(client: Client) -> None:
    place = make.place()
    html = client.get(reverse("places:place", args=[place.public_id])).content.decode()
    picture = reverse("places:place_qr", args=[place.public_id])
    assert reverse("places:place_ics", args=[place.public_id]) in html
    assert f'src="{picture}"' in html
    response = client.get(picture)
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')
