"""Cards turn without a history; a guardian who was at the counter may be told, and the child sees it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import closing, door_cards, notices
from ibasho.rooms.openhouse.actions.door_cards import Made, Turned
from ibasho.rooms.openhouse.models import Crossing, DoorCard, GuardianNotice
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.town.areas.stages import Stage
from ibasho.town.outbox.models import Message
from ibasho.town.people.actions import protection
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import UNTIL, Cast, cast
from tests.rooms.openhouse import ground

JOB = Actor.of_job("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    found = ground.ground(people).place
    ground.door(found)
    return found


@pytest.fixture
def made(place: Place, people: Cast) -> Made:
    by = people.by(people.hana)
    return door_cards.make_sheet(
        place=place, stage=Stage.UPPER, ends_on=date(2027, 3, 31), by=by, at=make.AT
    )[0]


def turn(made: Made, people: Cast, *, nonce: UUID | None = None, days: int = 0) -> Turned:
    at, by = make.AT + timedelta(days=days), people.by(people.hana)
    return door_cards.turn(place=made.card.place, code=made.code, nonce=nonce or uuid4(), by=by, at=at)


def told(made: Made, people: Cast, person: Person | None = None) -> GuardianNotice:
    """保, confirmed at the counter and switched on by himself."""
    person = person or people.tamotsu
    one = notices.confirm(card=made.card, number=person.public_id, by=people.by(people.hana), at=make.AT)
    return notices.switch(notice=one, on=True, by=people.by(person), at=make.AT)


def test_a_sheet_is_ten_cards_and_keeps_no_code(place: Place, people: Cast) -> None:
    sheet = door_cards.make_sheet(
        place=place, stage=Stage.JUNIOR, ends_on=date(2027, 3, 31), by=people.by(people.hana), at=make.AT
    )
    assert len({one.code for one in sheet}) == 10
    kept = str(list(DoorCard.objects.values())) + str(list(Entry.objects.values("data", "object_id")))
    assert not any(one.code in kept for one in sheet)


def test_in_then_out_then_in(made: Made, people: Cast) -> None:
    assert [turn(made, people).turn for _n in range(3)] == [Turn.IN, Turn.OUT, Turn.IN]
    heads = queries.heads(made.card.place, make.TUESDAY)
    assert (heads.came, heads.inside) == (2, 1)


def test_no_count_and_no_journal_points_to_a_card(made: Made, people: Cast) -> None:
    turn(made, people)
    assert not any("card" in field.name for field in Crossing._meta.fields)
    after = Entry.objects.filter(verb__in=["openhouse.door.count"]).values("noun", "object_id", "data")
    assert [(one["noun"], "card" in one["data"]) for one in after] == [("openhouse.Crossing", False)]
    assert not Entry.objects.filter(noun="openhouse.DoorCard", object_id=str(made.card.pk)).exists()


def test_one_reading_sent_twice_turns_once(made: Made, people: Cast) -> None:
    nonce = uuid4()
    first, again = turn(made, people, nonce=nonce), turn(made, people, nonce=nonce)
    assert (first.turn, again.turn, again.again) == (Turn.IN, Turn.IN, True)
    assert queries.heads(made.card.place, make.TUESDAY).inside == 1


def test_yesterdays_card_comes_in_today(made: Made, people: Cast) -> None:
    turn(made, people)
    assert turn(made, people, days=1).turn is Turn.IN


def test_closing_time_turns_the_cards_too(made: Made, people: Cast) -> None:
    turn(made, people)
    closing.clear(place=made.card.place, day=make.TUESDAY, by=JOB, at=make.AT)
    made.card.refresh_from_db()
    assert made.card.is_inside is False


def test_who_was_tapped_out_already_goes_uncounted(made: Made, people: Cast) -> None:
    turn(made, people)
    closing.clear(place=made.card.place, day=make.TUESDAY, by=JOB, at=make.AT)
    DoorCard.objects.filter(pk=made.card.pk).update(is_inside=True)
    assert turn(made, people).turn is Turn.OUT
    assert queries.heads(made.card.place, make.TUESDAY).inside == 0


def test_a_stopped_an_old_and_a_foreign_card_open_nothing(made: Made, place: Place, people: Cast) -> None:
    DoorCard.objects.filter(pk=made.card.pk).update(ends_on=make.TUESDAY)
    with pytest.raises(Conflict):
        turn(made, people, days=1)
    door_cards.stop(card=made.card, by=people.by(people.hana), at=make.AT)
    with pytest.raises(Conflict):
        turn(made, people)
    other = make.place("学習室", organisation=people.midori)
    ground.door(other)
    with pytest.raises(NotFound):
        door_cards.turn(place=other, code=made.code, nonce=uuid4(), by=people.by(people.hana), at=make.AT)


def test_a_notice_is_off_until_the_guardian_wants_it(made: Made, people: Cast) -> None:
    by = people.by(people.hana)
    one = notices.confirm(card=made.card, number=people.tamotsu.public_id.lower(), by=by, at=make.AT)
    assert one.is_on is False
    assert turn(made, people).told is False
    assert not Message.objects.exists()
    with pytest.raises(NotFound):  # staff cannot switch it on for somebody
        notices.switch(notice=one, on=True, by=by, at=make.AT)


def test_the_guardian_is_told_once_a_turn_and_the_child_sees_the_eye(made: Made, people: Cast) -> None:
    told(made, people)
    nonce = uuid4()
    assert turn(made, people, nonce=nonce).told is True
    assert turn(made, people, nonce=nonce).told is True
    assert turn(made, people).turn is Turn.OUT
    mails = list(Message.objects.order_by("pk"))
    assert [mail.person_id for mail in mails] == [people.tamotsu.pk] * 2
    assert ["来ました" in mail.subject for mail in mails] == [True, False]


def test_a_notice_that_is_switched_off_tells_nobody(made: Made, people: Cast) -> None:
    one = told(made, people)
    notices.switch(notice=one, on=False, by=people.by(people.tamotsu), at=make.AT)
    assert turn(made, people).told is False


@pytest.mark.parametrize("protected", ["tamotsu", "ken"])
def test_where_a_guardian_is_protected_nobody_is_told_and_nothing_shows_why(
    made: Made, people: Cast, protected: str
) -> None:
    """Of 保 and 健 one is protected from the other: neither hears where the child is, and the page looks as before."""
    mine, other = told(made, people), told(made, people, people.ken)
    turn(made, people)
    before = (Message.objects.count(), Entry.objects.exclude(noun="people.Protection").count())
    protection.protect(person=getattr(people, protected), by=people.by(people.fumi), at=make.AT)
    assert turn(made, people).told is False
    assert Message.objects.count() == before[0] == 2
    mine.refresh_from_db()
    other.refresh_from_db()
    assert mine.is_on and other.is_on
    assert len(queries.notices_of(people.tamotsu, make.TUESDAY)) == 1
    assert not Entry.objects.filter(verb__contains="suppress").exists()


def test_a_wrong_number_is_refused_kindly(made: Made, people: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        notices.confirm(card=made.card, number="0000000000", by=people.by(people.hana), at=make.AT)
    assert refused.value.fields.keys() == {"number"}


def test_a_stranger_confirms_nobody(made: Made, people: Cast) -> None:
    with pytest.raises(NotFound):
        notices.confirm(card=made.card, number=people.tamotsu.public_id, by=people.by(people.ken), at=make.AT)


def test_a_card_is_forgotten_a_month_after_its_end(made: Made, people: Cast) -> None:
    told(made, people)
    assert door_cards.forget(by=JOB, at=make.AT) == 0
    after = make.AT.replace(year=2027, month=4, day=30)
    assert door_cards.forget(by=JOB, at=after) == 0
    assert door_cards.forget(by=JOB, at=after + timedelta(days=2)) == 10
    assert not GuardianNotice.objects.exists()
    assert date(2027, 3, 31) == UNTIL
