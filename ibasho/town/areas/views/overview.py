"""What is loaded, what is missing and where to get it; which of several files is in use; the districts by date."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import DomainError, NotFound
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.town.areas.actions.choosing import use
from ibasho.town.areas.actions.people import remove_population
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.areas.queries import files as file_queries
from ibasho.town.areas.queries.overview import overview
from ibasho.town.areas.queries.people import DistrictChildren, children_by_district, people_now
from ibasho.town.areas.queries.standing import districts_of_all_times, standing_words
from ibasho.town.areas.rules.kinds import FileKind
from ibasho.town.areas.views.standing import crumbs, for_managers, manages


@doors.desk
@require_safe
def desk_overview(request: Request) -> HttpResponse:
    grounds = overview(clock.day(request.at))
    context = {
        "grounds": grounds,
        "missing": [one for one in grounds if one.held is None],
        "held": sum(one.held is not None for one in grounds),
        "files": list(file_queries.recent()) if manages(request) else [],
        "may_manage": manages(request),
    }
    return render(request, "areas/overview.html", context)


@doors.desk
@for_managers
@require_POST
def desk_use(request: Request, kind: str, key: int) -> HttpResponse:
    """Another file of the kind becomes the one in use."""
    try:
        which = FileKind(kind)
    except ValueError as error:
        raise Http404 from error
    try:
        use(kind=which, key=key, by=request.actor, at=request.at)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("この資料を 使うことに しました。空白の計算は つぎの計算から 変わります。")
        )
    return redirect("areas:desk_kind", kind=kind)


@doors.desk
@for_managers
@require_POST
def desk_remove(request: Request, public_id: str) -> HttpResponse:
    """A file of people that nobody needs any more goes, with its cells."""
    try:
        remove_population(public_id=public_id, by=request.actor, at=request.at)
    except NotFound:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("資料を けしました。"))
    return redirect("areas:desk_overview")


@doors.desk
@require_safe
def desk_districts(request: Request) -> HttpResponse:
    """All districts with the days they hold, and how many children live in each."""
    today = clock.day(request.at)
    rows = districts_of_all_times()
    people = people_now()
    children = children_by_district(people) if people else {}
    table = _districts_table(rows, children, today)
    if exports.wanted(request):
        return exports.answer(request, table, "districts")
    holding = [row for row in rows if standing_words(row, today)[0] == "now"]
    context = {
        "table": table,
        "childless": [row.name for row in holding if children and not _counted(children, row)],
        "people": people,
        "unknown": not children,
        "ended": sum(standing_words(row, today)[0] == "ended" for row in rows),
        "coming": sum(standing_words(row, today)[0] == "coming" for row in rows),
        "holding": len(holding),
        "may_manage": manages(request),
        "crumbs": crumbs((_("小学校区"), "")),
    }
    return render(request, "areas/districts.html", context)


Counted = dict[str, DistrictChildren]


def _counted(children: Counted, row: SchoolDistrict) -> float:
    found = children.get(row.code)
    return sum(found.children.values()) if found else 0.0


def _marks(children: Counted, row: SchoolDistrict) -> str:
    """How sure the number is."""
    found = children.get(row.code)
    if found is None:
        return ""
    told = [_("推計")] if found.estimated else []
    told += [_("秘匿 %(count)s区画を ふくまない") % {"count": found.secret}] if found.secret else []
    return "・".join(told) or _("資料のまま")


def _districts_table(rows: list[SchoolDistrict], children: Counted, today: date) -> Table:
    def counted(row: Any) -> int | None:
        return round(_counted(children, row)) if children and standing_words(row, today)[0] == "now" else None

    columns = (
        Column(gettext_lazy("小学校区"), lambda row: row.name),
        Column(gettext_lazy("いま"), lambda row: standing_words(row, today)[1]),
        Column(gettext_lazy("いつから"), lambda row: row.valid_from),
        Column(gettext_lazy("いつまで"), lambda row: row.valid_until),
        Column(gettext_lazy("こども"), counted, number=True),
        Column(gettext_lazy("こどもの数の しるし"), lambda row: _marks(children, row)),
        Column(gettext_lazy("かたち"), lambda row: _("あり") if row.has_shape else _("なし")),
        Column(gettext_lazy("学校"), lambda row: row.school),
        Column(gettext_lazy("出典"), lambda row: row.source),
    )
    return Table(gettext_lazy("小学校区"), columns, rows)
