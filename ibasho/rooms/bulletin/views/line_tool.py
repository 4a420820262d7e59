"""Pages for the city's own LINE tool: the week of each district, its segments, the plan of its menu."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.bulletin.queries import line_areas, line_desk
from ibasho.rooms.bulletin.rules import rich_menu
from ibasho.rooms.bulletin.rules.segments import segments
from ibasho.rooms.bulletin.views.desk_pages import Crumbs, crumbs, require
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_safe
def desk_line_week(request: Request) -> HttpResponse:
    """One text; a district is chosen by `?district=`."""
    require(request, P.BULLETIN_READ)
    today = clock.day(request.at)
    districts = line_areas.districts(today)
    asked = request.GET.get("district", "")
    chosen = next((one for one in districts if one.code == asked), districts[0] if districts else None)
    context = {
        "districts": districts,
        "chosen": chosen,
        "text": line_desk.week(chosen.code, chosen.name, today) if chosen else "",
        "crumbs": _crumbs(_("今週 あいている所の 文")),
    }
    return render(request, "bulletin/line/week.html", context)


@doors.desk
@require_safe
def desk_line_segments(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    districts = line_areas.districts(clock.day(request.at))
    table = _table([(one.code, one.name) for one in districts])
    if exports.wanted(request):
        return exports.answer(request, table, "line_segments")
    context = {"table": table, "crumbs": _crumbs(_("配信の 区分"))}
    return render(request, "bulletin/line/segments.html", context)


@doors.desk
@require_safe
def desk_line_menu(request: Request) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    areas = [(one, f"{settings.PUBLIC_URL}{reverse(one.page, args=one.args)}") for one in rich_menu.AREAS]
    size = {"width": rich_menu.WIDTH, "height": rich_menu.HEIGHT}
    context = {"areas": areas, "size": size, "crumbs": _crumbs(_("メニューの 案"))}
    return render(request, "bulletin/line/menu.html", context)


def _table(districts: list[tuple[str, str]]) -> Table:
    columns = [
        Column(_("区分の 番号"), lambda one: one.code),
        Column(_("区分の 名前"), lambda one: one.name),
        Column(_("小学校区の 番号"), lambda one: one.district),
        Column(_("小学校区"), lambda one: one.district_name),
        Column(_("年代の 番号"), lambda one: one.stage),
        Column(_("年代"), lambda one: one.stage_name),
        Column(_("したいことの 番号"), lambda one: one.wish),
        Column(_("したいこと"), lambda one: one.wish_name),
    ]
    return Table(_("LINEの 配信の区分"), columns, segments(districts))


def _crumbs(here: str) -> Crumbs:
    return crumbs((_("LINE・ほかの道具"), reverse("bulletin:desk_line")), (here, ""))
