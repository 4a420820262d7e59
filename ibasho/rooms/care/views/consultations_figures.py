"""相談の数 outside the centre: what was let out, and what the city had published. Never a raw count."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import nendo as years
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import PublishedYear
from ibasho.rooms.care.queries import consultation_pictures as pictures
from ibasho.rooms.care.queries import figures
from ibasho.rooms.care.queries.figures import Released
from ibasho.rooms.care.rules import consultation_tables as tables
from ibasho.rooms.care.rules.categories import LABELS
from ibasho.rooms.care.rules.consultation_tables import Cell
from ibasho.rooms.care.rules.consultations import percent
from ibasho.rooms.care.rules.kinds import SMALL
from ibasho.rooms.care.views.consultations_pages import asked_nendo
from ibasho.rooms.care.views.desk_pages import SEEING, Tab, pages, require_any
from ibasho.rooms.care.views.quietly import quietly
from ibasho.town.people.permissions import Permission

HIDDEN = "秘匿"
Line = tuple[str, str, str, int | float | str | None]


@doors.desk
@require_safe
@quietly
def desk_figures(request: Request) -> HttpResponse:
    """`?nendo=`: the newest that may be seen where none is asked for."""
    require_any(request, *SEEING)
    seen = figures.nendos()
    nendo = asked_nendo(request) if request.GET.get("nendo") else next(iter(seen), None)
    if nendo is not None and nendo not in seen:
        raise Http404
    released = figures.released(nendo) if nendo else None
    published = figures.published(nendo) if nendo else None
    if exports.wanted(request):
        return exports.answer(request, _table(released, published), f"soudan-{nendo or ''}")
    context = {
        "tabs": _tabs(request), "small": SMALL,
        "label": years.label(nendo) if nendo else "", "years": [(years.label(one), one, one == nendo) for one in seen],
        "released": released, "grids": _grids(released), "published": published,
        "shares": [(LABELS[one.category], percent(one.per_mille)) for one in pictures.in_order(published)] if published else [],
        "picture": pictures.of_release(released) if released else None,
        "published_picture": pictures.of_published(published) if published else None,
        "chart": pictures.over_the_years() if len(seen) > 1 else None, "home": reverse("desk_home"),
    }  # fmt: skip
    return render(request, "care/consultations/figures.html", context)


def _tabs(request: Request) -> list[Tab]:
    """The centre comes from its own counting and stays under that tab."""
    counts = policies.may(request.actor, Permission.CARE_HANDLE, at=request.at)
    return pages("desk_consultations" if counts else "desk_figures", request)


def _grids(released: Released | None) -> list[tables.Grid]:
    if released is None:
        return []
    return [tables.grid(one, released.release.through) for one in released.tables.values()]


def _table(released: Released | None, published: PublishedYear | None) -> Table:
    columns = (
        Column(_("表"), lambda row: row[0]), Column(_("項目"), lambda row: row[1]),
        Column(_("時期"), lambda row: row[2]), Column(_("数・割合"), lambda row: row[3], number=True),
    )  # fmt: skip
    return Table(_("相談の数"), columns, [*_released_lines(released), *_published_lines(published)])


def _released_lines(released: Released | None) -> Iterator[Line]:
    for grid in _grids(released):
        for label, cells in grid.lines:
            for head, cell in zip(grid.heads, cells, strict=True):
                yield grid.head, label, head, _value(cell)


def _published_lines(published: PublishedYear | None) -> Iterator[Line]:
    """A share that was not published stays an empty cell."""
    if published is None:
        return
    yield "公表された数", "延べ（件）", years.label(published.nendo), published.total
    for one in pictures.in_order(published):
        share = None if one.per_mille is None else one.per_mille / 10
        yield "公表された割合（％）", LABELS[one.category], years.label(published.nendo), share


def _value(cell: Cell) -> int | str:
    return HIDDEN if cell.value is None else cell.value
