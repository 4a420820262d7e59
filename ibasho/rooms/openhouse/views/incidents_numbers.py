"""How many of each kind: by month and by place, without a word of what happened."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.nendo import label, nendo
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.queries import incidents as queries
from ibasho.rooms.openhouse.queries.incidents import Numbers
from ibasho.rooms.openhouse.rules.kinds import IncidentKind
from ibasho.rooms.openhouse.views.safety_sides import DESK, require_city
from ibasho.town.people.permissions import Permission

YEARS_BACK = 5


@doors.desk
@require_safe
def desk_incident_numbers(request: Request) -> HttpResponse:
    """`?year=2026` (年度), `?by=place`."""
    require_city(request, Permission.OPENHOUSE_SAFETY)
    this = nendo(clock.day(request.at))
    asked = request.GET.get("year", "")
    years = range(this, this - YEARS_BACK, -1)
    year = int(asked) if asked.isdecimal() and int(asked) in years else this
    by_place = request.GET.get("by") == "place"
    rows = queries.seen(request.actor, request.at)
    lines = (queries.by_place if by_place else queries.by_month)(rows, year)
    table = _table(lines, _("場所") if by_place else _("月"), f"{label(year)} けが・ヒヤリハット・苦情の 数")
    if exports.wanted(request):
        return exports.answer(request, table, f"けが・ヒヤリハット・苦情の数_{year}")
    side = f"&by={'place' if by_place else 'month'}"
    context = {
        "table": table, "total": sum(line.total for line in lines), "heading": table.title,
        "years": [(label(one), f"?year={one}{side}", one == year) for one in years],
        "tabs": [(_("月ごと"), f"?year={year}", not by_place), (_("場所ごと"), f"?year={year}&by=place", by_place)],
        "crumbs": DESK.crumbs((_("けが・ヒヤリハット・苦情"), DESK.url("incidents")), (_("数"), "")),
    }  # fmt: skip
    return render(request, "openhouse/safety/numbers.html", context)


def _table(lines: list[Numbers], first: str, title: str) -> Table:
    columns = [
        Column(first, lambda line: line.label),
        *(Column(kind.label, _reader(kind), number=True) for kind in IncidentKind),
        Column(_("合計"), lambda line: line.total, number=True),
    ]
    return Table(title, columns, lines)


def _reader(kind: IncidentKind) -> Callable[[Numbers], int]:
    return lambda line: line.counts[kind]
