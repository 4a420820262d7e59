"""A group's wish waits beside the public entry; the city takes it over whole or not at all."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.town.outbox.models import Message
from ibasho.town.people.models import Person
from ibasho.town.places.actions import changes, places
from ibasho.town.places.models import Place, PlaceChange, Session
from ibasho.town.places.queries import changes as queries
from ibasho.town.places.rules.opening import Opening, Pattern
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db
TUESDAYS = Opening(Pattern.WEEKLY, weekdays=frozenset({1}), starts=time(15, 30), ends=time(17, 30))


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(organisation=town.midori, phone="000-000-0001")


def submit(town: Cast, who: Person, place: Place, values: dict[str, Any], **more: Any) -> Place | PlaceChange:
    seen = more.pop("seen", None) or queries.seen(place, queries.waiting(place) if who == town.hana else None)
    return changes.submit(place=place, values=values, seen=seen, by=town.by(who), at=make.AT, **more)


def asked(town: Cast, place: Place, values: dict[str, Any], **more: Any) -> PlaceChange:
    change = submit(town, town.hana, place, values, **more)
    assert isinstance(change, PlaceChange)
    return change


def accept(town: Cast, change: PlaceChange, **more: Any) -> Place:
    place = Place.objects.get(pk=change.place_id)
    seen = more.pop("seen", None) or queries.seen(place, change)
    return changes.accept(change=change, seen=seen, by=town.by(more.pop("who", town.aoi)), at=make.AT, **more)


def test_a_group_s_edit_of_a_public_entry_changes_nothing_yet(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002", "name": place.name})
    place.refresh_from_db()
    assert place.phone == "000-000-0001"
    assert change.proposed == {"phone": "000-000-0002"}


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado"])
def test_the_city_writes_at_once(town: Cast, place: Place, who: str) -> None:
    submit(town, getattr(town, who), place, {"phone": "000-000-0002"})
    place.refresh_from_db()
    assert place.phone == "000-000-0002"
    assert not PlaceChange.objects.exists()


@pytest.mark.parametrize("state", ["draft", "pending", "refused"])
def test_what_the_public_does_not_see_is_written_at_once(town: Cast, state: str) -> None:
    place = make.place(organisation=town.midori, state=state)
    submit(town, town.hana, place, {"phone": "000-000-0002"})
    place.refresh_from_db()
    assert place.phone == "000-000-0002"


@pytest.mark.parametrize("who", ["ken", "tamotsu", "tsubaki"])
def test_a_stranger_asks_for_nothing(town: Cast, place: Place, who: str) -> None:
    with pytest.raises(NotFound):
        submit(town, getattr(town, who), place, {"phone": "1"})


def test_further_wishes_go_into_the_one_that_waits(town: Cast, place: Place) -> None:
    asked(town, place, {"phone": "000-000-0002"})
    asked(town, place, {"url": "https://midori.example"})
    asked(town, place, {}, openings=[TUESDAYS])
    change = PlaceChange.objects.get()
    assert set(change.proposed) == {"phone", "url", "openings"}


def test_a_wish_taken_back_field_by_field_is_withdrawn(town: Cast, place: Place) -> None:
    asked(town, place, {"phone": "000-000-0002"})
    submit(town, town.hana, place, {"phone": "000-000-0001"})
    assert PlaceChange.objects.get().state == "withdrawn"


def test_two_of_a_group_never_overwrite_each_other_unseen(town: Cast, place: Place) -> None:
    before = queries.seen(place, None)
    asked(town, place, {"phone": "000-000-0002"})
    with pytest.raises(Conflict):
        asked(town, place, {"phone": "000-000-0003"}, seen=before)


def test_the_city_s_edit_in_between_is_told_to_the_group(town: Cast, place: Place) -> None:
    before = queries.seen(place, None)
    places.change(place=place, values={"phone": "000-000-0009"}, by=town.by(town.aoi), at=make.AT)
    with pytest.raises(Conflict) as refusal:
        asked(town, place, {"phone": "000-000-0002"}, seen=before)
    assert refusal.value.code == "places.changed_meanwhile"


def test_accepting_writes_fields_and_hours_and_tells_who_asked(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002"}, openings=[TUESDAYS])
    accept(town, change, answer="ありがとうございます")
    place.refresh_from_db()
    change.refresh_from_db()
    assert (place.phone, place.version) == ("000-000-0002", 2)
    assert Session.objects.filter(place=place).exists()
    assert (change.state, change.decided_by) == ("accepted", town.aoi)
    letter = Message.objects.get(person=town.hana)
    assert "のせました" in letter.subject
    assert "ありがとうございます" in letter.body


def test_what_was_read_is_what_is_accepted(town: Cast, place: Place) -> None:
    """The group writes on while the city reads: the city sees the new text before it decides."""
    change = asked(town, place, {"phone": "000-000-0002"})
    read = queries.seen(place, change)
    asked(town, place, {"phone": "000-000-0003"})
    with pytest.raises(Conflict) as refusal:
        accept(town, change, seen=read)
    assert refusal.value.code == "places.change_moved_on"


def test_refusing_needs_words_and_sends_them(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002"})
    with pytest.raises(Invalid):
        changes.refuse(change=change, answer=" ", by=town.by(town.aoi), at=make.AT)
    changes.refuse(change=change, answer="番号を 確かめてください", by=town.by(town.aoi), at=make.AT)
    assert "番号を 確かめてください" in Message.objects.get(person=town.hana).body


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_may_approve_decides(town: Cast, place: Place, who: str) -> None:
    change = asked(town, place, {"phone": "000-000-0002"})
    with pytest.raises(NotAllowed):
        accept(town, change, who=getattr(town, who))
    with pytest.raises(NotAllowed):
        changes.refuse(change=change, answer="x", by=town.by(getattr(town, who)), at=make.AT)


def test_nobody_decides_what_they_asked_for(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002"})
    PlaceChange.objects.update(asked_by=town.aoi)
    with pytest.raises(NotAllowed):
        accept(town, change)


def test_a_decided_change_is_decided(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002"})
    accept(town, change)
    with pytest.raises(Conflict):
        changes.refuse(change=change, answer="やっぱり", by=town.by(town.aoi), at=make.AT)


def test_a_group_takes_its_wish_back_and_a_stranger_does_not(town: Cast, place: Place) -> None:
    change = asked(town, place, {"phone": "000-000-0002"})
    with pytest.raises(NotFound):
        changes.withdraw(change=change, by=town.by(town.ken), at=make.AT)
    changes.withdraw(change=change, by=town.by(town.hana), at=make.AT + timedelta(hours=1))
    assert PlaceChange.objects.get().state == "withdrawn"


def test_the_journal_names_fields_and_never_their_content(town: Cast, place: Place) -> None:
    asked(town, place, {"phone": "000-000-0002"})
    assert "000-000-0002" not in str(Entry.objects.get(verb="places.change.ask").data)


def test_a_my_number_is_refused_before_it_is_kept(town: Cast, place: Place) -> None:
    with pytest.raises(Invalid):
        asked(town, place, {"description": "番号は 123456789018 です"})
    assert not PlaceChange.objects.exists()
