"""A place's month: page, Excel, CSV and A4. Numbers without names."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError
from ibasho.base.ui import charts, exports
from ibasho.base.ui.charts import Bar
from ibasho.base.ui.papers import answer as pdf_file
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.forms.door import MonthForm
from ibasho.rooms.openhouse.queries import door as queries
from ibasho.rooms.openhouse.queries import statistics
from ibasho.rooms.openhouse.rules.months import Month
from ibasho.rooms.openhouse.views.door_seeing import Look, both
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

_staff = both(Permission.OPENHOUSE_DOOR, Permission.OPENHOUSE_READ)


@require_safe
def _month(request: Request, look: Look, place: Place) -> HttpResponse:
    today = clock.day(request.at)
    year, number = MonthForm(request.GET).first(today)
    found = statistics.month(place, year, number, today=today)
    table = statistics.table(place, found)
    if exports.wanted(request):
        return exports.answer(request, table, f"ninzu-{place.public_id}-{year}{number:02}")
    context = {
        "layout": look.layout, "place": place, "month": found, "table": table, "total": len(found.days),
        "before": statistics.before(place, year, number, today=today), "asked": f"{year}-{number:02}",
        "earlier": _step(year, number, -1), "later": _step(year, number, 1) if found.last < today else "",
        "paper": f"{look.url('month_paper', place.public_id)}?month={year}-{number:02}", "today_url": look.url("today", place.public_id) if queries.may_see(request.actor, place, request.at) else "",
        "crumbs": look.crumbs(place, _("月の報告")), **_charts(found),
    }  # fmt: skip
    return render(request, "openhouse/door/month.html", context)


def _charts(found: Month) -> dict[str, charts.Chart]:
    stages = [Bar(stage.label, found.totals[stage]) for stage in statistics.stages(found)]
    hours = [Bar(f"{hour}時台", came) for hour, came in found.hours]
    return {
        "by_stage": charts.bars(_("年代ごとの 来た人数"), stages, unit=_("人"), label_head=_("年代")),
        "by_hour": charts.bars(_("来た時間"), hours, unit=_("人"), label_head=_("時間")),
    }


def _step(year: int, number: int, by: int) -> str:
    place = year * 12 + number - 1 + by
    return f"{place // 12}-{place % 12 + 1:02}"


@require_safe
def _paper(request: Request, look: Look, place: Place) -> HttpResponse:
    today = clock.day(request.at)
    year, number = MonthForm(request.GET).first(today)
    found = statistics.month(place, year, number, today=today)
    previous = statistics.before(place, year, number, today=today)
    try:
        made = statistics.paper(place, found, previous, made_on=today)
    except DomainError as error:  # a name with a letter the fonts lack
        messages.error(request, error.message)
        return redirect(look.url("month", place.public_id))
    return pdf_file(made, f"利用状況_{place.name}_{year}-{number:02}")


ops_month, desk_month = _staff(_month)
ops_month_paper, desk_month_paper = _staff(_paper)
