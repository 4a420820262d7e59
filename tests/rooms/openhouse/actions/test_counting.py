"""Heads at the door: once each, never below nobody, taken back, cleared at closing time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.openhouse.actions import closing, counting, doors
from ibasho.rooms.openhouse.actions.counting import Tap
from ibasho.rooms.openhouse.models import Crossing, Presence
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.rules.counting import Turn
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place, Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.openhouse import ground
from tests.together import at_once, codes

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


def tap(
    place: Place, people: Cast, turn: Turn = Turn.IN, stage: Stage = Stage.UPPER, *, nonce: UUID | None = None,
    at: datetime = make.AT, count: int = 1, claimed: datetime | None = None,
) -> Crossing:  # fmt: skip
    return counting.count(
        place=place, tap=Tap(nonce or uuid4(), stage, turn, count, claimed), way=Way.STAFF, by=people.by(people.hana), at=at
    )  # fmt: skip


def numbers(place: Place, stage: Stage = Stage.UPPER, day: date = make.TUESDAY) -> tuple[int, int]:
    row = Presence.objects.filter(place=place, stage=stage, day=day).first()
    return (row.came, row.inside) if row else (0, 0)


def test_twelve_come_and_two_go(place: Place, people: Cast) -> None:
    for _n in range(12):
        tap(place, people)
    tap(place, people, Turn.OUT, count=2)
    assert numbers(place) == (12, 10)


def test_a_tap_sent_twice_counts_once(place: Place, people: Cast) -> None:
    nonce = uuid4()
    first, again = tap(place, people, nonce=nonce), tap(place, people, nonce=nonce)
    assert first.pk == again.pk
    assert numbers(place) == (1, 1)
    assert Entry.objects.filter(verb="openhouse.door.count").count() == 1


def test_a_nonce_of_another_place_is_refused(place: Place, people: Cast) -> None:
    other, nonce = make.place("学習室", organisation=people.midori), uuid4()
    ground.door(other)
    tap(place, people, nonce=nonce)
    with pytest.raises(Invalid) as refused:
        tap(other, people, nonce=nonce)
    assert refused.value.code == "door.nonce"


def test_nobody_leaves_an_empty_house(place: Place, people: Cast) -> None:
    with pytest.raises(Conflict) as refused:
        tap(place, people, Turn.OUT)
    assert refused.value.code == "door.nobody_inside"
    tap(place, people, stage=Stage.LOWER)
    with pytest.raises(Conflict):
        tap(place, people, Turn.OUT, Stage.UPPER)  # another stage is inside, this one is not
    assert numbers(place, Stage.LOWER) == (1, 1)


def test_the_database_refuses_negative_heads_by_itself(place: Place) -> None:
    with pytest.raises(IntegrityError, match="presence_not_negative"), transaction.atomic():
        Crossing.objects.create(
            place=place,
            nonce=uuid4(),
            day=make.TUESDAY,
            at=make.AT,
            stage="upper",
            came=0,
            inside=-1,
            way="staff",
        )


def test_a_number_no_door_sees_is_refused(place: Place, people: Cast) -> None:
    for count in (0, -1, 41):
        with pytest.raises(Invalid) as refused:
            tap(place, people, count=count)
        assert refused.value.code == "door.count"


def test_a_door_that_is_off_counts_nothing(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    with pytest.raises(Conflict) as refused:
        tap(place, people)
    assert refused.value.code == "door.off"


def test_a_stranger_does_not_learn_of_the_door(place: Place, people: Cast) -> None:
    with pytest.raises(NotFound):
        counting.count(
            place=place,
            tap=Tap(uuid4(), Stage.UPPER, Turn.IN),
            way=Way.STAFF,
            by=people.by(people.ken),
            at=make.AT,
        )
    with pytest.raises(NotFound):
        counting.count(
            place=place, tap=Tap(uuid4(), Stage.UPPER, Turn.IN), way=Way.TABLET, by=Actor.public(), at=make.AT
        )


def test_a_tablet_counts_for_its_own_place_until_it_is_stopped(place: Place, people: Cast) -> None:
    by = people.by(people.hana)
    made = doors.register(place=place, name="げんかん", by=by, at=make.AT)
    tablet = doors.open_link(token=made.token, at=make.AT).device
    one = Tap(uuid4(), Stage.JUNIOR, Turn.IN)
    counting.count(place=place, tap=one, way=Way.TABLET, device=tablet, by=doors.TABLET, at=make.AT)
    assert numbers(place, Stage.JUNIOR) == (1, 1)
    other = make.place("学習室", organisation=people.midori)
    ground.door(other)
    stopped = doors.revoke(device=tablet, by=by, at=make.AT)
    for where, device in ((other, tablet), (place, stopped)):
        with pytest.raises(NotAllowed):
            counting.count(
                place=where, tap=Tap(uuid4(), Stage.UPPER, Turn.IN), way=Way.TABLET, device=device, by=doors.TABLET, at=make.AT
            )  # fmt: skip


def test_a_link_opens_one_tablet_once_and_for_a_day(place: Place, people: Cast) -> None:
    by = people.by(people.hana)
    made = doors.register(place=place, name="げんかん", by=by, at=make.AT)
    own = doors.open_link(token=made.token, at=make.AT)
    assert queries.device(doors.device_hash(own.token)) == made.device
    with pytest.raises(NotFound):
        doors.open_link(token=made.token, at=make.AT)
    late = doors.register(place=place, name="うら口", by=by, at=make.AT)
    with pytest.raises(NotFound):
        doors.open_link(token=late.token, at=make.AT + timedelta(hours=25))


def test_a_tap_kept_without_a_network_counts_for_its_own_moment(place: Place, people: Cast) -> None:
    evening = clock.at(make.TUESDAY, time(19, 50))
    after_midnight = clock.at(make.TUESDAY + timedelta(days=1), time(0, 10))
    assert tap(place, people, at=after_midnight, claimed=evening).day == make.TUESDAY
    ahead = tap(place, people, at=evening, claimed=evening + timedelta(days=3))
    assert ahead.at == evening  # a clock that runs ahead counts for now
    old = tap(place, people, at=after_midnight, claimed=evening - timedelta(days=9))
    assert old.at == after_midnight - timedelta(hours=20)


def test_23_59_and_midnight_are_two_days(place: Place, people: Cast) -> None:
    late = clock.at(make.TUESDAY, time(23, 59, 59))
    tap(place, people, at=late)
    tap(place, people, at=late + timedelta(seconds=1))
    assert numbers(place) == (1, 1)
    assert numbers(place, day=make.TUESDAY + timedelta(days=1)) == (1, 1)


def test_the_last_tap_is_taken_back_once(place: Place, people: Cast) -> None:
    one, by = tap(place, people), people.by(people.hana)
    back = counting.undo(place=place, nonce=uuid4(), of=one.nonce, by=by, at=make.AT)
    again = counting.undo(place=place, nonce=uuid4(), of=one.nonce, by=by, at=make.AT)
    assert (back.pk, back.came, back.inside) == (again.pk, -1, -1)
    assert numbers(place) == (0, 0)
    with pytest.raises(Conflict):
        counting.undo(place=place, nonce=uuid4(), of=back.nonce, by=by, at=make.AT)


def test_the_tablet_takes_back_for_a_minute_and_staff_all_day(place: Place, people: Cast) -> None:
    by = people.by(people.hana)
    made = doors.register(place=place, name="げんかん", by=by, at=make.AT)
    tablet = doors.open_link(token=made.token, at=make.AT).device
    one = tap(place, people)
    late = make.AT + timedelta(seconds=61)
    with pytest.raises(Conflict) as refused:
        counting.undo(place=place, nonce=uuid4(), of=one.nonce, device=tablet, by=doors.TABLET, at=late)
    assert refused.value.code == "door.undo_late"
    with pytest.raises(Conflict):
        counting.undo(place=place, nonce=uuid4(), of=one.nonce, by=by, at=make.AT + timedelta(days=1))
    counting.undo(place=place, nonce=uuid4(), of=one.nonce, by=by, at=make.AT + timedelta(hours=3))
    assert numbers(place) == (0, 0)


def test_who_went_is_not_undone_into_less_than_nobody(place: Place, people: Cast) -> None:
    came = tap(place, people)
    tap(place, people, Turn.OUT)
    with pytest.raises(Conflict) as refused:
        counting.undo(place=place, nonce=uuid4(), of=came.nonce, by=people.by(people.hana), at=make.AT)
    assert refused.value.code == "door.nobody_inside"
    assert numbers(place) == (1, 0)


def test_closing_time_clears_the_house_a_quarter_of_an_hour_late(place: Place, people: Cast) -> None:
    make.session(place, starts=time(15, 30), ends=time(17, 15))
    make.session(place, starts=time(17, 15), ends=time(20))
    tap(place, people, count=12)
    tap(place, people, stage=Stage.ADULT)
    assert closing.clear_due(by=JOB, at=clock.at(make.TUESDAY, time(20, 14))) == 0
    assert closing.clear_due(by=JOB, at=clock.at(make.TUESDAY, time(20, 15))) == 1
    assert (numbers(place), numbers(place, Stage.ADULT)) == ((12, 0), (1, 0))
    assert closing.clear_due(by=JOB, at=clock.at(make.TUESDAY, time(20, 20))) == 0
    last = Crossing.objects.order_by("pk").last()
    assert last is not None and last.way == "closing"


def test_a_house_without_a_session_is_cleared_at_midnight(place: Place, people: Cast) -> None:
    Session.objects.filter(place=place).delete()
    tap(place, people)
    assert closing.clear_due(by=JOB, at=clock.at(make.TUESDAY, time(23, 59))) == 0
    assert closing.clear_due(by=JOB, at=clock.at(make.TUESDAY + timedelta(days=1), time(0))) == 1


def test_only_the_server_clears(place: Place, people: Cast) -> None:
    with pytest.raises(NotAllowed):
        closing.clear(place=place, day=make.TUESDAY, by=people.by(people.fumi), at=make.AT)


@pytest.mark.django_db(transaction=True)
def test_of_thirty_who_leave_at_once_only_those_inside_do() -> None:
    with transaction.atomic():
        people = cast()
        place = ground.ground(people).place
        ground.door(place)
        tap(place, people, count=7)
    answers = at_once(*[lambda: tap(place, people, Turn.OUT)] * 30)
    assert codes(answers) == {"done": 7, "door.nobody_inside": 23}
    assert numbers(place) == (7, 0)


@pytest.mark.django_db(transaction=True)
def test_one_tap_sent_twenty_times_at_once_is_one_head() -> None:
    with transaction.atomic():
        people = cast()
        place = ground.ground(people).place
        ground.door(place)
    nonce = uuid4()
    sent = at_once(*[lambda: tap(place, people, nonce=nonce).pk] * 20)
    assert len(set(sent)) == 1
    assert numbers(place) == (1, 1)
