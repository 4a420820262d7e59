"""What waits for a person: hours to look at, hours somebody forgot, months to close, honoraria to bring to the bank."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.roster.models import Honorarium
from ibasho.rooms.roster.queries import hours, months
from ibasho.rooms.roster.rules.kinds import MonthState, PayWay
from ibasho.town.payouts.models import Payment
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is. For the city's desk: a group sees the same on its own home page."""
    today = clock.day(at)
    if not people.may(by, Permission.DESK_ENTER, day=today):
        return []
    found: list[Waiting] = []
    if people.may(by, Permission.ROSTER_HOURS, day=today):
        found += _hours(by, at)
    if people.may(by, Permission.ROSTER_PAY, day=today):
        found += _months(by, at)
    return [one for one in found if one.count]


def _hours(by: Actor, at: datetime) -> list[Waiting]:
    rosters = list(hours.rosters(by, at))
    mine = [one for one in hours.to_approve(rosters) if hours.may_approve(one, by.person_id)]
    forgotten = hours.forgotten(rosters, clock.day(at))
    return [
        Waiting(
            _("見守りの時間を みとめる"), len(mine), "roster:desk_hours", "clock", anchor="waiting",
            oldest=mine[0].taken.shift.day if mine else None,
        ),
        Waiting(
            _("「帰った」が おされていない"), len(forgotten), "roster:desk_hours", "warn", anchor="forgotten",
            oldest=forgotten[0].taken.shift.day if forgotten else None, kind=Kind.WRONG,
        ),
    ]  # fmt: skip


def _months(by: Actor, at: datetime) -> list[Waiting]:
    organisations = list(months.organisations(by, at))
    over = [one for one in months.coming(organisations, clock.day(at)) if one.over and one.ready]
    found = [
        Waiting(
            _("謝礼の月を しめる"), len(over), "roster:desk_months", "calendar",
            oldest=min((one.first for one in over), default=None),
        )
    ]  # fmt: skip
    if people.may(by, Permission.PAYOUTS_PREPARE, day=clock.day(at)):
        found.append(Waiting(_("謝礼の 振込を 起案する"), _ready(), "roster:desk_months", "yen"))
    return found


def _ready() -> int:
    """Closed months with a bank line that a run would take in now."""
    rows = Honorarium.objects.filter(pay_way=PayWay.BANK.value, paid_on__isnull=True, amount_yen__gt=0)
    rows = rows.exclude(month__state=MonthState.OPEN).select_related("helper")
    going = set(
        Payment.objects.filter(run__programme=months.PROGRAMME, state__in=months.LIVING).values_list(
            "reference", flat=True
        )
    )
    open_ones = [row for row in rows if months.reference(row) not in going and row.amount_yen > row.tax_yen]
    payees = months.payees_of([row.helper for row in open_ones])
    return len(
        {
            row.month_id
            for row in open_ones
            if row.helper_id in payees and payees[row.helper_id].state == "confirmed"
        }
    )
