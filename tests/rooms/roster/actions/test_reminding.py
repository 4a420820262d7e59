"""Once before each turn: are you coming?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster.actions import giving_up, reminding
from ibasho.rooms.roster.models import Roster, Taken
from ibasho.rooms.roster.queries import taking_waiting
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground

pytestmark = pytest.mark.django_db
LINK, JOB = Actor.public(Via.LINK), Actor.of_job("roster.remind")
THURSDAY = date(2026, 11, 26)
BEGINS = clock.at(THURSDAY, time(15, 30))
DUE = BEGINS - timedelta(hours=20)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> ground.Ground:
    made = ground.ground(people, day=THURSDAY)
    minoru = made.helpers[0]
    minoru.email = "minoru@example.test"
    minoru.save()
    return made


@pytest.fixture
def mine(world: ground.Ground) -> Taken:
    return ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[0])


@pytest.mark.parametrize(
    ("at", "mails"),
    [
        (DUE - timedelta(seconds=1), 0), (DUE, 1), (BEGINS - timedelta(seconds=1), 1), (BEGINS, 0),
        (BEGINS + timedelta(days=1), 0),
    ],
)  # fmt: skip
def test_the_hours_in_which_one_is_asked(mine: Taken, at: datetime, mails: int) -> None:
    assert reminding.remind_due(by=JOB, at=at) == mails


def test_asked_once_whatever_the_job_does_and_the_mail_opens_the_page(mine: Taken) -> None:
    assert [reminding.remind_due(by=JOB, at=DUE + timedelta(minutes=10 * n)) for n in range(4)] == [
        1,
        0,
        0,
        0,
    ]
    letter = Message.objects.get()
    assert "/shifts/open/?t=" in letter.body
    assert "カケショク" in letter.body
    assert letter.secret
    assert "みのる" not in letter.subject + letter.event_key


def test_who_has_no_mail_stands_on_the_list_of_calls(world: ground.Ground, people: Cast) -> None:
    keiko = ground.taken(ground.shift(world.roster, THURSDAY), world.helpers[1])
    assert reminding.remind_due(by=JOB, at=DUE) == 0
    assert list(taking_waiting.unanswered(people.by(people.hana), DUE)) == [keiko]
    (waiting,) = taking_waiting.waiting_for(people.by(people.hana), DUE)
    assert (waiting.count, waiting.url) == (1, "roster:ops_answers")
    (waiting,) = taking_waiting.waiting_for(people.by(people.aoi), DUE)
    assert (waiting.count, waiting.url) == (1, "roster:desk_answers")
    for who in (people.ken, people.mado, people.tamotsu):
        assert taking_waiting.waiting_for(people.by(who), DUE) == []


def test_a_yes_is_kept_and_nobody_asks_again(mine: Taken, people: Cast) -> None:
    first = reminding.answer(taken=mine, coming=True, by=LINK, at=DUE)
    again = reminding.answer(taken=mine, coming=True, by=LINK, at=DUE + timedelta(hours=1))
    assert first.confirmed_at == again.confirmed_at == DUE
    assert reminding.remind_due(by=JOB, at=DUE) == 0
    assert taking_waiting.waiting_for(people.by(people.hana), DUE) == []


def test_a_no_frees_the_slot_at_once(world: ground.Ground, mine: Taken) -> None:
    gone = reminding.answer(taken=mine, coming=False, by=LINK, at=DUE)
    assert (gone.state, gone.why) == ("given_up", reminding.WHY)
    world.session.refresh_from_db()
    assert (world.session.staffing, world.session.adults_here) == ("short", 0)
    with pytest.raises(Conflict) as refused:
        reminding.answer(taken=mine, coming=True, by=LINK, at=DUE)
    assert refused.value.code == "roster.answer_too_late"


def test_neither_what_was_given_up_nor_a_roster_that_is_off_is_asked_about(
    world: ground.Ground, mine: Taken
) -> None:
    Roster.objects.update(is_on=False)
    assert reminding.remind_due(by=JOB, at=DUE) == 0
    Roster.objects.update(is_on=True)
    giving_up.give_up(taken=mine, why="かぜ", by=LINK, at=DUE)
    assert reminding.remind_due(by=JOB, at=DUE) == 0


def test_hana_writes_down_what_she_heard_on_the_phone_and_ken_cannot(mine: Taken, people: Cast) -> None:
    for who in (people.ken, people.mado, people.tamotsu):
        for coming in (True, False):
            with pytest.raises(NotFound):
                reminding.answer(taken=mine, coming=coming, by=people.by(who), at=DUE)
    by_phone = Actor(person_id=people.hana.pk, via=Via.PHONE)
    assert reminding.answer(taken=mine, coming=True, by=by_phone, at=DUE).confirmed_at == DUE


def test_what_begins_within_hours_waits_for_no_morning(world: ground.Ground) -> None:
    """An early turn: its mail goes in the quiet hours too."""
    early = ground.shift(world.roster, THURSDAY, time(7), time(9))
    ground.taken(early, world.helpers[0])
    at = clock.at(THURSDAY, time(5))
    assert reminding.remind_due(by=JOB, at=at) == 1
    assert Message.objects.get().send_after == at
    assert at > make.AT
