"""The desk's page: とどいたか. What went out, what was opened, and where nothing came yet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.ui import charts, doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.bulletin.queries import reach
from ibasho.rooms.bulletin.rules.reach import Row
from ibasho.rooms.bulletin.views.desk_pages import pages, require
from ibasho.town.people.permissions import Permission as P

YEARS_BACK = 3


@doors.desk
@require_safe
def desk_reach(request: Request) -> HttpResponse:
    """`?table=` chooses one of four, `?nendo=` the 年度, `?format=` a file of it."""
    require(request, P.BULLETIN_READ)
    today = clock.day(request.at)
    this = nendo.nendo(today)
    years = [this - back for back in range(YEARS_BACK + 1)]
    asked = request.GET.get("nendo", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else this
    chosen = request.GET.get("table", "")
    name = chosen if chosen in TABLES else "opens"
    table = TABLES[name](year, today)
    if exports.wanted(request):
        return exports.answer(request, table, f"{table.title}_{nendo.label(year)}")
    reached, schools = reach.schools_reached(year)
    context = {
        "pages": pages("desk_reach"), "table": table, "name": name, "tables": [(key, LABELS[key]()) for key in TABLES],
        "years": [(one, nendo.label(one)) for one in years], "year": year, "reached": reached, "schools": schools,
        "blank": len(reach.blank(year, today)), "chart": _chart(year, today) if name == "opens" else None,
    }  # fmt: skip
    return render(request, "bulletin/reach/desk.html", context)


def _opens(year: int, today: date) -> Table:
    found = reach.opened(year, today)
    months = [Column(one.label, _cell(at), number=True) for at, one in enumerate(found.months)]
    columns = [
        Column(_("紙と 行き先"), lambda row: row.label),
        *months,
        Column(_("合計"), lambda row: str(row.total), number=True),
    ]
    return Table(_("ひらかれた回数"), columns, [*found.rows, found.last] if found.rows else [])


def _cell(at: int) -> Callable[[Row], str]:
    return lambda row: str(row.cells[at])


def _chart(year: int, today: date) -> charts.Chart | None:
    found = reach.opened(year, today)
    if not found.rows:
        return None
    bars = [
        charts.Bar(month.label, cell.low, note="" if cell.exact is not None else str(cell))
        for month, cell in zip(found.months, found.last.cells, strict=True)
    ]
    return charts.bars(_("月ごとに ひらかれた回数（少なくとも）"), bars, unit=_("回"), label_head=_("月"))


def _deliveries(year: int, today: date) -> Table:
    columns = [
        Column(_("学校"), lambda one: one.school.name), Column(_("くばりもの"), lambda one: one.handout.title),
        Column(_("まい数"), lambda one: one.copies, number=True), Column(_("とどけた日"), lambda one: one.handed_on),
        Column(_("うけとったと 言われた日"), lambda one: one.received_on),
        Column(_("こどもに くばった日"), lambda one: one.given_out_on),
        Column(_("連絡アプリで 送った日"), lambda one: one.mailed_on),
    ]  # fmt: skip
    return Table(_("学校への とどけ"), columns, reach.deliveries(year))


def _told(year: int, today: date) -> Table:
    columns = [
        Column(_("おしらせ"), lambda one: one.title), Column(_("種類"), lambda one: one.kind),
        Column(_("送った日"), lambda one: one.on), Column(_("何人に"), lambda one: one.told, number=True),
        Column(_("ほかの 道具"), lambda one: "・".join(one.tools)),
    ]  # fmt: skip
    return Table(_("送った おしらせ"), columns, reach.told(year))


def _blank(year: int, today: date) -> Table:
    columns = [
        Column(_("なに"), lambda one: one.what), Column(_("名前"), lambda one: one.name),
        Column(_("たりないもの"), lambda one: one.lacks),
    ]  # fmt: skip
    return Table(_("まだ とどいていない ところ"), columns, reach.blank(year, today))


Maker = Callable[[int, date], Table]
TABLES: dict[str, Maker] = {"opens": _opens, "schools": _deliveries, "notices": _told, "blank": _blank}
LABELS: dict[str, Callable[[], str]] = {
    "opens": lambda: _("ひらかれた回数"), "schools": lambda: _("学校への とどけ"),
    "notices": lambda: _("送った おしらせ"), "blank": lambda: _("まだ とどいていない ところ"),
}  # fmt: skip
