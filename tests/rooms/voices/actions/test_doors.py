"""Doors are made, changed, shut and opened again; a new link kills the old one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, DomainError, Invalid, NotFound
from ibasho.rooms.voices.actions import doors
from ibasho.rooms.voices.models import Door, Envelope
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.queries import doors_waiting
from ibasho.rooms.voices.rules.doors import Wished
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import DAY, Ground

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def midori(people: Cast) -> Place:
    make.district()
    return make.place("みどり食堂", organisation=people.midori, district_code="M01")


def made(here: Ground, by: Any, *, place: Place | None = None, **wished: Any) -> Door:
    told = {"channel": "stall", "name": "けっトラ市の テント", **wished}
    who = here.people.by(by) if not isinstance(by, Actor) else by
    return doors.make(hearing=here.hearing, wished=Wished(**told), place=place, by=who, at=AT)


def test_aoi_opens_a_stall_for_one_day(here: Ground) -> None:
    door = made(here, here.people.aoi, on=DAY)
    assert (door.channel, door.on, door.hearing) == ("stall", DAY, here.hearing)
    entry = Entry.objects.get(verb="voices.door.make")
    assert entry.data["channel"] == "stall"


def test_a_door_at_a_place_is_in_the_district_of_the_place(here: Ground, midori: Place) -> None:
    assert made(here, here.people.aoi, place=midori).district_code == "M01"


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana"])
def test_the_city_the_csw_and_the_places_own_group_make_doors(here: Ground, midori: Place, who: str) -> None:
    assert made(here, getattr(here.people, who), place=midori, channel="place").place == midori


@pytest.mark.parametrize("who", ["ken", "megumi", "sumi", "tamotsu"])
def test_strangers_do_not_learn_that_there_is_such_a_place(here: Ground, midori: Place, who: str) -> None:
    with pytest.raises(NotFound):
        made(here, getattr(here.people, who), place=midori, channel="place")


def test_a_group_makes_no_door_without_a_place(here: Ground) -> None:
    with pytest.raises(NotFound):
        made(here, here.people.hana)


@pytest.mark.parametrize(
    ("changed", "channel"), [({}, "web"), ({}, "tablet"), ({"access": "ticket"}, "place"), ({"state": "draft"}, "place")]
)  # fmt: skip
def test_a_group_opens_only_what_is_open_to_everybody(
    people: Cast, midori: Place, changed: dict[str, Any], channel: str
) -> None:
    here = ground.ground(people, **changed)
    with pytest.raises(Conflict) as refused:
        made(here, people.hana, place=midori, channel=channel, quota=40 if channel == "tablet" else None)
    assert refused.value.code == "voices.door.citys"


@pytest.mark.parametrize("state", ["closed", "finished"])
def test_nothing_opens_where_the_hearing_is_over(people: Cast, state: str) -> None:
    here = ground.ground(people, state=state)
    with pytest.raises(Conflict) as refused:
        made(here, people.aoi)
    assert refused.value.code == "voices.door.hearing_over"


def test_a_class_is_never_made_smaller_than_those_who_answered(here: Ground) -> None:
    Door.objects.filter(pk=here.school.pk).update(taken=20)
    wished = Wished("tablet", "ひがし小 4年1組", quota=19)
    with pytest.raises(Invalid) as refused:
        doors.change(door=here.school, wished=wished, place=None, by=here.people.by(here.people.aoi), at=AT)
    assert set(refused.value.fields) == {"quota"}
    wished = Wished("stall", "ひがし小 4年2組", quota=30, stage="upper")
    doors.change(door=here.school, wished=wished, place=None, by=here.people.by(here.people.aoi), at=AT)
    here.school.refresh_from_db()
    assert (here.school.name, here.school.quota, here.school.channel) == ("ひがし小 4年2組", 30, "tablet")


def test_shut_and_opened_again(here: Ground) -> None:
    by = here.people.by(here.people.mado)
    assert doors.shut(door=here.web, by=by, at=AT).shut
    doors.shut(door=here.web, by=by, at=AT)
    assert not doors.open_again(door=here.web, by=by, at=AT).shut
    verbs = list(Entry.objects.filter(noun="voices.Door").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["voices.door.shut", "voices.door.open_again"]


def test_a_door_made_by_mistake_goes_while_nothing_came_through_it(here: Ground) -> None:
    by = here.people.by(here.people.aoi)
    door = made(here, here.people.aoi)
    doors.discard(door=door, by=by, at=AT)
    assert not Door.objects.filter(name="けっトラ市の テント").exists()
    ground.answer(here.web)
    with pytest.raises(Conflict) as refused:
        doors.discard(door=here.web, by=by, at=AT)
    assert refused.value.code == "voices.door.used"
    Envelope.objects.create(sealed=b"whose is it?")  # it may be for any door
    with pytest.raises(Conflict):
        doors.discard(door=here.school, by=by, at=AT)


@pytest.mark.parametrize("deed", ["change", "shut", "open_again", "discard", "give_link", "stop_link"])
def test_hana_turns_her_own_door_and_leaves_the_citys_at_her_place(
    here: Ground, midori: Place, deed: str
) -> None:
    """The city's stall on her ground is where the city listens: she counts there and does not close it."""
    changed = {"wished": Wished("stall", "ほかの テント"), "place": midori} if deed == "change" else {}

    def done(who: Any, maker: Any) -> Door:
        door = ground.door(here.hearing, channel="stall", name="テント", place=midori, made_by=maker)
        if deed == "stop_link":
            doors.give_link(door=door, by=here.people.by(here.people.aoi), at=AT)
        getattr(doors, deed)(door=door, by=here.people.by(who), at=AT, **changed)
        return door

    done(here.people.hana, here.people.hana)
    for officer in (here.people.fumi, here.people.mado, here.people.tsubaki):
        done(officer, here.people.hana)
        done(officer, here.people.aoi)
    for maker in (here.people.aoi, here.people.ken, None):
        with pytest.raises(Conflict) as refused:
            done(here.people.hana, maker)
        assert refused.value.code == "voices.door.citys"


def token_of(address: str) -> str:
    return address.split("?t=")[1]


def test_a_new_link_kills_the_old_one(here: Ground) -> None:
    by = here.people.by(here.people.aoi)
    first = doors.give_link(door=here.school, by=by, at=AT)
    second = doors.give_link(door=here.school, by=by, at=AT + timedelta(minutes=1))
    assert queries.by_token(token_of(first)) is None
    assert queries.by_token(token_of(second)) == here.school
    here.school.refresh_from_db()
    assert token_of(second) not in here.school.token_hash
    assert queries.token(here.school) == token_of(second)
    doors.stop_link(door=here.school, by=by, at=AT)
    assert queries.by_token(token_of(second)) is None


def test_no_link_for_a_page_that_everybody_finds(here: Ground) -> None:
    with pytest.raises(Conflict):
        doors.give_link(door=here.web, by=here.people.by(here.people.aoi), at=AT)


@pytest.mark.parametrize(
    "deed", ["make", "change", "shut", "open_again", "discard", "give_link", "stop_link"]
)
def test_the_phone_at_the_stall_counts_and_does_nothing_else(here: Ground, deed: str) -> None:
    by = Actor.public(Via.LINK)
    wished = Wished("stall", "ほかの テント")
    given: dict[str, Any] = {"door": here.school, "by": by, "at": AT}
    if deed == "make":
        given = {"hearing": here.hearing, "wished": wished, "place": None, "by": by, "at": AT}
    if deed == "change":
        given |= {"wished": wished, "place": None}
    with pytest.raises(DomainError):
        getattr(doors, deed)(**given)


def test_the_link_of_a_stall_of_last_week_waits_to_be_shut(here: Ground) -> None:
    door = made(here, here.people.aoi, on=DAY - timedelta(days=2))
    by = here.people.by(here.people.aoi)
    assert doors_waiting.waiting_for(by, AT) == []
    doors.give_link(door=door, by=by, at=AT)
    (waits,) = doors_waiting.waiting_for(by, AT)
    assert (waits.count, waits.oldest) == (1, DAY - timedelta(days=2))
    assert doors_waiting.waiting_for(here.people.by(here.people.hana), AT) == []
    doors.shut(door=door, by=by, at=AT)
    assert doors_waiting.waiting_for(by, AT) == []


def test_a_group_sees_its_places_with_what_is_asked_there(here: Ground, midori: Place) -> None:
    by = here.people.by(here.people.hana)
    (own,) = queries.own(by, AT)
    assert (own.place, list(own.doors), list(own.without)) == (midori, [], [here.hearing])
    door = made(here, here.people.hana, place=midori, channel="place")
    (own,) = queries.own(by, AT)
    assert (list(own.doors), list(own.without)) == ([door], [])
    here.hearing.places.add(make.place("ほかの 居場所"))
    doors.shut(door=door, by=by, at=AT)
    (own,) = queries.own(by, AT)
    assert (list(own.doors), list(own.without)) == ([], [])
    assert queries.own(here.people.by(here.people.ken), AT) == []


def test_the_list_counts_people_notes_and_tickets(here: Ground) -> None:
    ground.answer(here.web)
    ground.answer(here.web)
    ground.opinion(here.web, "ゲームが ほしい")
    here.web.tallies.create(respondent="child", stage="upper", count=3, day=DAY)
    here.web.tickets.create(hash="a", spent=True)
    here.web.tickets.create(hash="b")
    rows = {row.door.pk: row for row in queries.of_hearing(here.hearing, DAY)}
    row = rows[here.web.pk]
    assert (row.heads, row.has_notes, row.tickets) == (5, True, (2, 1))
    assert (rows[here.school.pk].heads, rows[here.school.pk].has_notes) == (0, False)
