"""一時預かり: how many places take in, what they count, 利用率; for the desk, and behind the groups' door for one's own place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import DropInCare
from ibasho.rooms.familysupport.queries import dropin as queries
from ibasho.rooms.familysupport.rules import dropin as rules
from ibasho.rooms.familysupport.rules import statistics
from ibasho.rooms.familysupport.rules.dropin import Counted
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

OPS, DESK = Side.two("familysupport")
NOTHING = Counted()


@dataclass(frozen=True, slots=True)
class Row:
    """A place with its sums of the 年度; `care` None while nobody has set it."""

    place: Place
    care: DropInCare | None
    counted: Counted


@doors.desk
@require_safe
def desk_drop_in(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    today = clock.day(request.at)
    nendo = asked_nendo(request, today)
    rows = _rows(list(queries.every_place()), nendo, today)
    months = queries.months(nendo, today=today)
    by_month = _months_table(months, _unmet(request, nendo))
    if exports.wanted(request):
        chosen = by_month if request.GET.get("table") == "months" else _places_table(rows, DESK)
        return exports.answer(request, chosen, f"ichiji-{nendo}")
    total = rules.total(one.counted for one in rows)
    context = {
        "pages": pages("desk_drop_in", request), "crumbs": crumbs((_("一時預かり"), "")), "layout": DESK.layout,
        "table": _places_table(rows, DESK), "total": len(rows), "sum": total, "months": by_month, "months_total": len(months),
        "title": years.label(nendo), "tabs": year_tabs(nendo, today), "bars": _bars(months),
        "day": (day := _asked_day(request, today)), "free": queries.free_on(day), "nendo": nendo,
    }  # fmt: skip
    return render(request, "familysupport/figures/dropin.html", context)


@doors.operator
@require_safe
def ops_drop_in(request: Request) -> HttpResponse:
    """The places of one's own organisations."""
    today = clock.day(request.at)
    places = list(queries.places(request.actor, request.at))
    if not places:
        raise Http404
    nendo = asked_nendo(request, today)
    rows = _rows(places, nendo, today)
    context = {
        "layout": OPS.layout, "table": _places_table(rows, OPS), "total": len(rows), "title": years.label(nendo),
        "sum": rules.total(one.counted for one in rows), "tabs": year_tabs(nendo, today),
        "crumbs": [(_("一時預かり"), "")],
    }  # fmt: skip
    return render(request, "familysupport/figures/dropin.html", context)


def asked_nendo(request: Request, today: date) -> int:
    """`?year=2026`: one that has begun; this 年度 for anything else."""
    this, asked = years.nendo(today), request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and this - 20 <= int(asked) <= this else this


def _asked_day(request: Request, today: date) -> date:
    """`?day=2026-11-27`: for whom a family asks on the telephone; today for anything else."""
    try:
        return max(clock.parse_day(request.GET.get("day", "")), today)
    except Invalid:
        return today


def year_tabs(nendo: int, today: date) -> list[tuple[str, str, bool]]:
    this = years.nendo(today)
    shown = sorted({this, this - 1, this - 2, nendo}, reverse=True)
    return [(years.label(one), f"?year={one}", one == nendo) for one in shown]


def _rows(places: list[Place], nendo: int, today: date) -> list[Row]:
    sums = queries.counted(years.first_day(nendo), years.last_day(nendo), today=today)
    return [Row(one, queries.care_of(one), sums.get(one.pk, NOTHING)) for one in places]


def _places_table(rows: list[Row], side: Side) -> Table:
    def ages(row: Row) -> str:
        return (
            rules.ages_words(row.care.months_min, row.care.months_max)
            if row.care
            else _("まだ 設定していません")
        )

    columns = [
        Column(_("場所"), lambda row: row.place.name, href=lambda row: side.url("drop_in_place", row.place.public_id)),
        Column(_("年れい"), ages),
        Column(_("1日の定員"), lambda row: row.care.capacity if row.care else None, number=True),
        Column(_("うけた数"), lambda row: row.counted.served, number=True),
        Column(_("ことわった数"), lambda row: row.counted.turned_away, number=True),
        Column(_("利用率（%）"), lambda row: row.counted.use_percent, number=True),
    ]  # fmt: skip
    return Table(_("一時預かりの 場所"), columns, rows)


def _unmet(request: Request, nendo: int) -> dict[tuple[int, int], object]:
    """Visits of family support that nobody could take: the demand beside the demand. Who does not advise sees no small
    numbers."""
    advises = policies.may(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    least = 0 if advises else settings.SMALL_NUMBER_MIN
    found = queries.unmet_by_month(nendo)
    return {key: _("少数") if statistics.is_few(count, least) else count for key, count in found.items()}


def _months_table(months: list[tuple[date, Counted]], unmet: dict[tuple[int, int], object]) -> Table:
    columns = [
        Column(_("月"), lambda row: month_words(row[0])),
        Column(_("うけた数"), lambda row: row[1].served, number=True),
        Column(_("ことわった数"), lambda row: row[1].turned_away, number=True),
        Column(_("定員の合計"), lambda row: row[1].capacity, number=True),
        Column(_("利用率（%）"), lambda row: row[1].use_percent, number=True),
        Column(_("ファミサポで 見つからなかった回"), lambda row: unmet.get((row[0].year, row[0].month), 0), number=True),
    ]  # fmt: skip
    return Table(_("月ごとの 一時預かり"), columns, months)


def _bars(months: list[tuple[date, Counted]]) -> charts.Chart:
    rows = [charts.Bar(month_words(first), found.turned_away) for first, found in months]
    return charts.bars(_("ことわった数"), rows, unit=_("人"), label_head=_("月"))


def month_words(first: date) -> str:
    return f"{wareki.year_label(first)}{first.month}月"
