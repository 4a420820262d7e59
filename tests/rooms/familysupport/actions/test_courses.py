"""Courses are planned, people take part, and who took all may help; a mail comes before it runs out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import courses, members
from ibasho.rooms.familysupport.actions.courses import Terms
from ibasho.rooms.familysupport.models import Course, CourseTaken
from ibasho.rooms.familysupport.queries import courses as queries
from ibasho.rooms.familysupport.rules.kinds import MemberKind
from ibasho.town.outbox.models import Message
from tests import make
from tests.people import Cast, cast
from tests.rooms.familysupport.ground import DAY, Ground, ground, member

pytestmark = pytest.mark.django_db
LESSON = Terms(kind="basic", title="小児看護の 基礎", held_on=make.TUESDAY, minutes=180)
JOB = Actor.of_job("familysupport.remind_courses")


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def here(people: Cast) -> Ground:
    return ground(people)


def test_from_a_newcomer_to_a_provider_in_force(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    new = member(here.centre, 4, "大橋 たえ", kind="provider")
    assert queries.standing(new, make.TUESDAY).why.startswith("基礎講習が あと 24時間")
    for kind, minutes in (("basic", 1_000), ("basic", 440), ("first_aid", 180), ("safety", 120)):
        terms = Terms(kind=kind, title="講習", held_on=make.TUESDAY, minutes=minutes)
        made = courses.plan(centre=here.centre, terms=terms, by=by, at=make.AT)
        courses.attend(course=made, minutes={new.pk: minutes}, by=by, at=make.AT)
    assert queries.standing(new, make.TUESDAY).ok
    assert queries.standing(new, make.TUESDAY).until == date(2031, 11, 23)


def test_the_list_is_written_whole(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    made = courses.plan(centre=here.centre, terms=LESSON, by=by, at=make.AT)
    assert (
        courses.attend(course=made, minutes={here.chiyo.pk: 180, here.goro.pk: 180}, by=by, at=make.AT) == 2
    )
    assert courses.attend(course=made, minutes={here.goro.pk: 90}, by=by, at=make.AT) == 1
    assert queries.minutes_of(made) == {here.goro.pk: 90}
    with pytest.raises(Conflict):
        courses.cancel(course=made, by=by, at=make.AT)
    with pytest.raises(Invalid):
        courses.attend(course=made, minutes={here.goro.pk: 181}, by=by, at=make.AT)


def test_nobody_was_at_a_course_that_lies_ahead_or_was_called_off(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    made = courses.plan(centre=here.centre, terms=Terms("basic", "来年の 講習", DAY, 180), by=by, at=make.AT)
    with pytest.raises(Conflict):
        courses.attend(course=made, minutes={here.goro.pk: 180}, by=by, at=make.AT)
    courses.cancel(course=made, by=by, at=make.AT)
    with pytest.raises(Conflict):
        courses.attend(course=made, minutes={here.goro.pk: 180}, by=by, at=make.AT + timedelta(days=2))
    courses.reopen(course=made, by=by, at=make.AT)
    assert list(queries.coming(here.centre, make.TUESDAY)) == [made]


def test_who_runs_out_is_told_at_sixty_and_at_fourteen_days(people: Cast, here: Ground) -> None:
    here.goro.email = "goro@example.test"
    here.goro.save()
    last = date(2030, 5, 31)
    for ahead in (61, 60, 59, 14, 13, -1):
        courses.remind(by=JOB, at=datetime(2030, 5, 31, 9, tzinfo=JST) - timedelta(days=ahead))
    letters = Message.objects.filter(address="goro@example.test")
    assert letters.count() == 2
    assert "2030年5月31日" in str(letters[0].body) or "令和12年5月31日" in str(letters[0].body)
    wanting = queries.wanting(here.centre, last + timedelta(days=1))
    assert {one.member for one in wanting} == {here.chiyo, here.goro}
    assert all("切れています" in one.standing.why for one in wanting)


def test_only_the_adviser_keeps_the_courses(people: Cast, here: Ground) -> None:
    course = Course.objects.filter(kind="basic").get()
    for who in (people.aoi, people.tamotsu):
        by = people.by(who)
        with pytest.raises(NotFound):
            courses.plan(centre=here.centre, terms=LESSON, by=by, at=make.AT)
        with pytest.raises(NotFound):
            courses.attend(course=course, minutes={}, by=by, at=make.AT)
    assert CourseTaken.objects.filter(course=course).count() == 2


def test_a_family_takes_the_courses_and_then_helps_too(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    for kind, minutes in (("basic", 1_440), ("first_aid", 180), ("safety", 120)):
        terms = Terms(kind=kind, title="講習", held_on=make.TUESDAY, minutes=minutes)
        made = courses.plan(centre=here.centre, terms=terms, by=by, at=make.AT)
        listed = [one.pk for one in queries.attendants(made)]
        assert here.tamotsu.pk in listed
        courses.attend(course=made, minutes={here.tamotsu.pk: minutes}, shown=listed, by=by, at=make.AT)
    members.change(member=here.tamotsu, values={"address": "虹橋市 中央町"}, by=by, at=make.AT)
    changed = members.change_kind(member=here.tamotsu, kind=MemberKind.BOTH, by=by, at=make.AT)
    assert changed.kind == "both"


def test_who_stood_in_no_list_keeps_their_row(people: Cast, here: Ground) -> None:
    by = people.by(people.megumi)
    made = courses.plan(centre=here.centre, terms=LESSON, by=by, at=make.AT)
    everybody = {here.chiyo.pk: 180, here.goro.pk: 180}
    courses.attend(course=made, minutes=everybody, by=by, at=make.AT)
    courses.attend(course=made, minutes={}, shown=[here.goro.pk], by=by, at=make.AT)
    assert queries.minutes_of(made) == {here.chiyo.pk: 180}
    type(here.chiyo).objects.filter(pk=here.chiyo.pk).update(
        state="left", ended_on=make.TUESDAY, erase_on=make.TUESDAY
    )
    assert here.chiyo in queries.attendants(made)
