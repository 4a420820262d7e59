"""空白地区 at the desk: the picture of the city, one 小学校区, one cell, the report, the files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, exports
from ibasho.base.ui.charts import Bar, Chart, bars
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.reach.queries import comparing, reaching, reachmap, studies
from ibasho.rooms.reach.queries.reachmap import CellRow
from ibasho.rooms.reach.rules.comparing import compare
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.shades import legend
from ibasho.rooms.reach.rules.summary import KINDS_OF_BLANK, Line, Picture, picture
from ibasho.rooms.reach.views.seeing import may_plan, reading
from ibasho.rooms.reach.views.showing import Shown, shown
from ibasho.town.areas import queries as areas
from ibasho.town.areas.models import Population

_EMPTY: dict[str, Any] = {"type": "FeatureCollection", "features": []}  # before the first study
GEOJSON = "application/geo+json; charset=utf-8"


@doors.desk
@reading
@require_safe
def overview(request: Request) -> HttpResponse:
    """What an alderman understands in ten seconds, and below it the tables."""
    found = shown(request)
    if found is None:
        return render(request, "reach/empty.html", _nothing_yet(request))
    if exports.wanted(request):
        if request.GET.get("of") == "cells":
            return exports.answer(
                request, cell_table(reachmap.cells(found.study, found.look), _names(request)), "reach-cells"
            )
        return exports.answer(request, district_table(found, whole=True), "reach-districts")
    edges = reachmap.edges_in(found.study, found.look, found.show.value)
    context = {
        "shown": found,
        "chart": chart(found.picture),
        "table": district_table(found),
        "legend": legend(found.show.value, edges),
        "running": studies.running(request.at).exists(),
        "may_plan": may_plan(request),
        "since": _since(found),
        "tiles": settings.MAP_TILES,
        "credit": credit(found),
        "crumbs": (),
    }
    return render(request, "reach/overview.html", context)


def _since(found: Shown) -> tuple[str, str] | None:
    """What has become of it since the study before, and where the two stand side by side."""
    older = comparing.before(found.study)
    if older is None:
        return None
    words = compare(picture(older.summary, found.look), found.picture).since
    look = found.look
    query = f"before={older.public_id}&after={found.study.public_id}&ages={look.ages}&purpose={look.purpose.value}&layer={look.layer.value}"
    return (words, f"{reverse('reach:compare')}?{query}") if words else None


def _nothing_yet(request: Request) -> dict[str, Any]:
    return {
        "population": Population.objects.filter(current=True).first(),
        "running": studies.running(request.at).first(),
        "failed": studies.studies().filter(state="failed").first(),
        "may_plan": may_plan(request),
    }


def credit(found: Shown) -> str:
    tiles = settings.MAP_TILES_CREDIT if settings.MAP_TILES else ""
    return " ".join([*found.credits, tiles]).strip()


def chart(picture: Picture) -> Chart:
    """The four kinds of 空白 as bars."""
    tints = {
        Blank.NOWHERE: "nowhere",
        Blank.CLOSED: "closed",
        Blank.NOT_FOR_ME: "not_for_me",
        Blank.FULL: "full",
    }
    rows = [
        Bar(kind.label, round(picture.city.blank[kind]), tint=tints[kind], note=kind.words)
        for kind in KINDS_OF_BLANK
    ]
    title = _("とどかない こども（%(who)s）は、何が たりないか") % {"who": picture.look.label}
    return bars(title, rows, unit=_("人"), label_head=_("空白の 種類"))


def district_table(found: Shown, *, whole: bool = False, brief: bool = False) -> Table:
    """By 小学校区. `whole` (a file): also what has no room on a page; `brief`: what has room on A4."""
    picture = found.picture

    def to_district(line: Line) -> str:
        return reverse("reach:district", args=[line.code]) + found.query if line.code else ""

    columns = [
        Column(_("小学校区"), lambda line: line.name, href=to_district),
        Column(_("こども"), lambda line: round(line.children), number=True),
        Column(_("とどかない"), lambda line: round(line.unreached), number=True),
        Column(_("割合（%）"), lambda line: line.percent, number=True),
        *(Column(kind.label, _kind_reader(kind), number=True) for kind in KINDS_OF_BLANK),
        *(() if brief else _means()),
        Column(
            _("こども食堂"), lambda line: "" if line.held is None else (_("ある") if line.held else _("ない"))
        ),
    ]
    if whole:
        columns = [Column(_("番号"), lambda line: line.code), *columns, *_file_columns(found)]
    rows = [*picture.lines, *([picture.rest] if picture.rest else []), picture.city]
    return Table(gettext_lazy("小学校区ごとの 空白"), columns, rows)


def _means() -> tuple[Column, ...]:
    return (
        Column(_("時間（1人・週）"), lambda line: _rounded(line.hours_each), number=True),
        Column(_("種類（平均）"), lambda line: _rounded(line.kinds_each), number=True),
    )


def _kind_reader(kind: Blank) -> Any:
    return lambda line: round(line.blank[kind])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _file_columns(found: Shown) -> list[Column]:
    """Every line of a file says what it is and where it comes from."""
    marks = _("推計を ふくむ") if found.estimated else _("実測")
    said = "／".join(f"{one.what}: {one.source} {one.as_of}".strip() for one in found.sources)
    return [
        Column(_("たずねれば とどくかもしれない"), lambda line: round(line.asked), number=True),
        Column(_("年代"), lambda line: found.look.label),
        Column(_("目的"), lambda line: found.look.purpose.label),
        Column(_("行き方"), lambda line: found.look.layer.label),
        Column(_("いつ"), lambda line: found.span_words),
        Column(_("学童"), lambda line: _("のぞく") if found.look.without_clubs else _("ふくむ")),
        Column(_("しるし"), lambda line: marks),
        Column(_("出典"), lambda line: said),
    ]


def cell_table(rows: Sequence[CellRow], names: dict[str, str], *, query: str | None = None) -> Table:
    """By cell; a secret cell has no figures, and says so. `query`: on the page of one district."""

    def to_cell(row: CellRow) -> str:
        return reverse("reach:cell", args=[row.code]) + (query or "")

    def known(read: Any) -> Any:
        return lambda row: None if row.secret else read(row)

    columns = [
        Column(_("区画"), lambda row: row.name or row.code, href=to_cell if query is not None else None),
        *(
            ()
            if query is not None
            else (Column(_("小学校区"), lambda row: names.get(row.district_code, "")),)
        ),
        Column(_("こども"), known(lambda row: round(row.children, 1)), number=True),
        Column(_("とどかない"), known(lambda row: round(row.unreached, 1)), number=True),
        Column(_("いちばん多い わけ"), known(lambda row: row.kind.label if row.share is not None else "")),
        Column(_("行ける時間（1人・週）"), known(lambda row: _rounded(row.hours_each)), number=True),
        Column(_("えらべる種類（平均）"), known(lambda row: _rounded(row.kinds_each)), number=True),
        Column(_("しるし"), lambda row: _("秘匿") if row.secret else _("推計") if row.estimated else ""),
    ]
    if query is None:
        columns = [Column(_("番号"), lambda row: row.code), *columns, *_kind_columns(known)]
    return Table(gettext_lazy("区画ごとの 空白"), columns, rows)


def _kind_columns(known: Any) -> list[Column]:
    kinds = [
        Column(kind.label, known(lambda row, kind=kind: round(row.blank[kind], 1)), number=True)
        for kind in KINDS_OF_BLANK
    ]
    return [
        *kinds, Column(_("緯度"), lambda row: row.lat, number=True), Column(_("経度"), lambda row: row.lng, number=True),
    ]  # fmt: skip


def _names(request: Request) -> dict[str, str]:
    return dict(areas.districts(clock.day(request.at)).values_list("code", "name"))


@doors.desk
@reading
@require_safe
def district(request: Request, code: str) -> HttpResponse:
    """One 小学校区: its figures, its cells, which places reach it and what is missing."""
    found = shown(request)
    place = areas.district(code, clock.day(request.at))
    if place is None:
        raise Http404
    line = next((one for one in found.picture.lines if one.code == code), None) if found else None
    if found is None or line is None:
        return render(request, "reach/empty.html", _nothing_yet(request))
    rows = [
        row for row in reachmap.cells(found.study, found.look, code) if row.secret or row.share is not None
    ]
    if exports.wanted(request):
        return exports.answer(request, cell_table(rows, _names(request)), f"reach-{code}")
    here = reaching.district(found.study, found.look, code)
    context = {
        "shown": found, "district": place, "line": line, "rows": rows,
        "table": cell_table(rows, _names(request), query=found.query),
        "chart": chart(Picture(found.look, line, (), None)), "places": here, "legend": legend(found.show.value, (1.0, 2.0, 3.0, 4.0)),
        "tiles": settings.MAP_TILES, "credit": credit(found),
        "crumbs": [(_("空白地区"), reverse("reach:overview") + found.query), (place.name, "")],
    }  # fmt: skip
    return render(request, "reach/district.html", context)


@doors.desk
@reading
@require_safe
def cell(request: Request, code: str) -> HttpResponse:
    """One cell: its children by what they lack, and the places they could or could not go to."""
    found = shown(request)
    if found is None:
        raise Http404
    row = next((one for one in reachmap.cells(found.study, found.look) if one.code == code), None)
    if row is None:
        raise Http404
    name = _names(request).get(row.district_code, "")
    crumbs = [(_("空白地区"), reverse("reach:overview") + found.query)]
    if name:
        crumbs.append((name, reverse("reach:district", args=[row.district_code]) + found.query))
    context = {
        "shown": found, "cell": row, "district_name": name, "kinds": [(kind, row.blank[kind]) for kind in KINDS_OF_BLANK],
        "places": reaching.cell(found.study, found.look, code),
        "crumbs": [*crumbs, (row.name or row.code, "")],
    }  # fmt: skip
    return render(request, "reach/cell.html", context)


@doors.desk
@reading
@require_safe
def report(request: Request) -> HttpResponse:
    """A4 for the council: the sentence, the bars, the table, the sources."""
    found = shown(request)
    if found is None:
        return render(request, "reach/empty.html", _nothing_yet(request))
    worst = sorted(found.picture.lines, key=lambda line: -line.unreached)[:5]
    context = {
        "shown": found, "chart": chart(found.picture), "table": district_table(found, brief=True), "worst": worst,
        "today": clock.day(request.at), "kinds": [(kind, found.picture.city.blank[kind]) for kind in KINDS_OF_BLANK],
    }  # fmt: skip
    return render(request, "reach/report.html", context)


@doors.desk
@reading
@require_safe
def map_geojson(request: Request) -> HttpResponse:
    """What the page's map is drawn from."""
    found = shown(request)
    if found is None:
        return _answer(_EMPTY)
    return _answer(reachmap.collection(found.study, found.look, found.show.value, clock.day(request.at)))


@doors.desk
@reading
@require_safe
def cells_geojson(request: Request) -> HttpResponse:
    """The cells as a file."""
    found = shown(request)
    rows = reachmap.cells(found.study, found.look) if found else []
    body = reachmap.cells_file(found.study, rows) if found else _EMPTY
    return _file(body, "reach-cells.geojson")


@doors.desk
@reading
@require_safe
def districts_geojson(request: Request) -> HttpResponse:
    """The 小学校区 with their figures as a file."""
    found = shown(request)
    body = reachmap.districts_file(found.picture, clock.day(request.at)) if found else _EMPTY
    return _file(body, "reach-districts.geojson")


def _answer(body: dict[str, Any]) -> HttpResponse:
    return JsonResponse(
        body, content_type=GEOJSON, json_dumps_params={"ensure_ascii": False, "separators": (",", ":")}
    )


def _file(body: dict[str, Any], name: str) -> HttpResponse:
    answer = _answer(body)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
