"""From a blank area to a starter, and from one place's way of working to the next place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

import pytest
from django.test import Client
from django.urls import reverse

from ibasho.front.reports.queries import start_spots
from ibasho.rooms.network.facts import starting as facts
from ibasho.rooms.network.models import HandingOn, StartUp
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.roster.models import Pattern, Roster
from ibasho.town.places.models import Headcount, Session, SessionReport
from ibasho.town.places.rules.kinds import PlaceKind
from tests import make
from tests.people import Cast, cast
from tests.rooms.network import ground as network_ground
from tests.rooms.openhouse import ground as openhouse_ground
from tests.rooms.reach import town
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def laid() -> Iterator[town.Town]:
    yield town.lay()
    town.forget()


def url(name: str, *args: object) -> str:
    return reverse(f"reports:{name}", args=[str(one) for one in args])


def body(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return str(response.content.decode())


def test_before_the_first_study_the_page_says_what_to_do(people: Cast) -> None:
    assert "しらべが まだ ありません" in body(sign_in(Client(), people.tsubaki), url("desk_start"))


def test_the_cell_nobody_reaches_stands_first_and_a_starter_begins_there(
    people: Cast, laid: town.Town
) -> None:
    tsubaki = sign_in(Client(), people.tsubaki)
    found = start_spots.ground("primary")
    assert found is not None
    spots = start_spots.spots(found, make.TUESDAY)
    assert spots[0].cell.code == town.STARS
    assert [one.candidate for one in spots[0].near] == [laid.stars_hall]
    page = body(tsubaki, f"{url('desk_start')}?cell={town.STARS}")
    assert laid.stars_hall.name in page
    assert f"cell_code={town.STARS}" in page
    startup = network_ground.startup(cell_code="")
    answer = tsubaki.post(url("desk_start_choose"), {"cell": town.STARS, "startup": startup.public_id})
    assert answer.status_code == 302
    assert StartUp.objects.get().cell_code == town.STARS
    assert (
        tsubaki.post(url("desk_start_choose"), {"cell": "nowhere", "startup": startup.public_id}).status_code
        == 404
    )
    assert startup.name in body(tsubaki, url("desk_start"))


def test_places_like_yours_say_days_and_heads_and_what_nobody_counted_is_no_nought(laid: town.Town) -> None:
    found = start_spots.ground("primary")
    assert found is not None
    row = next(one for one in found.cells if one.code == town.STARS)
    (one,) = start_spots.alike(found, row, PlaceKind.KODOMO_SHOKUDO, make.TUESDAY)
    assert one.place == laid.midori
    assert one.hours
    assert (one.heads, one.sessions) == (None, 0)
    for day, heads in ((make.MONDAY, 12), (make.MONDAY.replace(day=16), 9)):
        held, _ = Session.objects.get_or_create(
            place=laid.midori, day=day, starts=time(15), defaults={"ends": time(17)}
        )
        Headcount.objects.create(session=held, of_class="elementary", heads=heads)
    (one,) = start_spots.alike(found, row, PlaceKind.KODOMO_SHOKUDO, make.TUESDAY)
    assert (one.heads, one.sessions) == (10.5, 2)
    assert one.adults is None
    Headcount.objects.create(session=held, of_class="helper_middle", heads=6)
    SessionReport.objects.create(session=held, volunteers=2, closed_at=make.AT)
    (one,) = start_spots.alike(found, row, PlaceKind.KODOMO_SHOKUDO, make.TUESDAY)
    assert (one.heads, one.sessions, one.adults) == (10.5, 2, 6.0)  # who helps is no visitor
    assert start_spots.alike(found, row, PlaceKind.STUDY, make.TUESDAY) == []


def test_what_would_go_is_seen_first_then_it_is_handed_on_once(people: Cast) -> None:
    stands = openhouse_ground.ground(people)
    Pattern.objects.create(
        roster=Roster.objects.create(place=stands.place), weekday=2, starts=time(16), ends=time(19), wanted=3
    )
    hall = make.place("みなみ集会所", state="draft", organisation=people.aozora)
    startup = network_ground.startup(place=hall)
    aoi = sign_in(Client(), people.aoi)
    wish = {
        "space": stands.space.public_id,
        "to_place": hall.public_id,
        "pieces": ["rules", "roster", "kit", "posters"],
    }
    page = aoi.get(url("desk_hand_on_new"), wish).content.decode()
    assert "ランチ" in page
    assert not HandingOn.objects.exists()
    assert aoi.post(url("desk_hand_on_new"), wish).status_code == 302
    row = HandingOn.objects.get()
    assert (row.host, row.startup, row.from_place) == (people.aozora, startup, stands.place)
    assert row.made["rules"] > 0
    assert (row.made["roster"], row.made["kit"]) == (1, 0)
    again = aoi.post(url("desk_hand_on_new"), wish)
    assert "もう あります" in again.content.decode()
    assert HandingOn.objects.count() == 1
    assert facts.handed_on(make.TUESDAY).value == 1
    paper = reverse("openhouse:desk_sheet_paper", args=[hall.public_id])
    assert paper in body(aoi, url("desk_hand_on"))
    read = body(sign_in(Client(), people.tsubaki), url("desk_hand_on"))
    assert "みなみ集会所" in read
    assert paper not in read  # no link that would lead her to nothing


def test_where_one_piece_cannot_go_none_goes(people: Cast) -> None:
    stands = openhouse_ground.ground(people)
    hall = make.place("みなみ集会所", state="draft", organisation=people.aozora)
    for place in (stands.place, hall):
        roster = Roster.objects.create(place=place)
        Pattern.objects.create(roster=roster, weekday=2, starts=time(16), ends=time(19), wanted=3)
    wish = {"space": stands.space.public_id, "to_place": hall.public_id, "pieces": ["rules", "roster"]}
    answer = sign_in(Client(), people.aoi).post(url("desk_hand_on_new"), wish)
    assert "もう 枠が あります" in answer.content.decode()
    assert not RuleVersion.objects.filter(space__place=hall).exists()
    assert not HandingOn.objects.exists()


def test_what_the_old_place_has_nothing_of_is_left_out_as_the_preview_says(people: Cast) -> None:
    stands = openhouse_ground.ground(people)
    hall = make.place("みなみ集会所", state="draft", organisation=people.aozora)
    wish = {"space": stands.space.public_id, "to_place": hall.public_id, "pieces": ["rules", "roster"]}
    aoi = sign_in(Client(), people.aoi)
    assert "わたされません" in aoi.get(url("desk_hand_on_new"), wish).content.decode()
    assert aoi.post(url("desk_hand_on_new"), wish).status_code == 302
    made = HandingOn.objects.get().made
    assert made["rules"] > 0
    assert made["roster"] == 0
    assert not Roster.objects.filter(place=hall).exists()


def test_the_csw_reads_what_was_handed_on_and_the_city_hands_on(people: Cast) -> None:
    tsubaki = sign_in(Client(), people.tsubaki)
    page = body(tsubaki, url("desk_hand_on"))
    assert url("desk_hand_on_new") not in page
    assert tsubaki.get(url("desk_hand_on_new")).status_code == 404
