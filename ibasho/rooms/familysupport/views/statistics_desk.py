"""統計: the yearly table of the subsidy, each figure with its meaning; as page, Excel, CSV and A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.ports import pdf
from ibasho.base.ui import charts, doors, exports, papers
from ibasho.base.ui.request import Request
from ibasho.base.ui.tables import Column, Table
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import statistics as queries
from ibasho.rooms.familysupport.queries import statistics_paper as paper
from ibasho.rooms.familysupport.queries.statistics import Year
from ibasho.rooms.familysupport.rules import statistics as rules
from ibasho.rooms.familysupport.rules.kinds import Content, MemberKind, UnmetReason
from ibasho.rooms.familysupport.rules.statistics import Figure, Shown
from ibasho.rooms.familysupport.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Seen:
    """A year as this reader may see it; `least`: counts below it (but nothing) are hidden."""

    year: Year
    least: int
    figures: Sequence[Figure]
    members: Sequence[Shown]
    contents: Sequence[Sequence[Shown]]
    unmet: Sequence[Shown]


@doors.desk
@require_safe
def figures(request: Request) -> HttpResponse:
    """`?year=2026`, `?table=contents` for the second file."""
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    centre, shown = (
        centres.centre(),
        {"pages": pages("desk_figures", request), "crumbs": crumbs((_("統計"), ""))},
    )
    if centre is None:
        return render(request, "familysupport/figures/figures.html", shown)
    seen = _seen(request, centre)
    if exports.wanted(request):
        table = (
            _contents_table(seen) if request.GET.get("table") == "contents" else _whole_table(seen, centre)
        )
        return exports.answer(request, table, f"famisapo-{seen.year.nendo}")
    today = clock.day(request.at)
    tabs = [(years.label(one), f"?year={one}", one == seen.year.nendo) for one in queries.known_nendo(today)]
    context = {
        **shown, "centre": centre, "seen": seen, "title": years.label(seen.year.nendo), "tabs": tabs,
        "table": _whole_table(seen, centre), "contents": _contents_table(seen), "bars": _bars(seen),
        "first": seen.year.span.first, "last": seen.year.span.last, "least": seen.least,
        "running": seen.year.nendo == years.nendo(today),
    }  # fmt: skip
    return render(request, "familysupport/figures/figures.html", context)


@doors.desk
@require_safe
def figures_paper(request: Request) -> HttpResponse:
    """A4 for the subsidy's file, with the same figures and the same gaps as the page."""
    policies.require(request.actor, Permission.SUPPORT_FIGURES, at=request.at)
    centre = centres.centre()
    if centre is None:
        return figures(request)
    seen = _seen(request, centre)
    rows = [[one.label, _value(one, seen.least), one.unit, one.meaning] for one in _lines(seen, centre)]
    contents = [[name, *[_cell(value) for value in row]] for name, row in _content_rows(seen)]
    data = paper.year(centre, seen.year, rows, contents, clock.day(request.at), seen.least)
    return papers.answer(pdf.render("familysupport/pdf/year.typ", data), f"famisapo-{seen.year.nendo}")


def _seen(request: Request, centre: Centre) -> Seen:
    """Who advises knows the families anyway; everybody else sees no small numbers."""
    today = clock.day(request.at)
    known, asked = queries.known_nendo(today), request.GET.get("year", "")
    nendo = int(asked) if asked.isdecimal() and int(asked) in known else known[0]
    advises = policies.may(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    year, least = queries.year(centre, nendo, today), 0 if advises else settings.SMALL_NUMBER_MIN
    members = rules.hide([year.members], least)[0]
    also = (
        ("use_share",) if rules.HIDDEN in members else ()
    )  # the share and its part would give the members away
    return Seen(
        year, least, rules.seen(year.figures, least, also), members, rules.hide(year.contents, least),
        rules.hide([year.unmet], least)[0],
    )  # fmt: skip


def _lines(seen: Seen, centre: Centre) -> list[Figure]:
    """Members by kind, every figure, unmet by reason: one list for page, file and paper."""
    names = centres.labels(centres.rules_on(centre, seen.year.span.last))
    kinds = [names[one.value] for one in MemberKind] + [_("会員の合計")]
    meaning = _("年度末（とちゅうの年度は きょう）に 会員である人。休止中を ふくむ")
    members = [
        _counted(f"members_{n}", name, value, "人", meaning)
        for n, (name, value) in enumerate(zip(kinds, seen.members, strict=True))
    ]
    reasons = [_("見つからなかった わけ：%(why)s") % {"why": one.label} for one in UnmetReason]
    unmet = [
        _counted(f"unmet_{n}", name, value, "回", _("見つからないと した回の わけ"))
        for n, (name, value) in enumerate(zip(reasons, seen.unmet, strict=False))
    ]
    return [*members, *seen.figures, *unmet]


def _counted(code: str, label: str, value: Shown, unit: str, meaning: str) -> Figure:
    """A cell that is hidden already: `few` 1 says so."""
    return Figure(code, label, value, unit, meaning, few=1 if value is rules.HIDDEN else None)


def _value(one: Figure, least: int) -> str:
    if one.value is not None:
        return f"{one.value:,}"
    return _("少数") if one.is_hidden(least) else _("記録なし")


def _cell(value: Shown) -> str:
    return _("少数") if value is rules.HIDDEN else f"{value:,}"


def _whole_table(seen: Seen, centre: Centre) -> Table:
    columns = [
        Column(_("項目"), lambda one: one.label),
        Column(_("数"), lambda one: one.value if one.value is not None else _value(one, seen.least), number=True),
        Column(_("単位"), lambda one: one.unit),
        Column(_("数え方"), lambda one: one.meaning + (_("（%(n)s件中）") % {"n": f"{one.of:,}"} if one.of else "")),
    ]  # fmt: skip
    return Table(_("年度の統計"), columns, _lines(seen, centre))


def _content_rows(seen: Seen) -> list[tuple[str, Sequence[Shown]]]:
    return list(zip([*(one.label for one in Content), _("合計")], seen.contents, strict=True))


def _contents_table(seen: Seen) -> Table:
    def month(place: int) -> Column:
        label = _("%(month)s月") % {"month": queries.MONTHS[place]}
        return Column(label, lambda row: _plain(row[1][place]), number=True)

    columns = [Column(_("援助内容"), lambda row: row[0]), *(month(n) for n in range(len(queries.MONTHS)))]
    columns.append(Column(_("合計"), lambda row: _plain(row[1][-1]), number=True))
    return Table(_("援助内容ごとの 活動の回数"), columns, _content_rows(seen))


def _plain(value: Shown) -> int | str:
    return _("少数") if value is rules.HIDDEN else value


def _bars(seen: Seen) -> charts.Chart:
    """Activities by month, as far as they are shown."""
    sums = seen.contents[-1][:-1]
    rows = [
        charts.Bar(
            _("%(month)s月") % {"month": month},
            value,
            note=_("少数のため 見せません") if value is rules.HIDDEN else "",
        )
        for month, value in zip(queries.MONTHS, sums, strict=True)
    ]
    return charts.bars(_("活動の回数"), rows, unit=_("回"), label_head=_("月"))
