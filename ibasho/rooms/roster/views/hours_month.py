"""All hours of a place's month with who came when: for the one who checks, and as a file for payroll."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster.queries import hours as queries
from ibasho.rooms.roster.queries.hours import Turn
from ibasho.rooms.roster.queries.months import HIDDEN, unprotected
from ibasho.rooms.roster.rules.honoraria import first_of_month, next_month
from ibasho.rooms.roster.views.hours import asked_month
from ibasho.rooms.roster.views.hours_doors import DESK, OPS, Where, find_roster


@doors.operator
@require_safe
def ops_hours_month(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, OPS)


@doors.desk
@require_safe
def desk_hours_month(request: Request, public_id: str) -> HttpResponse:
    return _month(request, public_id, DESK)


def _month(request: Request, public_id: str, where: Where) -> HttpResponse:
    roster, first = find_roster(request, public_id), asked_month(request)
    found = queries.written(roster, first)
    table = _table(found, unprotected([one.helper for one in found], day=clock.day(request.at)), where)
    if exports.wanted(request):
        return exports.answer(request, table, f"shukkin-{first:%Y%m}")
    here, after = where.url("hours_month", public_id), next_month(first)
    context = {
        "layout": where.layout, "place": roster.place, "table": table, "total": len(found), "first": first,
        "title": f"{wareki.year_label(first)}{first.month}月", "figures": queries.summed(roster.place, first, found),
        "before": f"{here}?month={first_of_month(first - timedelta(days=1)):%Y-%m}",
        "after": f"{here}?month={after:%Y-%m}" if after <= clock.day(request.at) else "",
        "crumbs": where.hours_crumbs((roster.place.name, where.url("hours_today", public_id)), (_("月の時間"), "")),
    }  # fmt: skip
    return render(request, "roster/hours/hours_month.html", context)


def _table(found: Sequence[Turn], seen: Collection[int], where: Where) -> Table:
    """`seen`: helpers whose name may be shown."""

    def day(turn: Turn) -> str:
        return f"{turn.taken.shift.day:%Y-%m-%d}"

    def today(turn: Turn) -> str:
        return f"{where.url('hours_today', turn.taken.shift.roster.place.public_id)}?day={day(turn)}"

    columns = [
        Column(_("日"), day, href=today),
        Column(_("名前"), lambda one: (one.helper.name or one.helper.public_id) if one.helper.pk in seen else HIDDEN),
        Column(_("区分"), lambda one: one.helper.get_pay_kind_display()),
        Column(_("来た"), lambda one: f"{clock.jst(one.attendance.came_at):%H:%M}"),
        Column(_("帰った"), lambda one: f"{clock.jst(one.attendance.left_at):%H:%M}" if one.is_over else ""),
        Column(_("休み（分）"), lambda one: one.attendance.break_minutes, number=True),
        Column(_("時間（分）"), lambda one: one.minutes, number=True),
        Column(_("みとめた人"), lambda one: one.attendance.approved_by.name if one.attendance.approved_by else ""),
    ]  # fmt: skip
    return Table(gettext_lazy("月の時間"), columns, found)
