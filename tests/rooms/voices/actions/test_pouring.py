"""The job that opens the envelopes, shuffles, and writes tickets anew."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.voices.actions import answering, pouring, tickets
from ibasho.rooms.voices.models import Answer, Choice, Envelope, Hearing, Opinion, Pick, Ticket
from ibasho.rooms.voices.rules.answers import Given, Picked, Said
from tests import make
from tests.people import Cast, cast
from tests.rooms.voices import ground
from tests.rooms.voices.ground import Ground

pytestmark = pytest.mark.django_db
AT = make.AT
JOB = Actor.of_job("voices.pour")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def send(world: Ground, number: int, *, codes: list[str] | None = None) -> None:
    games = world.wishes.choices.get(position=1)
    given = Given(
        "child", "upper", "", "small", (Picked(world.wishes.pk, games.pk), Picked(world.feeling.pk, face=3)),
        (Said(world.words.pk, f"{'あ' * (number + 1)}が ほしい"),),
    )  # fmt: skip
    ticket = codes[number] if codes else ""
    answering.answer(door=world.web, ticket=ticket, given=given, by=Actor.public(), at=AT)


def poured(*, days: int = 0) -> int:
    return pouring.pour(by=JOB, at=AT + timedelta(days=days))


def transactions(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"select xmin::text::bigint from {table}")
        return {row[0] for row in cursor.fetchall()}


def test_ten_answers_go_together_and_nine_wait(world: Ground) -> None:
    for number in range(9):
        send(world, number)
    assert (poured(), Envelope.objects.count()) == (0, 9)
    send(world, 9)
    assert (poured(), Envelope.objects.count()) == (10, 0)
    assert (Answer.objects.count(), Pick.objects.count(), Opinion.objects.count()) == (10, 20, 10)
    entry = Entry.objects.get(verb="voices.hearing.pour")
    assert entry.data == {"answers": 10}


def test_when_the_day_is_over_and_when_the_hearing_is_closed_all_go(world: Ground, people: Cast) -> None:
    send(world, 0)
    assert (poured(), poured(days=1)) == (0, 1)
    send(world, 1)
    Hearing.objects.update(state="closed")
    assert poured() == 1


def test_a_sheet_of_an_earlier_day_opens_nobody_else_s_envelope(world: Ground, people: Cast) -> None:
    """What was filled in last week and typed in today hides among those of today; its own day is kept."""
    last_week = make.TUESDAY - timedelta(days=7)
    sheets = ground.door(world.hearing, channel="paper", name="公民館", on=last_week)
    by = Actor(via=Via.PAPER, person_id=people.aoi.pk)
    answering.answer(
        door=sheets,
        ticket="",
        given=Given("child", "upper", "", "small", (Picked(world.feeling.pk, face=3),), ()),
        by=by,
        at=AT,
    )
    for number in range(8):
        send(world, number)
    assert (poured(), Envelope.objects.count()) == (0, 9)
    send(world, 8)
    assert poured() == 10
    assert sorted(Answer.objects.values_list("day", flat=True))[:2] == [last_week, make.TUESDAY]


def test_names_to_cover_are_read_once_for_all_voices(world: Ground) -> None:
    """Nobody of this hearing can answer while it is poured: it must not take long."""
    for number in range(10):
        send(world, number)
    with CaptureQueriesContext(connection) as caught:
        poured()
    assert sum('FROM "areas_schooldistrict"' in one["sql"] for one in caught) == 1


def test_each_hearing_waits_for_its_own_ten(world: Ground, people: Cast) -> None:
    other = ground.ground(people)
    for number in range(10):
        send(world, number)
    send(other, 0)
    assert poured() == 10
    assert Envelope.objects.count() == 1


def test_rows_and_tickets_of_a_pour_bear_one_transaction(world: Ground, people: Cast) -> None:
    codes = tickets.make(door=world.web, count=14, by=people.by(people.aoi), at=AT)
    for number in range(12):
        send(world, number, codes=codes)
    poured()
    tables = ("voices_answer", "voices_pick", "voices_opinion", "voices_ticket")
    assert len(set().union(*map(transactions, tables))) == 1
    assert (Ticket.objects.count(), Ticket.objects.filter(spent=True).count()) == (14, 12)


def test_an_envelope_that_does_not_open_stops_nobody(world: Ground) -> None:
    for number in range(10):
        send(world, number)
    good = Envelope.objects.first()
    assert good is not None
    Envelope.objects.create(sealed=bytes(good.sealed))  # moved to another row
    Envelope.objects.create(sealed=b"\x01 nothing of ours")
    assert poured() == 10
    assert [row.broken for row in Envelope.objects.all()] == [True, True]
    assert poured(days=1) == 0


def test_a_choice_taken_away_meanwhile_costs_that_pick_alone(world: Ground) -> None:
    send(world, 0)
    Choice.objects.filter(question=world.wishes, position=1).delete()
    assert poured(days=1) == 1
    assert [pick.face for pick in Pick.objects.all()] == [3]


def test_an_answer_to_a_hearing_that_is_gone_goes_as_well(world: Ground) -> None:
    send(world, 0)
    Hearing.objects.all().delete()
    assert (poured(days=1), Envelope.objects.count()) == (0, 0)


def test_nobody_pours_by_hand_who_may_not_manage(world: Ground, people: Cast) -> None:
    with pytest.raises(NotFound):
        pouring.pour(by=people.by(people.mado), at=AT)


def test_tickets_are_forgotten_a_month_after_closing(world: Ground, people: Cast) -> None:
    tickets.make(door=world.web, count=3, by=people.by(people.aoi), at=AT)
    Hearing.objects.update(state="closed")
    closing = world.hearing.closes_on
    assert closing is not None
    late = AT + (closing - make.TUESDAY)
    assert tickets.forget(by=JOB, at=late + timedelta(days=30)) == 0
    assert tickets.forget(by=JOB, at=late + timedelta(days=31)) == 3
