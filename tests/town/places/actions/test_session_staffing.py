"""A roster calls a session off and back; its new hours are not promised before it has counted."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.town.places.actions import openings, remaking, sessions
from ibasho.town.places.models import Session
from ibasho.town.places.rules.opening import Opening, Pattern
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("roster.settle")
WHY = "見守りの おとなが そろわないため"


@pytest.fixture
def people() -> Cast:
    return cast()


def test_a_session_is_called_off_and_comes_back(people: Cast) -> None:
    session = make.session(make.place(organisation=people.midori))
    assert sessions.call_off(session=session, reason=WHY, by=JOB, at=make.AT)
    session.refresh_from_db()
    assert (session.state, session.reason) == ("cancelled", WHY)
    assert not sessions.call_off(session=session, reason=WHY, by=JOB, at=make.AT)
    assert sessions.call_back(session=session, reason=WHY, by=JOB, at=make.AT)
    session.refresh_from_db()
    assert (session.state, session.reason) == ("planned", "")
    verbs = Entry.objects.filter(noun="places.Session").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["places.session.call_off", "places.session.call_back"]


def test_a_session_off_for_another_reason_stays_off(people: Cast) -> None:
    place = make.place(organisation=people.midori)
    session = make.session(place)
    by = people.by(people.hana)
    openings.close_days(
        place=place, first=session.day, last=session.day, reason="台風", sudden=True, by=by, at=make.AT
    )
    assert not sessions.call_back(session=session, reason=WHY, by=JOB, at=make.AT)
    session.refresh_from_db()
    assert (session.state, session.reason) == ("cancelled", "台風")


def test_a_stranger_does_not_learn_of_it(people: Cast) -> None:
    session = make.session(make.place(organisation=people.midori))
    for deed in (sessions.call_off, sessions.call_back):
        with pytest.raises(NotFound):
            deed(session=session, reason=WHY, by=people.by(people.ken), at=make.AT)


def _weekly(starts: time, ends: time) -> Opening:
    return Opening(Pattern.WEEKLY, weekdays=frozenset({1}), starts=starts, ends=ends)


def test_new_hours_of_a_place_with_a_roster_are_not_promised_at_once() -> None:
    place = make.place()
    openings.write(place=place, openings=[_weekly(time(15), time(18))], at=make.AT)
    coming = Session.objects.filter(place=place, day__gt=clock.day(make.AT))
    assert set(coming.values_list("staffing", flat=True)) == {"not_needed"}
    coming.update(staffing="ok")
    openings.write(place=place, openings=[_weekly(time(15), time(19))], at=make.AT)
    first = coming.order_by("day").first()
    assert first is not None
    assert (first.ends, first.staffing) == (time(19), "short")
    assert coming.filter(day=first.day).count() == 1
    sessions.remake(place=place, today=clock.day(make.AT) + timedelta(days=14))
    assert set(
        Session.objects.filter(place=place).order_by("-day").values_list("staffing", flat=True)[:2]
    ) == {"short"}


def test_an_import_promises_nothing_new_either() -> None:
    """Hours that changed and days that came are not promised; what stayed as it was keeps its word."""
    today = clock.day(make.AT)
    place, other = make.place(), make.place("ほかの場所")
    remaking.write_first(
        openings={one.pk: [_weekly(time(15), time(18))] for one in (place, other)}, today=today
    )
    Session.objects.filter(place=place).update(staffing="ok")
    friday = Opening(Pattern.WEEKLY, weekdays=frozenset({4}), starts=time(10), ends=time(12))
    for ends, old in ((time(18), "ok"), (time(19), "short")):
        rules = [_weekly(time(15), ends), friday]
        remaking.rewrite(openings={place.pk: rules, other.pk: rules}, today=today)
        there = Session.objects.filter(place=place)
        assert set(there.filter(starts=time(15)).values_list("staffing", flat=True)) == {old}
        assert set(there.filter(starts=time(10)).values_list("staffing", flat=True)) == {"short"}
    assert set(Session.objects.filter(place=other).values_list("staffing", flat=True)) == {"not_needed"}
