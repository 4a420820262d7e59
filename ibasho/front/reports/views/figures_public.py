"""しるし for everybody: all of them, one with everything needed to check it, and one place's own."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock, nendo
from ibasho.base.kernel.facts import Audience
from ibasho.base.ui import doors, exports
from ibasho.base.ui.request import Request
from ibasho.front.reports.queries import figure_list, figures, place_figures, reviews
from ibasho.front.reports.rules import drawing, grouping
from ibasho.front.reports.views import figure_tables as tables
from ibasho.front.reports.views.figures_desk import asked, find, picture, tabs


@doors.child
@doors.shared()
@require_safe
def figures_page(request: Request) -> HttpResponse:
    """`?nendo=R7` another 年度."""
    shown, today = asked(request), clock.day(request.at)
    with figures.for_everybody(shown, request.at) as live:
        found = figures.figures(shown, today, Audience.PUBLIC, live=live)
    if exports.wanted(request):
        return exports.answer(request, tables.all_of(found), f"figures_{nendo.short_label(shown)}")
    context = {
        "groups": grouping.by_verb([one for one in found if one.is_told]), "without": [one for one in found if not one.is_told],
        "label": nendo.label(shown), "short": nendo.short_label(shown),
        "is_now": shown == nendo.nendo(today), "years": tabs(request, "reports:figures", shown),
        "crumbs": [(_("計画と ふりかえり"), reverse("reports:plan")), (_("まちの しるし"), "")],
    }  # fmt: skip
    return render(request, "reports/figures/public_list.html", context)


@doors.child
@doors.shared()
@require_safe
def figure(request: Request, code: str) -> HttpResponse:
    indicator, shown, today = find(code), asked(request), clock.day(request.at)
    with figures.for_everybody(shown, request.at) as live:
        found = figures.figure(indicator, shown, today, Audience.PUBLIC, live=live)
    if exports.wanted(request):
        return exports.answer(request, tables.series_of(found, with_places=False), f"figure_{code}")
    context = {
        "figure": found, "indicator": indicator, "picture": picture(found), "label": nendo.label(shown),
        "years": tabs(request, "reports:figure", shown, code), "programs": figure_list.programs(found.meaning),
        "shown_series": drawing.with_live(found.series, found.fact if found.is_live else None, found.meaning),
        "goals": indicator.goals.all(), "reviews": figure_list.beside(indicator, shown),
        "crumbs": [(_("まちの しるし"), reverse("reports:figures")), (indicator.title, "")],
    }  # fmt: skip
    return render(request, "reports/figures/public_one.html", context)


@doors.child
@doors.shared()
@require_safe
def place_page(request: Request, public_id: str) -> HttpResponse:
    """Also of a place that ended or was deleted; never of one the public may not know of."""
    today = clock.day(request.at)
    with figures.for_everybody(nendo.nendo(today), request.at) as live:
        found = place_figures.page(public_id, today, Audience.PUBLIC, live=live)
    if found is None:
        raise Http404
    said = reviews.shown(nendo.nendo(today), found.place) if found.place else []
    context = {
        "page": found,
        "reviews": said,
        "crumbs": [(_("まちの しるし"), reverse("reports:figures")), (found.name, "")],
    }
    return render(request, "reports/figures/place.html", context)
