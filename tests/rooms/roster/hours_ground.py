"""Hours that were worked, and helpers with accounts: what tests of the month's end stand on."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from ibasho.base.kernel import clock
from ibasho.rooms.roster.actions import months
from ibasho.rooms.roster.models import Attendance, Helper, Month, Roster
from ibasho.rooms.roster.queries.months import outside_code
from ibasho.town.payouts.models import Payee
from tests import make
from tests.people import Cast
from tests.rooms.roster import ground
from tests.town.payouts import ground as payouts

NOVEMBER = date(2026, 11, 1)
FIRST_OF_DECEMBER = clock.at(date(2026, 12, 1), time(9))
PAY_ON = date(2026, 12, 25)


def worked(
    people: Cast, roster: Roster, helper: Helper, day: date = make.TUESDAY, *, minutes: int = 270, approved: bool = True,
    starts: time = time(15, 30),
) -> Attendance:  # fmt: skip
    """Typed in by Hana, looked at by Aoi."""
    shift = ground.shift(roster, day, starts, time(20), skill=helper.public_id)
    begins = clock.at(day, starts)
    known: dict[str, Any] = {"written_at": begins, "written_by": people.hana}
    if approved:
        known |= {"approved_at": make.AT, "approved_by": people.aoi}
    return Attendance.objects.create(
        taken=ground.taken(shift, helper),
        came_at=begins,
        left_at=begins + timedelta(minutes=minutes),
        **known,
    )


def with_account(people: Cast, helper: Helper, **fields: Any) -> Payee:
    helper.pay_way = "bank"
    helper.save(update_fields=["pay_way"])
    return payouts.payee(people, helper.name, outside=outside_code(helper), organisation=None, **fields)


def closed(people: Cast, at: datetime = FIRST_OF_DECEMBER) -> Month:
    return months.close(organisation=people.midori, first=NOVEMBER, by=people.by(people.hana), at=at)
