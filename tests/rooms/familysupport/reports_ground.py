"""A visit that was decided and is over, its report, and a closed month: what tests of reports and money stand on."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.familysupport.actions import meetings, months, reporting
from ibasho.rooms.familysupport.models import Meeting, Member, Month, Report, Visit
from ibasho.rooms.familysupport.queries import reports
from ibasho.rooms.familysupport.queries.months import outside_code
from ibasho.rooms.familysupport.rules.reporting import Told
from ibasho.town.payouts.models import Payee
from tests import make
from tests.people import Cast
from tests.rooms.familysupport import ground
from tests.rooms.familysupport.ground import DAY, Ground
from tests.town.payouts import ground as payouts

LINK = Actor.public(Via.LINK)
EVENING = clock.at(DAY, time(18))
NOVEMBER = date(2026, 11, 1)
DECEMBER = clock.at(date(2026, 12, 11), time(9))  # November's due day is over
PAY_ON = date(2026, 12, 25)


def visit(made: Ground, helper: Member | None = None, day: date = DAY, **fields: Any) -> Visit:
    """15:00–17:00 after school, decided the day before."""
    return ground.agreed(ground.request(made, day, **fields), helper or made.chiyo)


def told(day: date = DAY, begins: time = time(15), ends: time = time(17), **fields: Any) -> Told:
    return Told(clock.at(day, begins), clock.at(day, ends), **fields)


def written(made: Ground, row: Visit | None = None, **fields: Any) -> Report:
    """By the provider's own link, in the evening."""
    found = row or visit(made)
    at = fields.pop("at", clock.at(found.day, time(20)))
    return reporting.write(visit=found, told=told(found.day, **fields), by=LINK, at=at)


def confirmed(made: Ground, row: Visit | None = None, **fields: Any) -> Report:
    report = written(made, row, **fields)
    return looked_at(report, at=report.written_at)


def looked_at(report: Report, at: datetime = EVENING) -> Report:
    """The family sees the report as it stands now and says yes."""
    now = Report.objects.get(pk=report.pk)
    return reporting.confirm(report=now, seen=reports.stamp(now), by=LINK, at=at)


def closed(made: Ground, people: Cast) -> Month:
    return months.close(centre=made.centre, first=NOVEMBER, by=people.by(people.megumi), at=DECEMBER)


def approved(made: Ground, people: Cast) -> Month:
    return months.approve(month=closed(made, people), by=people.by(people.aoi), at=DECEMBER)


def with_account(people: Cast, member: Member, **fields: Any) -> Payee:
    return payouts.payee(people, member.name, outside=outside_code(member), organisation=None, **fields)


def meeting(made: Ground, people: Cast, row: Visit | None = None) -> Meeting:
    """In the book for the morning of the visit."""
    found = row or visit(made)
    planned = meetings.plan(
        visit=found, planned_at=clock.at(found.day, time(9)), where="図書館", by=people.by(people.megumi), at=make.AT
    )  # fmt: skip
    return planned[0]
