"""The board: a hole is seen, somebody is put in, the hole is gone; on paper too; only for whose place it is."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.rooms.roster.actions import staffing
from ibasho.rooms.roster.models import Pattern, Roster, Shift, Taken
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.reading import plain
from tests.rooms.roster.ground import Ground, ground, shift, taken
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=JST)
THURSDAY = date(2026, 11, 26)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people, day=THURSDAY)


@pytest.fixture
def hana(client: Client, people: Cast) -> Client:
    sign_in(client, people.hana)
    return client


@pytest.fixture
def aoi(people: Cast) -> Client:
    client = Client()
    sign_in(client, people.aoi)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"roster:{name}", args=args)


def said(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return plain(response.content.decode())


def settle(here: Ground) -> None:
    staffing.settle(place=here.place, days={THURSDAY}, by=Actor.of_job("test"), at=NOW)


def test_a_hole_stands_on_every_page_of_who_can_mend_it(here: Ground, hana: Client, aoi: Client) -> None:
    taken(shift(here.roster, THURSDAY), here.helpers[0])
    taken(shift(here.roster, THURSDAY, ends=time(17, 15), wanted=1), here.helpers[1])
    settle(here)
    words = "木曜 17:15–20:00 あと1人"
    for client, address in (
        (hana, url("ops_board", here.place.public_id)),
        (hana, url("ops_rosters")),
        (hana, "/ops/"),
        (aoi, url("desk_board", here.place.public_id)),
        (aoi, url("desk_rosters")),
        (aoi, "/desk/"),
    ):
        assert words in said(client, address), address
    board = said(hana, url("ops_board", here.place.public_id))
    assert "みのる" in board
    assert "山口" not in board


def test_the_list_leads_to_every_other_page_of_the_room(here: Ground, hana: Client, people: Cast) -> None:
    names = ("people", "open_shifts", "links", "vacancies", "fairness", "hours", "months")
    page = hana.get(url("ops_rosters")).content.decode()
    assert [name for name in names if f'href="{url(f"ops_{name}")}"' not in page] == []
    clerk = Client()
    sign_in(clerk, people.mado)
    page = clerk.get(url("desk_rosters")).content.decode()
    assert url("desk_months") not in page


def test_staff_put_somebody_in_and_the_hole_is_gone(here: Ground, hana: Client) -> None:
    wish = shift(here.roster, THURSDAY)
    taken(wish, here.helpers[0])
    settle(here)
    address = url("ops_shift", wish.public_id)
    assert "あと 1人" in said(hana, address)
    hana.post(url("ops_shift_put_in", wish.public_id), {"helper": here.helpers[1].public_id})
    row = Taken.objects.get(helper=here.helpers[1])
    assert (row.way, row.slot) == ("staff", 2)
    here.session.refresh_from_db()
    assert here.session.staffing == "ok"
    assert "そろった" in said(hana, url("ops_board", here.place.public_id))
    again = hana.post(url("ops_shift_put_in", wish.public_id), {"helper": here.helpers[1].public_id})
    assert again.status_code == 200  # nobody is offered twice; the page says so
    assert Taken.objects.count() == 2


def test_a_shift_is_cancelled_and_comes_back(here: Ground, hana: Client) -> None:
    wish = shift(here.roster, THURSDAY)
    for slot, one in enumerate(here.helpers[:2], start=1):
        taken(wish, one, slot)
    settle(here)
    hana.post(url("ops_shift_cancel", wish.public_id))
    here.session.refresh_from_db()
    assert here.session.staffing == "short"
    assert "なしに しました" in said(hana, url("ops_shift", wish.public_id))
    hana.post(url("ops_shift_restore", wish.public_id))
    here.session.refresh_from_db()
    assert here.session.staffing == "ok"


def test_a_place_begins_its_roster_from_its_own_hours(people: Cast, hana: Client) -> None:
    place = make.place("学習室", organisation=people.midori)
    Session.objects.create(place=place, day=THURSDAY, starts=time(15, 30), ends=time(20), by_hand=True)
    assert "名簿を 作る" in said(hana, url("ops_board", place.public_id))
    hana.post(url("ops_begin", place.public_id))
    roster = Roster.objects.get(place=place)
    assert not roster.is_on
    hana.post(url("ops_patterns_from_hours", place.public_id))
    one = Pattern.objects.get(roster=roster)
    assert (one.weekday, one.starts, one.ends, one.wanted) == (3, time(15, 30), time(20), 2)
    assert Shift.objects.get(roster=roster).day == THURSDAY
    page = said(hana, url("ops_switch", place.public_id))
    assert "「まだ きまっていません」に なる回" in page
    assert "1回" in page
    hana.post(url("ops_switch", place.public_id), {"confirmed": "yes"})
    assert Session.objects.get(place=place).staffing == "short"
    hana.post(url("ops_pattern_remove", place.public_id, one.pk))
    assert not Shift.objects.exists()


def test_what_cannot_be_is_said_beside_the_field(here: Ground, hana: Client) -> None:
    address = url("ops_shift_new", here.place.public_id)
    given = {"day": "2026-11-26", "starts": "20:00", "ends": "15:30", "wanted": "2", "skill": "", "note": ""}
    assert "おわりは はじまりより あと" in hana.post(address, given).content.decode()
    past = {**given, "day": "2026-11-23", "starts": "15:30", "ends": "20:00"}
    assert "もう すぎた時間です" in hana.post(address, past).content.decode()
    assert not Shift.objects.exists()
    hana.post(address, {**past, "day": "2026-11-26", "ends": "24:00"})
    assert Shift.objects.get().by_hand
    settings = url("ops_settings", here.place.public_id)
    known = {"warn_hours": "48", "cut_off_minutes": "60", "remind_hours": "20", "ahead_days": "400"}
    assert "120" in hana.post(settings, known).content.decode()
    hana.post(settings, {**known, "ahead_days": "28"})
    here.roster.refresh_from_db()
    assert (here.roster.cut_off_minutes, here.roster.shows_names) == (60, False)


@pytest.mark.parametrize("name", ["ops_board", "ops_settings", "ops_switch", "ops_patterns", "ops_paper"])
def test_a_stranger_meets_nothing(here: Ground, people: Cast, client: Client, name: str) -> None:
    sign_in(client, people.ken)
    assert client.get(url(name, here.place.public_id)).status_code == 404
    wish = shift(here.roster, THURSDAY)
    assert client.get(url("ops_shift", wish.public_id)).status_code == 404
    assert client.post(url("ops_shift_cancel", wish.public_id)).status_code == 404


def test_the_city_clerk_sees_but_does_not_change(here: Ground, people: Cast, client: Client) -> None:
    sign_in(client, people.mado)
    wish = shift(here.roster, THURSDAY)
    page = said(client, url("desk_shift", wish.public_id))
    assert "この枠を なしに する" not in page
    assert client.post(url("desk_shift_cancel", wish.public_id)).status_code == 404
    assert client.get(url("desk_settings", here.place.public_id)).status_code == 404


def test_the_week_goes_on_paper(here: Ground, hana: Client) -> None:
    taken(shift(here.roster, THURSDAY), here.helpers[0])
    response = hana.get(url("ops_paper", here.place.public_id), {"week": "2026-11-26"})
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_the_board_asks_the_same_number_of_statements_for_a_full_week(
    here: Ground, hana: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(5):
        day = date(2026, 11, 23 + number)
        Session.objects.get_or_create(
            place=here.place, day=day, starts=time(15, 30), defaults={"ends": time(20)}
        )
        wish = shift(here.roster, day)
        for slot, one in enumerate(here.helpers[:2], start=1):
            taken(wish, one, slot)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        hana.get(url("ops_board", here.place.public_id))


def test_children_see_call_names_and_what_they_can_ask(here: Ground, client: Client) -> None:
    today = Session.objects.create(
        place=here.place, day=make.TUESDAY, starts=time(15, 30), ends=time(20), by_hand=True
    )
    wish = shift(here.roster, make.TUESDAY)
    here.helpers[0].subjects = ["算数"]
    here.helpers[0].save()
    page = reverse("places:place", args=[here.place.public_id])
    taken(wish, here.helpers[0], 1)
    staffing.settle(place=here.place, days={make.TUESDAY}, by=Actor.of_job("test"), at=NOW)
    assert "みのる" not in said(client, page)  # not promised: nobody is named
    taken(wish, here.helpers[1], 2)
    staffing.settle(place=here.place, days={make.TUESDAY}, by=Actor.of_job("test"), at=NOW)
    text = said(client, page)
    for words in ("きょうの 見守り", "みのる", "けいこ", "算数"):
        assert words in text
    assert "山口" not in text
    here.roster.shows_names = False
    here.roster.save()
    assert "みのる" not in said(client, page)
    assert today.pk
