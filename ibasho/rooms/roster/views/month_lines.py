"""One helper's line of a month: the hours behind it, how it is paid, and the paper to seal."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ports import pdf
from ibasho.base.ui import doors
from ibasho.base.ui.deeds import done
from ibasho.base.ui.limits import limited
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.roster.actions import paying, receipts
from ibasho.rooms.roster.models import Month
from ibasho.rooms.roster.queries import hours, month_paper
from ibasho.rooms.roster.queries import months as queries
from ibasho.rooms.roster.queries.months import Line, Stands
from ibasho.rooms.roster.rules import minutes
from ibasho.rooms.roster.rules.honoraria import RULES
from ibasho.rooms.roster.rules.kinds import PayKind, PayWay
from ibasho.rooms.roster.views.hours_doors import DESK, OPS, Where, find_month
from ibasho.rooms.roster.views.months import stands, title_of, way_of

FORMS = ["GET", "HEAD", "POST"]
OPEN = (Stands.CASH, Stands.NO_ACCOUNT, Stands.UNCONFIRMED, Stands.READY, Stands.RETURNED)


@doors.operator
@require_http_methods(FORMS)
def ops_line(request: Request, public_id: str, line: str) -> HttpResponse:
    return _line(request, public_id, line, OPS)


@doors.desk
@require_http_methods(FORMS)
def desk_line(request: Request, public_id: str, line: str) -> HttpResponse:
    return _line(request, public_id, line, DESK)


def _line(request: Request, public_id: str, line: str, where: Where) -> HttpResponse:
    month = find_month(request, public_id)
    found = _found(request, month, line)
    here = where.url("line", public_id, line)
    if request.method == "POST":
        _act(request, found)
        return redirect(here)
    row = found.honorarium
    table = _days_table(found)
    bank = row.pay_way == PayWay.BANK
    context = {
        "layout": where.layout, "line": found, "row": row, "month": month, "title": title_of(month), "stands": stands(found),
        "table": table, "total": len(list(table.rows)), "rule": RULES[PayKind(row.pay_kind)].words, "here": here,
        "may_change": found.stands in OPEN, "other": PayWay.CASH if bank else PayWay.BANK, "bank": bank,
        "handed": row.received_on is not None, "account": f"{where.url('helper_account', row.helper.public_id)}?line={line}",
        "crumbs": where.months_crumbs((title_of(month), where.url("month", public_id)), (found.name, "")),
    }  # fmt: skip
    return render(request, "roster/hours/line.html", context)


def _act(request: Request, found: Line) -> None:
    """もどす of cash, or another way to be paid (`do`)."""
    asked = request.POST.get("do", "")
    if asked == "back":
        done(
            request,
            lambda: receipts.take_back(honorarium=found.honorarium, by=request.actor, at=request.at),
            thanks=_("わたしていないことに もどしました。"),
        )
        return
    way = way_of(asked)
    done(
        request,
        lambda: paying.change_way(honorarium=found.honorarium, way=way, by=request.actor, at=request.at),
        thanks=_("受けとり方を かえました。"),
    )


def _found(request: Request, month: Month, line: str) -> Line:
    lines = queries.lines(month, day=clock.day(request.at))
    found = next((one for one in lines if one.honorarium.public_id == line), None)
    if found is None:
        raise Http404
    return found


def _days_table(found: Line) -> Table:
    rows = found.honorarium.attendances.select_related("taken__shift__roster__place", "approved_by")
    columns = [
        Column(_("日"), lambda row: f"{row.taken.shift.day:%Y-%m-%d}"),
        Column(_("居場所"), lambda row: row.taken.shift.roster.place.name),
        Column(_("来た"), lambda row: f"{clock.jst(row.came_at):%H:%M}"),
        Column(_("帰った"), lambda row: f"{clock.jst(row.left_at):%H:%M}" if row.left_at else ""),
        Column(_("休み（分）"), lambda row: row.break_minutes, number=True),
        Column(_("時間（分）"), lambda row: minutes.minutes(hours.span_of(row)), number=True),
        Column(_("みとめた人"), lambda row: row.approved_by.name if row.approved_by else ""),
    ]
    return Table(gettext_lazy("日ごとの時間"), columns, list(rows.order_by("came_at", "pk")))


@doors.operator
@require_safe
@limited("roster.receipts", times=60, seconds=600, methods=("GET",))
def ops_month_receipts(request: Request, public_id: str) -> HttpResponse:
    return _receipts(request, public_id, OPS)


@doors.desk
@require_safe
@limited("roster.receipts", times=60, seconds=600, methods=("GET",))
def desk_month_receipts(request: Request, public_id: str) -> HttpResponse:
    return _receipts(request, public_id, DESK)


def _receipts(request: Request, public_id: str, where: Where) -> HttpResponse:
    """受領一覧 A4 of the cash lines, with boxes for seals."""
    month = find_month(request, public_id)
    lines = queries.lines(month, day=clock.day(request.at))
    try:
        made = pdf.render(
            "roster/pdf/receipts.typ", month_paper.receipts(month, lines, clock.day(request.at))
        )
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(where.url("month", public_id))
    return pdf_file(made, f"juryo-{month.first:%Y%m}")
