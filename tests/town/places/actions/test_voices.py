"""Reports of mistakes and children's notes: told without a name, kept to the day, decided by the city."""

from __future__ import annotations

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed
from ibasho.town.places.actions import mistakes, notes
from ibasho.town.places.models import MistakeReport, Place, PlaceNote
from tests import make
from tests.people import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(town: Cast) -> Place:
    return make.place(organisation=town.midori)


def note(place: Place, words: str = "しずかで 本が いっぱい") -> PlaceNote:
    return notes.write(place=place, stage="upper", words=words, by=Actor.public(), at=make.AT)


def test_a_note_waits_and_holds_nothing_about_who_wrote_it(town: Cast, place: Place) -> None:
    row = notes.write(place=place, stage="", words="たのしい", by=town.by(town.tamotsu), at=make.AT)
    assert (row.state, row.told_on) == ("waiting", make.TUESDAY)
    entry = Entry.objects.get(verb="places.note.write")
    assert entry.person_id is None
    assert clock.jst(entry.at).time().isoformat() == "00:00:00"
    assert "たのしい" not in str(entry.data)


@pytest.mark.parametrize("words", ["", "　", "あ" * 101])
def test_a_note_has_one_to_a_hundred_letters(place: Place, words: str) -> None:
    with pytest.raises(Invalid):
        note(place, words)
    assert note(place, "あ" * 100).state == "waiting"


def test_what_needs_a_second_look_is_marked(place: Place) -> None:
    assert note(place, "090-1234-5678に 電話して").held_for == "電話番号"


def test_one_of_the_city_shows_it_and_can_take_it_down_again(town: Cast, place: Place) -> None:
    row = notes.publish(note=note(place), by=town.by(town.aoi), at=make.AT)
    assert (row.state, row.decided_by) == ("published", town.aoi)
    assert notes.refuse(note=row, by=town.by(town.fumi), at=make.AT).state == "refused"


def test_a_way_to_reach_somebody_is_never_shown(town: Cast, place: Place) -> None:
    row = note(place, "LINEのIDは midori_2026 だよ")
    with pytest.raises(Invalid):
        notes.publish(note=row, by=town.by(town.aoi), at=make.AT)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_deciding_the_same_twice_is_told(town: Cast, place: Place) -> None:
    row = notes.refuse(note=note(place), by=town.by(town.aoi), at=make.AT)
    with pytest.raises(Conflict):
        notes.refuse(note=row, by=town.by(town.aoi), at=make.AT)


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_may_moderate_decides(town: Cast, place: Place, who: str) -> None:
    """Also not the group itself: a note may speak of it."""
    by = town.by(getattr(town, who))
    for decide in (notes.publish, notes.refuse):
        with pytest.raises(NotAllowed):
            decide(note=note(place), by=by, at=make.AT)
    told = mistakes.report(place=place, what="hours", words="", by=Actor.public(), at=make.AT)
    with pytest.raises(NotAllowed):
        mistakes.settle(mistake=told, answer="", by=by, at=make.AT)


def test_a_report_is_kept_clean_and_without_a_name(town: Cast, place: Place) -> None:
    told = mistakes.report(
        place=place, what="closed", words="<b>しまってた</b>", by=town.by(town.hana), at=make.AT
    )
    assert (told.words, told.told_on) == ("しまってた", make.TUESDAY)
    assert Entry.objects.get(verb="places.mistake.report").person_id is None


def test_a_settled_report_says_by_whom_and_how_and_stays_settled(town: Cast, place: Place) -> None:
    told = mistakes.report(place=place, what="fee", words="50円", by=Actor.public(), at=make.AT)
    mistakes.settle(mistake=told, answer="直しました", by=town.by(town.aoi), at=make.AT)
    told = MistakeReport.objects.get()
    assert (told.settled_by, told.answer) == (town.aoi, "直しました")
    with pytest.raises(Conflict):
        mistakes.settle(mistake=told, answer="もう一度", by=town.by(town.aoi), at=make.AT)
