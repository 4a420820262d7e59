"""What waits for a person: meetings, reports, months."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Month, TopUp
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import meetings, months, reports
from ibasho.rooms.familysupport.rules.kinds import MonthState
from ibasho.town.payouts.models import Payee, Payment
from ibasho.town.people.permissions import Permission

PAGE = "familysupport:desk_reports"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is."""
    found: list[Waiting] = []
    if policies.may(by, Permission.SUPPORT_ADVISE, at=at):
        found += [*_meetings(at), *_reports(at), *_to_close(at)]
    if policies.may(by, Permission.SUPPORT_MONEY, at=at):
        found += _money(by)
    return [one for one in found if one.count]


def _meetings(at: datetime) -> list[Waiting]:
    ahead = [one for one in meetings.ahead(at) if one.planned is None]
    over = list(meetings.to_hold(at))
    return [
        Waiting(
            _("事前打合せの 日を 決める"), len(ahead), PAGE, "friends", anchor="missing",
            oldest=ahead[0].visit.day if ahead else None,
        ),
        Waiting(
            _("事前打合せを したか 確かめる"), len(over), "familysupport:desk_meetings", "calendar", anchor="hold",
            oldest=clock.day(over[0].planned_at or at) if over else None,
        ),
    ]  # fmt: skip


def _reports(at: datetime) -> list[Waiting]:
    """Reports are asked for after a few days, a dispute at once."""
    patient = at - reports.PATIENCE
    unwritten = list(reports.to_write(patient))
    unread = [one for one in reports.to_confirm() if one.written_at <= patient]
    disputed = list(reports.disputed())
    return [
        Waiting(
            _("金額の 相談"), len(disputed), PAGE, "warn", anchor="disputed",
            oldest=disputed[0].visit.day if disputed else None,
        ),
        Waiting(
            _("活動報告が まだ"), len(unwritten), PAGE, "edit", anchor="write",
            oldest=unwritten[0].day if unwritten else None,
        ),
        Waiting(
            _("活動報告の 確認まち"), len(unread), PAGE, "check", anchor="confirm",
            oldest=unread[0].visit.day if unread else None,
        ),
    ]  # fmt: skip


def _to_close(at: datetime) -> list[Waiting]:
    centre, today = centres.centre(), clock.day(at)
    if centre is None:
        return []
    due = [one for one in months.coming(centre, today) if one.over and one.sums and today > one.due_on]
    return [
        Waiting(
            _("ファミサポの月を しめる"), len(due), "familysupport:desk_months", "calendar",
            oldest=due[0].first if due else None,
        )
    ]  # fmt: skip


def _money(by: Actor) -> list[Waiting]:
    closed = Month.objects.filter(state=MonthState.CLOSED).exclude(closed_by=by.person_id).order_by("first")
    rows = list(closed)
    return [
        Waiting(
            _("ファミサポの月を みとめる"), len(rows), "familysupport:desk_months", "check",
            oldest=rows[0].first if rows else None,
        ),
        Waiting(_("ファミサポの 振込を 起案する"), _payable(), "familysupport:desk_months", "yen"),
    ]  # fmt: skip


def _payable() -> int:
    """Approved months with a top-up that a run would take in now."""
    rows = list(
        TopUp.objects.filter(
            month__state__in=(MonthState.APPROVED, MonthState.SENT), paid_on__isnull=True, city_yen__gt=0
        ).select_related("provider")
    )
    going = set(
        Payment.objects.filter(run__programme=months.PROGRAMME, state__in=months.LIVING).values_list(
            "reference", flat=True
        )
    )
    open_ones = [row for row in rows if months.reference(row) not in going]
    accounts = months.payees_of([row.provider for row in open_ones])
    ready = [
        row for row in open_ones
        if row.provider_id in accounts and accounts[row.provider_id].state == Payee.State.CONFIRMED
    ]  # fmt: skip
    return len({row.month_id for row in ready})
