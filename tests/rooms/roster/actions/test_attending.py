"""来た and 帰った: by tap, by the own link, from paper; looked at by another person."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.roster.actions import attending
from ibasho.rooms.roster.models import Attendance, Taken
from ibasho.rooms.roster.queries import hours
from ibasho.rooms.roster.rules.minutes import Span
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground, hours_ground
from tests.rooms.roster.ground import Ground

pytestmark = pytest.mark.django_db
BEGIN, END = clock.at(make.TUESDAY, time(15, 30)), clock.at(make.TUESDAY, time(20))
LINK = Actor.public(Via.LINK)


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def taken(world: Ground) -> Taken:
    return ground.taken(ground.shift(world.roster), world.helpers[0])


def there(taken: Taken, people: Cast, left: datetime | None = END) -> Attendance:
    made = attending.come(taken=taken, by=people.by(people.hana), at=BEGIN)
    if left is None:
        return made
    return attending.leave(taken=taken, by=people.by(people.hana), at=left)


def test_two_taps_make_the_hours(taken: Taken, people: Cast) -> None:
    made = there(taken, people)
    assert (made.came_at, made.left_at, made.written_by) == (BEGIN, END, people.hana)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["roster.hours.come", "roster.hours.leave"]
    assert "山口" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_a_tap_sent_twice_counts_once(taken: Taken, people: Cast) -> None:
    there(taken, people)
    again = there(taken, people, END + timedelta(minutes=5))
    assert (again.came_at, again.left_at) == (BEGIN, END)
    assert Entry.objects.count() == 2


def test_the_helpers_own_link_taps_the_own_shift_alone(taken: Taken, world: Ground) -> None:
    mine, other = world.helpers[0], world.helpers[1]
    made = attending.come(taken=taken, helper=mine, by=LINK, at=BEGIN)
    assert made.written_by is None
    with pytest.raises(NotFound):
        attending.leave(taken=taken, helper=other, by=LINK, at=END)
    assert attending.leave(taken=taken, helper=mine, by=LINK, at=END).left_at == END


def test_undo_takes_the_last_tap_back(taken: Taken, people: Cast) -> None:
    there(taken, people)
    by = people.by(people.hana)
    attending.take_back(taken=taken, by=by, at=END)
    assert Attendance.objects.get().left_at is None
    attending.take_back(taken=taken, by=by, at=END)
    assert not Attendance.objects.exists()
    attending.take_back(taken=taken, by=by, at=END)
    assert Entry.objects.filter(verb="roster.hours.take_back").count() == 2


def test_a_link_takes_back_what_the_link_wrote(taken: Taken, world: Ground, people: Cast) -> None:
    mine = world.helpers[0]
    attending.come(taken=taken, helper=mine, by=LINK, at=BEGIN)
    attending.take_back(taken=taken, helper=mine, by=LINK, at=BEGIN)
    assert not Attendance.objects.exists()
    there(taken, people)
    with pytest.raises(Conflict, match="職員が"):
        attending.take_back(taken=taken, helper=mine, by=LINK, at=END)


def test_leaving_before_coming_is_answered_kindly(taken: Taken, people: Cast) -> None:
    with pytest.raises(Conflict, match="まだ「来た」が"):
        attending.leave(taken=taken, by=people.by(people.hana), at=END)


def test_the_next_day_the_hour_is_asked_for(taken: Taken, people: Cast) -> None:
    there(taken, people, None)
    with pytest.raises(Invalid, match="14時間"):
        attending.leave(taken=taken, by=people.by(people.hana), at=BEGIN + timedelta(days=1))


def test_who_gave_up_does_not_come(taken: Taken, people: Cast) -> None:
    Taken.objects.update(state="given_up", given_up_at=make.AT)
    with pytest.raises(Conflict, match="とりやめ"):
        there(taken, people)


def test_hours_that_stand_are_hours_whatever_became_of_the_shift(
    taken: Taken, world: Ground, people: Cast
) -> None:
    there(taken, people)
    Taken.objects.update(state="given_up", given_up_at=make.AT)
    (turn,) = hours.to_approve([world.roster])
    assert turn.attendance is not None
    assert attending.approve(attendance=turn.attendance, by=people.by(people.aoi), at=END).approved_at == END
    assert hours.figures(world.roster, hours_ground.NOVEMBER).minutes == 270


def test_paper_typed_later(taken: Taken, people: Cast) -> None:
    made = attending.write(
        taken=taken,
        span=Span(BEGIN, END, 15),
        note=" 紙から ",
        by=people.by(people.hana),
        at=END + timedelta(days=2),
    )
    assert (made.break_minutes, made.note) == (15, "紙から")
    with pytest.raises(Invalid) as refused:
        attending.write(
            taken=taken, span=Span(BEGIN, END), note="1234 5678 9018", by=people.by(people.hana), at=END
        )
    assert refused.value.code == "text.my_number"


def test_another_pair_of_eyes_says_yes(taken: Taken, people: Cast) -> None:
    made = there(taken, people)
    with pytest.raises(NotAllowed, match="ちがう人"):
        attending.approve(attendance=made, by=people.by(people.hana), at=END)
    known = attending.approve(attendance=made, by=people.by(people.aoi), at=END)
    assert (known.approved_by, known.approved_at) == (people.aoi, END)


def test_nobody_says_yes_to_the_own_hours(taken: Taken, world: Ground, people: Cast) -> None:
    helper = world.helpers[0]
    helper.person = people.hana
    helper.save()
    made = attending.come(taken=taken, helper=helper, by=LINK, at=BEGIN)
    attending.leave(taken=taken, helper=helper, by=LINK, at=END)
    with pytest.raises(NotAllowed):
        attending.approve(attendance=made, by=people.by(people.hana), at=END)


def test_no_yes_while_somebody_is_still_there(taken: Taken, people: Cast) -> None:
    made = there(taken, people, None)
    with pytest.raises(Conflict, match="帰った時"):
        attending.approve(attendance=made, by=people.by(people.aoi), at=END)


def test_a_correction_asks_for_new_eyes_and_keeps_what_stood_there(taken: Taken, people: Cast) -> None:
    made = there(taken, people)
    attending.approve(attendance=made, by=people.by(people.aoi), at=END)
    with pytest.raises(Conflict, match="みとめて"):
        attending.take_back(taken=taken, by=people.by(people.hana), at=END)
    mended = attending.write(
        taken=taken, span=Span(BEGIN, END - timedelta(minutes=30)), by=people.by(people.hana), at=END
    )
    assert (mended.approved_at, mended.approved_by) == (None, None)
    told = Entry.objects.get(verb="roster.hours.write")
    assert told.person_id == people.hana.pk
    assert told.data["was"]["left"] == END.isoformat() != told.data["now"]["left"]


def test_the_yes_can_be_taken_back(taken: Taken, people: Cast) -> None:
    made = there(taken, people)
    attending.approve(attendance=made, by=people.by(people.aoi), at=END)
    assert attending.unapprove(attendance=made, by=people.by(people.hana), at=END).approved_at is None


@pytest.mark.parametrize("who", ["ken", "mado", "tsubaki", "tamotsu"])
def test_strangers_learn_nothing(taken: Taken, people: Cast, who: str) -> None:
    made = there(taken, people)
    by = people.by(getattr(people, who))
    for deed in (
        lambda: attending.come(taken=taken, by=by, at=BEGIN),
        lambda: attending.leave(taken=taken, by=by, at=END),
        lambda: attending.take_back(taken=taken, by=by, at=END),
        lambda: attending.write(taken=taken, span=Span(BEGIN, END), by=by, at=END),
        lambda: attending.approve(attendance=made, by=by, at=END),
        lambda: attending.unapprove(attendance=made, by=by, at=END),
    ):
        with pytest.raises(NotFound):
            deed()


def test_hours_in_a_closed_month_stand(world: Ground, people: Cast) -> None:
    made = hours_ground.worked(people, world.roster, world.helpers[0])
    hours_ground.closed(people)
    for deed in (
        lambda: attending.write(taken=made.taken, span=Span(BEGIN, END), by=people.by(people.hana), at=END),
        lambda: attending.unapprove(attendance=made, by=people.by(people.aoi), at=END),
        lambda: attending.take_back(taken=made.taken, by=people.by(people.aoi), at=END),
    ):
        with pytest.raises(Conflict, match="しめた月"):
            deed()


def test_the_database_keeps_a_yes_with_its_name(taken: Taken, people: Cast) -> None:
    made = there(taken, people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(pk=made.pk).update(approved_at=END)
