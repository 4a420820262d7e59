"""The monthly report of 出張開設: figures, chart, tables, files, and a sheet for paper."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.forms.mobile import ReportFilter
from ibasho.rooms.reach.models import Rota, Visit
from ibasho.rooms.reach.queries import rotas as queries
from ibasho.rooms.reach.queries.rotas import Report
from ibasho.rooms.reach.rules.counts import Sum
from ibasho.rooms.reach.views.seeing import reading
from ibasho.town.areas import queries as areas
from ibasho.town.places.rules.calendar import Month

MONTHS_MAX = 36


@doors.desk
@reading
@require_safe
def visit_report(request: Request) -> HttpResponse:
    """Only heads: nobody is named. For the desk alone, so small numbers are shown."""
    today = clock.day(request.at)
    now, first = Month.of(today), queries.first_month(today)
    months = [now.plus(-back) for back in range(MONTHS_MAX) if now.plus(-back) >= first]
    form = ReportFilter(
        request.GET or None, months=months, now=now, rotas=list(Rota.objects.order_by("-last"))
    )
    found = queries.report(form.asked_month, form.asked_rota, today)
    if exports.wanted(request):
        return exports.answer(request, _visits(found, today), f"shuccho-{found.month}")
    context = {
        "form": form,
        "report": found,
        "stats": _stats(found),
        "table": _visits(found, today),
        "halls": _sums(_("会場"), found.halls),
        "districts": _sums(_("小学校区"), found.districts),
        "chart": _chart(found),
        "printed": wareki.long_label(today),
        "era": f"{found.month.era}{found.month.number}月",
    }
    return render(request, "reach/mobile/report.html", context)


def _stats(report: Report) -> list[tuple[str, object, str, str]]:
    """(label, value, unit, note): the note tells the same month a year ago, where there is one."""

    def line(label: str, name: str, unit: str) -> tuple[str, object, str, str]:
        then = None if report.before is None else getattr(report.before, name)
        note = "" if then is None else _("前年の 同じ月 %(n)s") % {"n": then}
        return label, _shown(getattr(report.total, name)), unit, note

    return [
        line(_("行った回"), "visits", _("回")),
        line(_("親子組数"), "families", _("組")),
        line(_("こども"), "children", _("人")),
        line(_("相談件数"), "consultations", _("件")),
        line(_("1回あたり"), "families_each", _("組")),
    ]


def _shown(value: float | int | None) -> object:
    return "－" if value is None else value


def _visits(report: Report, today: date) -> Table:
    """Every visit of the month, one line each: what the files hold."""
    districts = {row.code: row.name for row in areas.named_districts(today)}
    columns = [
        Column(_("日"), lambda row: row.day.isoformat(), href=lambda row: reverse("reach:visit", args=[row.public_id])),
        Column(_("和暦"), lambda row: wareki.short_label(row.day)),
        Column(_("会場"), lambda row: row.hall.name),
        Column(_("小学校区"), lambda row: districts.get(row.hall.district_code, "")),
        Column(_("出張の予定"), lambda row: row.rota.title),
        Column(_("状態"), lambda row: _state(row, today)),
        Column(_("親子組数"), lambda row: row.families, number=True),
        Column(_("こども"), lambda row: row.children, number=True),
        Column(_("相談件数"), lambda row: row.consultations, number=True),
        Column(_("気づいたこと"), lambda row: row.note or row.reason),
    ]  # fmt: skip
    return Table(_("%(month)sの 出張開設") % {"month": report.month.label}, columns, report.visits)


def _state(row: Visit, today: date) -> str:
    if row.state == Visit.State.PLANNED and row.day < today:
        return _("数が まだ")
    return str(row.get_state_display())


def _sums(title: str, rows: list[Sum]) -> Table:
    columns = [
        Column(title, lambda row: row.label),
        Column(_("行った回"), lambda row: row.visits, number=True),
        Column(_("中止"), lambda row: row.cancelled, number=True),
        Column(_("数が まだ"), lambda row: row.untold, number=True),
        Column(_("親子組数"), lambda row: row.families, number=True),
        Column(_("こども"), lambda row: row.children, number=True),
        Column(_("相談件数"), lambda row: row.consultations, number=True),
    ]
    return Table(title, columns, rows)


def _chart(report: Report) -> charts.Chart:
    """親子組数 by month of the 年度; a month nobody told a number of is a gap, not a nought."""
    rows = [
        charts.Bar(
            one.label, one.families, note=_("数が まだ %(n)s回") % {"n": one.untold} if one.untold else ""
        )
        for one in report.months
    ]
    return charts.bars(_("年度の 親子組数（月ごと）"), rows, unit=_("組"), label_head=_("月"))
