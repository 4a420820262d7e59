"""A month is closed once: lines by rate and kind, late hours in the next month, a permit that is over waits."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.roster.actions import months, receipts
from ibasho.rooms.roster.models import Attendance, Helper, Honorarium, Month, Programme
from ibasho.rooms.roster.queries import months as queries
from tests import make
from tests.people import Cast, cast
from tests.rooms.roster import ground
from tests.rooms.roster.ground import Ground
from tests.rooms.roster.hours_ground import FIRST_OF_DECEMBER, NOVEMBER, closed, worked

pytestmark = pytest.mark.django_db
DECEMBER = date(2026, 12, 1)
FIRST_OF_JANUARY = clock.at(date(2027, 1, 1), time(9))


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def world(people: Cast) -> Ground:
    return ground.ground(people)


def kind(helper: Helper, pay_kind: str, **fields: object) -> Helper:
    Helper.objects.filter(pk=helper.pk).update(pay_kind=pay_kind, **fields)
    helper.refresh_from_db()
    return helper


def test_one_line_for_each_helper_by_rate_and_kind(world: Ground, people: Cast) -> None:
    Programme.objects.create(organisation=people.midori, yen_per_hour=1_100)
    paid, unpaid, payroll = world.helpers
    kind(unpaid, "unpaid")
    kind(payroll, "fiscal_year")
    for day in (2, 9, 16):
        worked(people, world.roster, paid, date(2026, 11, day), minutes=90)
    worked(people, world.roster, unpaid)
    worked(people, world.roster, payroll)
    month = closed(people)
    told = {
        row.helper.name: (row.minutes, row.yen_per_hour, row.amount_yen, row.tax_yen)
        for row in month.lines.all()
    }
    assert told == {
        "山口 みのる": (270, 1_100, 4_950, 0),
        "杉山 けいこ": (270, 1_100, 0, 0),
        "大石 ひろ": (270, 1_100, 0, 0),
    }
    assert (month.state, month.closed_by) == ("closed", people.hana)
    assert Entry.objects.get(verb="roster.month.close").data == {
        "first": "2026-11-01", "lines": 3, "minutes": 810, "yen": 4_950, "tax_yen": 0,
    }  # fmt: skip
    assert not Attendance.objects.filter(honorarium__isnull=True).exists()


def test_the_sum_is_rounded_once_a_month(world: Ground, people: Cast) -> None:
    for day in (2, 9, 16):
        worked(people, world.roster, world.helpers[0], date(2026, 11, day), minutes=20)  # 333.3 yen each
    assert closed(people).lines.get().amount_yen == 1_000


def test_the_citys_tax_rate_is_taken_off(world: Ground, people: Cast, settings: Any) -> None:
    settings.HONORARIUM_TAX = {"paid": 1_021}
    worked(people, world.roster, world.helpers[0], minutes=600, starts=time(8))
    row = closed(people).lines.get()
    assert (row.amount_yen, row.tax_yen) == (10_000, 1_021)


def test_a_month_waits_until_it_is_over(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0])
    with pytest.raises(Conflict, match="まだ 終わっていません"):
        closed(people, clock.at(date(2026, 11, 30), time(23, 59)))
    assert not Month.objects.filter(state="closed").exists()


def test_closing_twice_counts_nothing_twice(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0])
    closed(people)
    with pytest.raises(Conflict, match="もう しめて"):
        closed(people)
    assert Honorarium.objects.count() == 1


def test_nothing_approved_closes_nothing(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0], approved=False)
    with pytest.raises(Conflict, match="しめられる時間が ありません"):
        closed(people)


def test_hours_approved_late_come_with_the_next_month(world: Ground, people: Cast) -> None:
    one, other, _third = world.helpers
    worked(people, world.roster, one)
    late = worked(people, world.roster, other, approved=False, minutes=60)
    closed(people)
    Attendance.objects.filter(pk=late.pk).update(approved_at=FIRST_OF_DECEMBER, approved_by=people.aoi)
    (coming,) = queries.coming([people.midori], clock.day(FIRST_OF_JANUARY))
    assert coming.first == DECEMBER
    month = months.close(
        organisation=people.midori, first=DECEMBER, by=people.by(people.hana), at=FIRST_OF_JANUARY
    )
    assert [(row.helper, row.minutes) for row in month.lines.all()] == [(other, 60)]


def test_the_oldest_month_is_closed_first(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0])
    worked(people, world.roster, world.helpers[0], date(2026, 12, 8))
    with pytest.raises(Conflict, match="2026年11月"):
        months.close(
            organisation=people.midori, first=DECEMBER, by=people.by(people.hana), at=FIRST_OF_JANUARY
        )


def test_city_staff_behind_their_permit_wait_until_it_is_mended(world: Ground, people: Cast) -> None:
    staff, other, _third = world.helpers
    kind(staff, "city_staff", side_job_until=date(2026, 11, 23))
    worked(people, world.roster, staff)
    worked(people, world.roster, other)
    month = closed(people)
    assert [row.helper for row in month.lines.all()] == [other]
    (held,) = queries.held(month)
    assert (held.helper, held.minutes) == (staff, 270)
    assert "兼業許可は 2026年11月23日まで" in held.held
    with pytest.raises(Conflict, match="足せる人が いません"):
        months.complete(month=month, by=people.by(people.hana), at=FIRST_OF_DECEMBER)
    kind(staff, "city_staff", side_job_until=date(2027, 3, 31))
    (made,) = months.complete(month=month, by=people.by(people.hana), at=FIRST_OF_DECEMBER)
    assert (made.helper, made.amount_yen) == (staff, 4_500)
    assert queries.held(month) == []


def test_a_month_is_opened_again_while_nothing_is_paid(world: Ground, people: Cast) -> None:
    hours = worked(people, world.roster, world.helpers[0])
    month = closed(people)
    months.reopen(month=month, why="時間の まちがい", by=people.by(people.hana), at=FIRST_OF_DECEMBER)
    hours.refresh_from_db()
    assert (hours.honorarium, Honorarium.objects.count(), Month.objects.get().state) == (None, 0, "open")
    again = closed(people)
    receipts.hand_over(
        month=again, lines=list(again.lines.all()), day=date(2026, 12, 1), by=people.by(people.hana), at=FIRST_OF_DECEMBER
    )  # fmt: skip
    with pytest.raises(Conflict, match="開きなおせません"):
        months.reopen(month=again, why="やっぱり", by=people.by(people.hana), at=FIRST_OF_DECEMBER)


def test_cash_is_handed_over_once_and_can_be_taken_back(world: Ground, people: Cast) -> None:
    worked(people, world.roster, world.helpers[0])
    month = closed(people)
    by, today = people.by(people.hana), date(2026, 12, 1)
    lines = list(month.lines.all())
    (made,) = receipts.hand_over(month=month, lines=lines, day=today, by=by, at=FIRST_OF_DECEMBER)
    assert (made.paid_on, made.received_on) == (today, today)
    with pytest.raises(Conflict):
        receipts.hand_over(month=month, lines=lines, day=today, by=by, at=FIRST_OF_DECEMBER)
    assert receipts.take_back(honorarium=made, by=by, at=FIRST_OF_DECEMBER).paid_on is None
    with pytest.raises(Exception, match="きょうまで"):
        receipts.hand_over(
            month=month, lines=lines, day=today + timedelta(days=1), by=by, at=FIRST_OF_DECEMBER
        )


@pytest.mark.parametrize("who", ["ken", "mado", "tsubaki", "tamotsu"])
def test_strangers_learn_nothing(world: Ground, people: Cast, who: str) -> None:
    worked(people, world.roster, world.helpers[0])
    month, by = closed(people), people.by(getattr(people, who))
    for deed in (
        lambda: months.close(organisation=people.midori, first=NOVEMBER, by=by, at=FIRST_OF_DECEMBER),
        lambda: months.complete(month=month, by=by, at=FIRST_OF_DECEMBER),
        lambda: months.reopen(month=month, why="x", by=by, at=FIRST_OF_DECEMBER),
        lambda: receipts.hand_over(month=month, lines=[], day=NOVEMBER, by=by, at=FIRST_OF_DECEMBER),
        lambda: receipts.take_back(honorarium=month.lines.get(), by=by, at=FIRST_OF_DECEMBER),
    ):
        with pytest.raises(NotFound):
            deed()


def test_the_database_counts_only_what_was_approved(world: Ground, people: Cast) -> None:
    row = worked(people, world.roster, world.helpers[0])
    closed(people)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.filter(pk=row.pk).update(approved_at=None, approved_by=None)


def test_what_is_asked_does_not_grow_with_the_helpers(
    world: Ground, people: Cast, django_assert_max_num_queries: object
) -> None:
    for place in range(12):
        helper = ground.helper(people.midori, f"手伝い {place}")
        worked(people, world.roster, helper, make.TUESDAY)
    month = closed(people)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(queries.lines(month, day=make.TUESDAY)) == 12
