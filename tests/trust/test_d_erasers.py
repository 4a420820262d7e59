"""C37: the erasers that were missing, each by one row that has had its time and one that has not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import forgetting_shifts
from ibasho.rooms.roster.models import Attendance, Shift, Taken
from ibasho.town.payouts.actions import forgetting as payouts
from ibasho.town.payouts.models import Payee
from ibasho.town.people.actions import accounts
from ibasho.town.people.models import Person
from ibasho.town.places.actions import forgetting as places
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground as roster

pytestmark = pytest.mark.django_db
JOB = Actor.of_job("trust.retention")
LAST_DAY_KEPT, FIRST_DAY_AFTER = date(2032, 3, 31), date(2032, 4, 1)  # of 令和8年度, kept five years


@pytest.fixture
def people() -> Cast:
    return cast()


def test_who_worked_when_goes_five_years_after_its_year(people: Cast) -> None:
    there = roster.ground(people)
    taken = roster.taken(roster.shift(there.roster, make.MONDAY), there.helpers[0])
    at = clock.at(make.MONDAY, make.AT.time())
    Attendance.objects.create(taken=taken, came_at=at, written_at=at)
    forgetting_shifts.forget(by=JOB, at=clock.day_bounds(LAST_DAY_KEPT)[0])
    assert Taken.objects.exists()
    gone = forgetting_shifts.forget(by=JOB, at=clock.day_bounds(FIRST_DAY_AFTER)[0])
    assert (gone["attendances"], gone["taken"], gone["shifts"]) == (1, 1, 1)
    assert not Shift.objects.exists()
    assert not any(forgetting_shifts.forget(by=JOB, at=clock.day_bounds(FIRST_DAY_AFTER)[0]).values())


def test_an_account_nothing_is_paid_to_any_more_is_forgotten_with_its_digits(people: Cast) -> None:
    Payee.objects.create(
        person=people.tamotsu, name="鈴木 保", bank_code="0001", bank_kana="ﾐﾎﾝ", branch_code="001", branch_kana="ﾎﾝﾃﾝ",
        account_type="1", account_number="1234567", holder_kana="ｽｽﾞｷ ﾀﾓﾂ", written_at=make.AT,
    )  # fmt: skip
    payouts.forget(by=JOB, at=clock.day_bounds(LAST_DAY_KEPT)[0])
    assert Payee.objects.get().account_number == "1234567"
    assert payouts.forget(by=JOB, at=clock.day_bounds(FIRST_DAY_AFTER)[0])["payees"] == 1
    row = Payee.objects.get()
    assert (row.name, row.account_number, row.holder_kana, row.state) == (
        payouts.GONE,
        "0000000",
        "",
        "ended",
    )


def test_who_verified_a_place_is_not_known_for_ever(people: Cast) -> None:
    place = make.place(people.midori)
    Place.objects.filter(pk=place.pk).update(verified_on=make.MONDAY, verified_by=people.mado)
    places.forget(by=JOB, at=clock.at(make.MONDAY + timedelta(days=places.NUMBER_DAYS), make.AT.time()))
    assert Place.objects.get(pk=place.pk).verified_by == people.mado
    places.forget(by=JOB, at=clock.at(make.MONDAY + timedelta(days=places.NUMBER_DAYS + 1), make.AT.time()))
    kept = Place.objects.get(pk=place.pk)
    assert (kept.verified_by, kept.verified_on) == (None, make.MONDAY)


def test_an_old_backup_that_comes_back_is_forgotten_again_the_next_night(people: Cast) -> None:
    """C47: erasing goes by dates that stand in the rows, so a night after the restore does it once more."""
    Person.objects.filter(pk=people.hana.pk).update(closed_at=make.AT, last_login=make.AT)
    row = Person.objects.filter(pk=people.hana.pk).values().get()
    later = make.AT + timedelta(days=400)
    accounts.forget_gone(by=JOB, at=later)
    Person.objects.filter(pk=people.hana.pk).update(**row)  # the backup of before
    assert Person.objects.get(pk=people.hana.pk).name == row["name"]
    accounts.forget_gone(by=JOB, at=later + timedelta(days=1))
    again = Person.objects.get(pk=people.hana.pk)
    assert (again.name, again.last_login, again.phone) == (accounts.GONE, None, "")
    assert row["email"] not in again.email
