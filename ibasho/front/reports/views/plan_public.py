"""計画 for everybody: the year map, and one line with what was tried and decided; nothing of sections' to-dos."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.front.reports.queries import figures
from ibasho.front.reports.queries import plan as queries


@doors.child
@doors.shared()
@require_safe
def plan(request: Request) -> HttpResponse:
    today = clock.day(request.at)
    first, last = queries.span(today)
    drawn, this = queries.year_map(first, last, public=True), years.nendo(today)
    context = {
        "map": drawn, "goals": queries.goal_rows(today, public=True), "this": this, "states": drawn.states(this),
        "this_label": years.label(this),
    }  # fmt: skip
    return render(request, "reports/plan/public.html", context)


@doors.child
@doors.shared()
@require_safe
def line(request: Request, code: str) -> HttpResponse:
    """What the city only thinks of so far is 404."""
    today, found = clock.day(request.at), queries.find(code, public=True)
    if found is None:
        raise Http404
    with figures.for_everybody(found.nendo, request.at) as live:
        told = queries.figures_of(found, today, Audience.PUBLIC, live=live)
    context = {
        "line": found, "lead": queries.lead(found), "helpers": queries.helpers(found), "nendo": years.label(found.nendo),
        "story": queries.story(found, public=True), "tags": queries.issue_tags(found),
        "map": queries.chain(found, today, public=True), "this": years.nendo(today),
        "figures": told, "crumbs": [(_("計画と ふりかえり"), reverse("reports:plan")), (found.title, "")],
    }  # fmt: skip
    return render(request, "reports/plan/line.html", context)
