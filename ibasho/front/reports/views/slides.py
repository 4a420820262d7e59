"""「計画の 資料を データから」: the deck the plan came in, slide by slide, out of what the system knows today."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.front.reports.queries import slides as queries


@doors.child
@doors.shared()
@require_safe
def slides(request: Request) -> HttpResponse:
    crumbs = [(_("計画と ふりかえり"), reverse("reports:plan")), (_("計画の 資料を データから"), "")]
    context = {"deck": queries.deck(clock.day(request.at)), "crumbs": crumbs}
    return render(request, "reports/slides.html", context)
