"""Turns and hours of each helper over eight weeks, as bars and as a table."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster.queries import fairness as queries
from ibasho.rooms.roster.queries import veiled
from ibasho.rooms.roster.rules.fairness import DAYS
from ibasho.rooms.roster.views.sides import DESK, OPS, Side, pages
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


@doors.operator
@require_safe
def ops_fairness(request: Request) -> HttpResponse:
    return _fairness(request, OPS)


@doors.desk
@require_safe
def desk_fairness(request: Request) -> HttpResponse:
    return _fairness(request, DESK)


def _fairness(request: Request, side: Side) -> HttpResponse:
    people.require_seen(request.actor, Permission.ROSTER_SEE, day=clock.day(request.at))
    groups = queries.organisations(request.actor, request.at)
    wanted = request.GET.get("group", "")
    chosen = next((one for one in groups if one.public_id == wanted), groups[0] if groups else None)
    manages = people.may(request.actor, Permission.ROSTER_MANAGE, day=clock.day(request.at))
    page: dict[str, object] = {
        "pages": pages(side, "fairness", manages=manages),
        "chosen": chosen, "weeks": DAYS // 7, "layout": side.layout, "crumbs": side.crumbs((_("みんなの 回数"), "")),
        "tabs": [(one.name, f"?group={one.public_id}", one == chosen) for one in groups] if len(groups) > 1 else [],
    }  # fmt: skip
    if chosen is not None:
        rows = queries.rows(chosen, request.at)
        there = [one.helper for one in rows]
        if exports.wanted(request):
            veiled.on_paper(there, day=clock.day(request.at))
        veiled.on_screen(there, by=request.actor, at=request.at)
        table = _table(rows)
        if exports.wanted(request):
            return exports.answer(request, table, f"turns-{clock.day(request.at):%Y%m%d}")
        page |= {"table": table, "bars": _bars(rows)}
    return render(request, "roster/mine/fairness.html", page)


def _table(rows: list[queries.Row]) -> Table:
    return Table(
        _("みんなの 回数"),
        [
            Column(_("よび名"), lambda row: row.helper.call_name),
            Column(_("回数（8週間）"), lambda row: row.done.count, number=True),
            Column(_("時間（8週間）"), lambda row: row.done.hours, number=True),
            Column(_("これから（回）"), lambda row: row.coming.count, number=True),
        ],
        rows,
    )


def _bars(rows: list[queries.Row]) -> charts.Chart:
    found = [charts.Bar(row.helper.call_name, row.done.count) for row in rows]
    return charts.bars(_("8週間の 回数"), found, unit=_("回"), label_head=_("よび名"))
