"""A child takes a seat, stays, goes away for a moment, leaves; the seat frees itself; staff free any."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.openhouse.actions import asking, forgetting, seats
from ibasho.rooms.openhouse.models import Door, HelpAsk, Incident, SeatUse
from ibasho.rooms.openhouse.queries import seats as queries
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.rooms.openhouse.ground import Ground
from tests.together import at_once, codes

CHILD = Actor.public()
STUDY = clock.at(make.TUESDAY, time(17, 30))


@pytest.fixture
def people(db: None) -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    made = ground.ground(people)
    ground.study_session(made.place)
    return made


def take(world: Ground, number: int = 5, at: datetime = STUDY) -> SeatUse:
    return seats.take(space=world.space, number=number, by=CHILD, at=at)


def held(use: SeatUse) -> dict[str, Any]:
    return {"space": use.space, "number": use.number, "slip": use.slip, "by": CHILD}


def test_a_seat_is_taken_by_nobody_with_a_name(world: Ground) -> None:
    use = take(world)
    assert (use.until, len(use.slip)) == (STUDY + timedelta(minutes=90), 4)
    assert queries.plan(world.space, STUDY).free == 11
    entry = Entry.objects.get(verb="openhouse.seat.take")
    assert entry.data == {"space": world.space.pk}


def test_it_frees_itself(world: Ground) -> None:
    use = take(world)
    assert queries.plan(world.space, use.until).free == 12
    again = take(world, at=use.until)
    assert again.until == clock.at(make.TUESDAY, time(20))


def test_the_place_says_how_long(world: Ground) -> None:
    Door.objects.create(place=world.place, heads_max=40, seat_minutes=45, away_minutes=10)
    use = take(world)
    assert use.until == STUDY + timedelta(minutes=45)
    assert seats.step_away(**held(use), at=STUDY).until == STUDY + timedelta(minutes=10)


def test_a_taken_seat_is_told_kindly(world: Ground) -> None:
    take(world)
    with pytest.raises(Conflict, match="ほかの席"):
        take(world)
    for number in (*range(1, 5), *range(6, 13)):
        take(world, number)
    with pytest.raises(Conflict, match="いっぱい"):
        take(world)


@pytest.mark.parametrize("number", [0, 13])
def test_there_is_no_such_seat(number: int, world: Ground) -> None:
    with pytest.raises(Invalid):
        take(world, number)


@pytest.mark.parametrize(
    ("hour", "code"),
    [
        (time(15, 0), "seat.closed"),
        (time(16, 0), "seat.no_study"),
        (time(17, 14), "seat.no_study"),
        (time(20, 0), "seat.closed"),
        (time(23, 59), "seat.closed"),
    ],
    ids=str,
)
def test_outside_the_study_hours_there_is_none(hour: time, code: str, world: Ground) -> None:
    with pytest.raises(Conflict) as refused:
        take(world, at=clock.at(make.TUESDAY, hour))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "fields", [{"staffing": "short"}, {"state": "cancelled"}], ids=["short", "cancelled"]
)
def test_a_place_that_is_not_promised_promises_no_seat(fields: dict[str, str], people: Cast) -> None:
    made = ground.ground(people)
    ground.study_session(made.place, **fields)
    with pytest.raises(Conflict):
        take(made)


def test_one_stays_at_will_until_seats_are_scarce(world: Ground) -> None:
    use, later = take(world), STUDY + timedelta(minutes=30)
    assert seats.go_on(**held(use), at=later).until == later + timedelta(minutes=90)
    for number in (*range(1, 5), *range(6, 11)):
        take(world, number, at=later)
    with pytest.raises(Conflict) as refused:
        seats.go_on(**held(use), at=later + timedelta(minutes=20))
    assert refused.value.code == "seat.scarce"


def test_away_and_back_in_time(world: Ground) -> None:
    use = take(world)
    seats.step_away(**held(use), at=STUDY)
    assert seats.step_away(**held(use), at=STUDY + timedelta(minutes=20)).until == STUDY + timedelta(
        minutes=30
    )
    back = seats.come_back(**held(use), at=STUDY + timedelta(minutes=29))
    assert (back.until, back.back_to) == (STUDY + timedelta(minutes=90), None)


def test_away_for_too_long_and_somebody_else_sits_there(world: Ground) -> None:
    use = take(world)
    seats.step_away(**held(use), at=STUDY)
    late = STUDY + timedelta(minutes=30)
    take(world, at=late)
    with pytest.raises(Invalid):
        seats.come_back(**held(use), at=late)


def test_the_slip_is_wanted(world: Ground) -> None:
    use = take(world)
    wrong = f"{(int(use.slip) + 1) % 10_000:04}"
    for deed in (seats.go_on, seats.step_away, seats.come_back, seats.leave):
        with pytest.raises(Invalid):
            deed(**{**held(use), "slip": wrong}, at=STUDY)
    seats.leave(**held(use), at=STUDY)
    assert queries.plan(world.space, STUDY).free == 12
    with pytest.raises(Invalid):
        seats.leave(**held(use), at=STUDY)


def test_staff_free_any_seat_and_strangers_none(people: Cast, world: Ground) -> None:
    take(world)
    freed = {"space": world.space, "number": 5, "at": STUDY}
    for stranger in (people.ken, people.tamotsu):
        with pytest.raises(NotFound):
            seats.free(**freed, by=people.by(stranger))
    seats.free(**freed, by=people.by(people.hana))
    with pytest.raises(Conflict):
        seats.free(**freed, by=people.by(people.mado))


def test_a_card_is_laid_down_and_somebody_goes(people: Cast, world: Ground) -> None:
    card = asking.ask(place=world.place, subject="math", stage="junior", seat=5, by=CHILD, at=STUDY)
    again = asking.ask(
        place=world.place, subject="math", stage="junior", seat=5, by=CHILD, at=STUDY + timedelta(seconds=1)
    )
    assert card == again
    for stranger in (people.ken, people.tamotsu):
        with pytest.raises(NotFound):
            asking.go(card=card, by=people.by(stranger), at=STUDY)
    assert asking.go(card=card, by=people.by(people.hana), at=STUDY).came_at == STUDY
    assert queries.of_staff(people.by(people.hana), STUDY).get().asks == 0
    asking.wait_again(card=card, by=people.by(people.hana), at=STUDY)
    assert queries.of_staff(people.by(people.hana), STUDY).get().asks == 1


@pytest.mark.parametrize(("subject", "stage"), [("cooking", ""), ("math", "adult"), ("", "")], ids=str)
def test_a_card_says_nothing_strange(subject: str, stage: str, world: Ground) -> None:
    with pytest.raises(Invalid):
        asking.ask(place=world.place, subject=subject, stage=stage, by=CHILD, at=STUDY)


def test_a_closed_place_takes_no_card_and_a_full_one_says_so(world: Ground) -> None:
    with pytest.raises(Conflict):
        asking.ask(place=world.place, subject="math", by=CHILD, at=clock.at(make.TUESDAY, time(21)))
    for number in range(asking.WAITING_MAX):
        ground.help_ask(world.place, STUDY, seat=number)
    with pytest.raises(Conflict, match="声を"):
        asking.ask(place=world.place, subject="math", by=CHILD, at=STUDY)


def test_yesterday_is_forgotten(world: Ground) -> None:
    take(world)
    ground.help_ask(world.place, STUDY)
    old = ground.incident(
        world.place, happened_at=clock.at(make.TUESDAY.replace(year=2021, month=3), time(9))
    )
    kept = ground.incident(
        world.place, happened_at=clock.at(make.TUESDAY.replace(year=2021, month=4), time(9))
    )
    job = Actor.of_job("openhouse.forget")
    nothing = dict.fromkeys(("seats", "asks", "incidents", "alarms", "disasters", "improvements"), 0)
    assert forgetting.forget(by=job, at=STUDY) == nothing | {"incidents": 1}
    assert forgetting.forget(by=job, at=STUDY + timedelta(hours=7)) == nothing | {"seats": 1, "asks": 1}
    assert not SeatUse.objects.exists()
    assert not HelpAsk.objects.exists()
    assert list(Incident.objects.all()) == [kept] != [old]
    assert Entry.objects.filter(verb="openhouse.forget").count() == 2


@pytest.mark.django_db(transaction=True)
def test_twenty_children_and_one_seat() -> None:
    with transaction.atomic():
        world = ground.ground(cast())
        ground.study_session(world.place)
    answers = at_once(*[lambda: take(world)] * 20)
    assert codes(answers) == {"done": 1, "seat.taken": 19}
