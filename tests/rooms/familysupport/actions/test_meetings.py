"""People meet before the first visit of a year: in the book, held, agreed by both."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import meetings
from ibasho.rooms.familysupport.models import Child, Meeting, Visit
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.rules.kinds import Side
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.rooms.familysupport.reports_ground import EVENING, LINK, meeting, visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


@pytest.fixture
def megumi(people: Cast) -> Actor:
    return people.by(people.megumi)


def hold(row: Meeting, by: Actor) -> Meeting:
    return meetings.hold(meeting=row, held_on=DAY, child_was_there=True, by=by, at=EVENING)


def test_a_visit_misses_its_meeting_until_it_was_held(world: Ground, people: Cast, megumi: Actor) -> None:
    row = visit(world)
    assert queries.missing([row]) == {row.pk}
    planned = meeting(world, people, row)
    assert [one.planned for one in queries.ahead(make.AT)] == [planned]
    assert queries.missing([row]) == {row.pk}
    hold(planned, megumi)
    assert queries.missing([row]) == set()
    assert queries.ahead(make.AT) == []


def test_nobody_decided_yet_nobody_to_meet(world: Ground) -> None:
    assert queries.missing([ground.visit(ground.request(world))]) == set()


def test_the_next_year_another_content_another_person_and_a_sister_need_a_new_one(
    world: Ground, people: Cast, megumi: Actor
) -> None:
    hold(meeting(world, people), megumi)
    same = visit(world, day=DAY + timedelta(days=1))
    others = [
        visit(world, day=date(2027, 4, 7)),
        visit(world, day=DAY + timedelta(days=2), content="nursery_way"),
        visit(world, world.goro, day=DAY + timedelta(days=5)),
    ]
    sisters = visit(world, day=DAY + timedelta(days=6))
    sisters.request.children.add(
        Child.objects.create(member=world.tamotsu, call_name="あおい", born_on=date(2022, 1, 1))
    )
    rows = list(Visit.objects.all())
    assert queries.missing(rows) == {one.pk for one in [*others, sisters]}
    assert same.pk not in queries.missing(rows)


def test_of_a_series_the_adviser_sees_one_line(world: Ground) -> None:
    row = ground.request(world)
    for day in range(3):
        ground.agreed(row, world.chiyo, DAY + timedelta(days=day))
    assert len(queries.ahead(make.AT)) == 1


def test_missing_asks_three_times_however_many_visits(world: Ground, django_assert_num_queries: Any) -> None:
    rows = [visit(world, day=DAY + timedelta(days=day)) for day in range(4)]
    with django_assert_num_queries(3):
        assert len(queries.missing(rows)) == 4


def test_both_say_yes_to_the_sheet(world: Ground, people: Cast, megumi: Actor) -> None:
    row = hold(meeting(world, people), megumi)
    assert queries.waits_for(row, world.tamotsu)
    assert queries.waits_for(row, world.chiyo)
    meetings.agree(meeting=row, side=Side.USER, seen=queries.stamp(row), by=LINK, at=EVENING)
    row = meetings.agree(meeting=row, side=Side.PROVIDER, by=megumi, at=EVENING)
    assert not queries.waits_for(row, world.tamotsu)
    assert not queries.waits_for(row, world.chiyo)


def test_a_changed_sheet_is_agreed_to_anew(world: Ground, people: Cast, megumi: Actor) -> None:
    row = hold(meeting(world, people), megumi)
    meetings.agree(meeting=row, side=Side.PROVIDER, seen=queries.stamp(row), by=LINK, at=EVENING)
    seen = queries.stamp(row)
    row = meetings.write(meeting=row, sheet={"allergy": "たまご"}, seen=seen, by=LINK, at=EVENING)
    assert row.sheet == {"allergy": "たまご"}
    assert queries.waits_for(row, world.chiyo)


def test_two_who_write_at_once_do_not_wipe_each_other_out(world: Ground, people: Cast, megumi: Actor) -> None:
    row = meeting(world, people)
    seen = queries.stamp(row)
    meetings.write(meeting=row, sheet={"allergy": "たまご"}, seen=seen, by=LINK, at=EVENING)
    for by in (megumi, LINK):
        with pytest.raises(Conflict, match="ほかの人が 打合せ票を") as refused:
            meetings.write(meeting=row, sheet={"doctor": "みほん医院"}, seen=seen, by=by, at=EVENING)
        assert refused.value.code == meetings.SHEET_CHANGED
    with pytest.raises(Conflict):
        meetings.write(meeting=row, sheet={"doctor": "みほん医院"}, by=LINK, at=EVENING)
    assert Meeting.objects.get().sheet == {"allergy": "たまご"}
    again = meetings.write(meeting=row, sheet={"allergy": "たまご"}, seen=seen, by=LINK, at=EVENING)
    assert again.sheet == {"allergy": "たまご"}  # the same words twice are no quarrel


def test_nobody_agrees_to_a_sheet_they_did_not_see(world: Ground, people: Cast, megumi: Actor) -> None:
    row = hold(meeting(world, people), megumi)
    seen = queries.stamp(row)
    meetings.write(meeting=row, sheet={"way": "踏切を わたる"}, seen=seen, by=LINK, at=EVENING)
    for by in (LINK, megumi):
        with pytest.raises(Conflict, match="もう一度 見てから"):
            meetings.agree(meeting=row, side=Side.PROVIDER, seen=seen, by=by, at=EVENING)
    with pytest.raises(Conflict):
        meetings.agree(meeting=row, side=Side.PROVIDER, by=LINK, at=EVENING)
    now = queries.stamp(Meeting.objects.get())
    assert meetings.agree(meeting=row, side=Side.PROVIDER, seen=now, by=LINK, at=EVENING).provider_agreed_at


def test_the_sheet_begins_with_what_is_known(world: Ground, people: Cast, megumi: Actor) -> None:
    Child.objects.filter(pk=world.child.pk).update(allergy="そば")
    first = meeting(world, people)
    assert first.sheet == {"allergy": "そば"}
    meetings.write(meeting=first, sheet={"allergy": "そば", "doctor": "みほん医院"}, by=megumi, at=EVENING)
    hold(first, megumi)
    again = meeting(world, people, visit(world, day=DAY + timedelta(days=1), content="outing"))
    assert again.sheet == {"allergy": "そば", "doctor": "みほん医院"}


def test_planned_twice_it_is_moved_and_not_doubled(world: Ground, people: Cast, megumi: Actor) -> None:
    row = visit(world)
    first = meeting(world, people, row)
    second = meetings.plan(
        visit=row, planned_at=clock.at(DAY, time(10)), where="公民館", by=megumi, at=make.AT
    )
    assert [one.pk for one in second] == [first.pk]
    moved = meetings.move(
        meeting=first, planned_at=clock.at(DAY, time(11)), where="ここ", by=megumi, at=make.AT
    )
    assert clock.jst(moved.planned_at or EVENING).hour == 11


def test_who_met_already_needs_no_second_one(world: Ground, people: Cast, megumi: Actor) -> None:
    row = visit(world)
    meetings.note_held(visit=row, held_on=date(2026, 11, 20), child_was_there=True, by=megumi, at=make.AT)
    assert queries.missing([row]) == set()
    with pytest.raises(Conflict, match="もう すんでいます"):
        meeting(world, people, row)


def test_a_slip_is_taken_back_and_a_cancelled_one_makes_room(
    world: Ground, people: Cast, megumi: Actor
) -> None:
    row = visit(world)
    planned = hold(meeting(world, people, row), megumi)
    planned = meetings.take_back(meeting=planned, by=megumi, at=EVENING)
    assert (planned.state, planned.held_on) == ("planned", None)
    meetings.cancel(meeting=planned, by=megumi, at=EVENING)
    assert meeting(world, people, row).pk != planned.pk


def test_an_hour_that_is_over_is_no_plan(world: Ground, megumi: Actor) -> None:
    with pytest.raises(Invalid):
        meetings.plan(visit=visit(world), planned_at=make.AT, where="", by=megumi, at=make.AT)


def test_mail_and_journal_hold_nothing_of_the_child(world: Ground, people: Cast, megumi: Actor) -> None:
    Child.objects.filter(pk=world.child.pk).update(allergy="そば")
    hold(meeting(world, people), megumi)
    mails = "".join(one.subject + one.body for one in Message.objects.all())
    assert "11月25日" in mails
    said = "".join(f"{one.data}" for one in Entry.objects.all())
    for word in ("ひなた", "そば", "図書館", "千代"):
        assert word not in mails
        assert word not in said


@pytest.mark.parametrize("who", ["fumi", "aoi", "mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_the_adviser_plans(world: Ground, people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        meetings.plan(
            visit=visit(world), planned_at=clock.at(DAY, time(9)), where="", by=people.by(getattr(people, who)), at=make.AT
        )  # fmt: skip
