"""Before and after: the versions of a place's rooms beside each other, with how many came."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.openhouse.models import Space
from ibasho.rooms.openhouse.queries import comparing
from ibasho.rooms.openhouse.queries.comparing import Compared
from ibasho.rooms.openhouse.views.faces_where import Where, both, find_place, seen
from ibasho.town.areas.stages import Stage

TITLE = gettext_lazy("前と 後を くらべる")


@require_safe
def _compare(request: Request, public_id: str, *, where: Where) -> HttpResponse:
    """`?space=` chooses the room; the first is shown without it."""
    place = seen(request, find_place(public_id))
    rooms = list(place.spaces.all())
    space = next(
        (one for one in rooms if one.public_id == request.GET.get("space")), rooms[0] if rooms else None
    )
    found = comparing.of_space(space, clock.day(request.at)) if space else []
    table = _table(space, found)
    if exports.wanted(request):
        return exports.answer(request, table, "versions")
    context = {
        "where": where, "place": place, "space": space, "found": found, "table": table, "total": len(found),
        "chart": _chart(found), "crumbs": where.crumbs((place.name, where.url("faces", place.public_id)), (str(TITLE), "")),
        "tabs": [(one.name, f"?space={one.public_id}", one == space) for one in rooms] if len(rooms) > 1 else [],
    }  # fmt: skip
    return render(request, "openhouse/faces/compare.html", context)


def _chart(found: list[Compared]) -> Chart:
    rows = [Bar(one.version.title, one.figures.a_day, note=_days(one)) for one in found]
    return bars(_("1日に 来た人数"), rows, unit=_("人"), label_head=_("版"), decimals=1)


def _days(one: Compared) -> str:
    return _("%(days)s日の 合計 %(heads)s人") % {"days": one.figures.days, "heads": one.figures.heads}


def _table(space: Space | None, found: list[Compared]) -> Table:
    columns = [
        Column(_("版"), lambda one: one.version.title),
        Column(_("段階"), lambda one: one.version.get_stage_display()),
        Column(_("はじめ"), lambda one: one.version.starts_on),
        Column(_("おわり"), lambda one: one.version.ends_on or _("つづいている")),
        Column(_("かぞえた日"), lambda one: one.figures.days, number=True),
        Column(_("来た人数"), lambda one: one.figures.heads, number=True),
        Column(_("1日に"), lambda one: one.figures.a_day, number=True),
        *(_of_stage(one) for one in Stage if any(each.figures.by_stage.get(one) for each in found)),
    ]
    return Table(f"{space.name if space else ''} {TITLE}".strip(), columns, found)


def _of_stage(stage: Stage) -> Column:
    return Column(
        _("%(stage)s・1日に") % {"stage": stage.label},
        lambda one: one.figures.stage_a_day(stage),
        number=True,
    )


ops_compare, desk_compare = both(_compare)
