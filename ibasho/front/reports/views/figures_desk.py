"""しるし at the desk: all of them with what is missing, one with its papers, and what is done to one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.facts import Audience
from ibasho.base.ui import doors, exports
from ibasho.base.ui.deeds import done
from ibasho.base.ui.request import Request
from ibasho.front.reports.actions import definitions, measuring, targets
from ibasho.front.reports.models import Indicator
from ibasho.front.reports.queries import figure_list, figures, measured
from ibasho.front.reports.rules import drawing, grouping
from ibasho.front.reports.rules.figures import Figure
from ibasho.front.reports.views import figure_tables as tables
from ibasho.front.reports.views.desk_pages import crumbs, may, pages, require
from ibasho.town.people.permissions import Permission as P

BY_GOAL = "goal"


@doors.desk
@require_safe
def desk_figures(request: Request) -> HttpResponse:
    """`?nendo=R7` another 年度, `?by=goal` under the sentences of the plan."""
    require(request)
    today = clock.day(request.at)
    shown = asked(request)
    found = figures.figures(shown, today, Audience.DESK)
    if exports.wanted(request):
        return exports.answer(request, tables.all_of(found), f"figures_{nendo.short_label(shown)}")
    by_goal = request.GET.get("by") == BY_GOAL
    groups = (
        grouping.by_goal(found, figure_list.goal_words(), _("どの ことばにも つながっていない"))
        if by_goal
        else grouping.by_verb(found)
    )
    context = {
        "groups": [(group, [_row(one) for one in group.figures]) for group in groups],
        "warnings": figure_list.warnings(shown), "label": nendo.label(shown), "is_now": shown == nendo.nendo(today),
        "years": tabs(request, "reports:desk_figures", shown), "by_goal": by_goal, "short": nendo.short_label(shown),
        "newest": measured.newest_day(), "may_write": may(request), "unused": _unused(), **_frame(request),
    }  # fmt: skip
    return render(request, "reports/figures/desk_list.html", context)


@doors.desk
@require_safe
def desk_figure(request: Request, code: str) -> HttpResponse:
    require(request)
    indicator, today, shown = find(code), clock.day(request.at), asked(request)
    found = figures.figure(indicator, shown, today, Audience.DESK)
    if exports.wanted(request):
        return exports.answer(request, tables.series_of(found, with_places=True), f"figure_{code}")
    kept = measured.kept([indicator])
    context = {
        "figure": found, "indicator": indicator, "picture": picture(found), "label": nendo.label(shown),
        "years": tabs(request, "reports:desk_figure", shown, code), "meanings": list(kept.series[indicator.pk])[::-1],
        "targets": [
            (nendo.label(year), one) for year, one in sorted(kept.targets.get(indicator.pk, {}).items(), reverse=True)
        ],
        "this": nendo.nendo(today), "programs": figure_list.programs(found.meaning),
        "shown_series": drawing.with_live(found.series, found.fact if found.is_live else None, found.meaning),
        "may_write": may(request), **_frame(request, (indicator.title, "")),
    }  # fmt: skip
    return render(request, "reports/figures/desk_one.html", context)


@doors.desk
@require_POST
def desk_figures_measure(request: Request) -> HttpResponse:
    """What could not be measured is named; the reason stands in the log."""
    require(request, P.REPORTS_WRITE)
    try:
        kept = measuring.measure(by=request.actor, at=request.at)
    except measuring.MeasuringFailed as failure:
        titles = Indicator.objects.filter(code__in=failure.failed).values_list("title", flat=True)
        messages.error(
            request,
            _(
                "%(kept)s個の 数を のこしました。はかれなかった しるし：%(failed)s。計算の まちがいなので、システムの 係に 知らせてください。"
            )
            % {"kept": failure.kept, "failed": "、".join(titles)},
        )
        return redirect("reports:desk_figures")
    if kept:
        messages.success(request, _("%(kept)s個の 数を のこしました。") % {"kept": kept})
    else:
        messages.info(request, _("きょうの 数は もう のこしてあります。"))
    return redirect("reports:desk_figures")


@doors.desk
@require_POST
def desk_figure_unaim(request: Request, code: str) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    indicator, year = find(code), _posted_nendo(request)
    done(
        request, lambda: targets.unaim(indicator=indicator, nendo=year, by=request.actor, at=request.at),
        thanks=_("目標を けしました。"),
    )  # fmt: skip
    return redirect("reports:desk_figure", code)


@doors.desk
@require_POST
def desk_figure_undefine(request: Request, code: str) -> HttpResponse:
    require(request, P.REPORTS_WRITE)
    indicator = find(code)
    done(
        request, lambda: definitions.take_back(indicator=indicator, by=request.actor, at=request.at),
        thanks=_("まえの きめかたに もどしました。"),
    )  # fmt: skip
    return redirect("reports:desk_figure", code)


def find(code: str) -> Indicator:
    """Http404 for a code nobody knows."""
    found = figures.find(code)
    if found is None:
        raise Http404
    return found


def asked(request: Request) -> int:
    """The 年度 of `?nendo=`, else the running one. Http404 for nonsense and for a year that has not begun."""
    this = nendo.nendo(clock.day(request.at))
    try:
        found = nendo.parse(request.GET.get("nendo", "") or str(this))
    except Invalid as unreadable:
        raise Http404 from unreadable
    if not this - figure_list.YEARS_MAX < found <= this:
        raise Http404
    return found


def tabs(request: Request, page: str, shown: int, *told: str) -> list[tuple[str, str, bool]]:
    """The 年度 beside each other; none where there is one alone."""
    every = figure_list.nendos(clock.day(request.at))
    here = reverse(page, args=told)
    found = [(nendo.label(one), f"{here}?nendo={nendo.short_label(one)}", one == shown) for one in every]
    return found if len(found) > 1 else []


def picture(figure: Figure) -> drawing.Picture | None:
    live = figure.fact if figure.is_live else None
    return drawing.picture(figure.series, live=live, target=figure.target, meaning=figure.meaning)


def _row(figure: Figure) -> tuple[Figure, drawing.Picture | None]:
    return figure, picture(figure)


def _unused() -> list[Indicator]:
    return list(Indicator.objects.filter(is_used=False))


def _posted_nendo(request: Request) -> int:
    try:
        return nendo.parse(request.POST.get("nendo", ""))
    except Invalid as unreadable:
        raise Http404 from unreadable


def _frame(request: Request, *way: tuple[str, str]) -> dict[str, Any]:
    list_page = (str(_("しるし")), reverse("reports:desk_figures") if way else "")
    return {"pages": pages(request, "desk_figures"), "crumbs": crumbs(list_page, *way)}
