"""Figures of the rosters, and the jobs behind them."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import JST
from ibasho.rooms.roster import facts, tasks
from ibasho.rooms.roster.models import Attendance, Shift
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.models import Session
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster.ground import ground, helper, shift, taken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=JST)
YESTERDAY = make.TUESDAY - timedelta(days=1)


@pytest.fixture
def people() -> Cast:
    return cast()


def test_figures_of_what_was_kept_and_worked(people: Cast) -> None:
    here = ground(people)
    Session.objects.filter(pk=here.session.pk).update(staffing="short")
    for back, state, reason in (
        (1, "planned", ""),
        (2, "cancelled", NOT_ENOUGH),
        (40, "cancelled", NOT_ENOUGH),
    ):
        Session.objects.create(
            place=here.place, day=make.TUESDAY - timedelta(days=back), starts=time(15, 30), ends=time(20),
            state=state, reason=reason, staffing="ok" if state == "planned" else "short",
        )  # fmt: skip
    wish = shift(here.roster, YESTERDAY)
    free = helper(people.midori, "砂原 まさ", pay_kind="unpaid")
    for slot, one in enumerate((here.helpers[0], free), start=1):
        row = taken(wish, one, slot)
        Attendance.objects.create(
            taken=row, came_at=clock.at(YESTERDAY, time(15, 30)), left_at=clock.at(YESTERDAY, time(18)),
            break_minutes=30, written_at=NOW, approved_at=NOW, approved_by=people.hana,
        )  # fmt: skip
    found = {name: fact.value for name, fact in facts.facts(NOW).items()}
    assert found == {
        "rosters_on": 1, "helpers_registered": 4, "helpers_older": 0, "sessions_short": 1, "sessions_called_off": 1,
        "kept_share": 50.0, "hours_worked": 4.0, "hours_unpaid": 2.0,
    }  # fmt: skip


def test_nothing_known_is_said_to_be_nothing_known() -> None:
    assert facts.kept_share(make.TUESDAY).value is None


def test_the_job_makes_shifts_and_settles_each_roster(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    here = ground(people)
    here.roster.patterns.create(weekday=1, starts=time(15, 30), ends=time(20), wanted=2)
    tasks.keep_up_one(here.roster.pk)
    here.session.refresh_from_db()
    assert here.session.staffing == "short"
    assert Shift.objects.get().day == make.TUESDAY


def test_when_a_place_changes_its_hours_its_roster_follows(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    here = ground(people)
    tasks.hours_changed(0, str(here.place.pk))
    here.session.refresh_from_db()
    assert here.session.staffing == "short"
    tasks.hours_changed(0, "0")  # a place without a roster: nothing to do
