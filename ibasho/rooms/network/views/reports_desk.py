"""Reports at the desk: made for any group, from its one record."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network import policies
from ibasho.rooms.network.forms.supporting import groups
from ibasho.rooms.network.models import SentReport
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.views import reports
from ibasho.rooms.network.views.grants_desk import HOME
from ibasho.rooms.network.views.supporting_pages import DESK, desk_page
from ibasho.town.people.permissions import Permission as P
from ibasho.town.places.models import Place


@doors.desk
@require_safe
def desk_reports(request: Request) -> HttpResponse:
    """Which group."""
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    having = set(
        Place.objects.exclude(organisation=None).values_list("organisation__public_id", flat=True).distinct()
    )
    rows = [one for key, one in groups().items() if key in having]
    page = desk_page(request, HOME, _("助成金・報告"), _("報告を 作る"))
    return render(request, "network/reports/choose.html", {**page, "rows": rows, "reports": queries.sent()})


@doors.desk
@require_http_methods(["GET", "HEAD", "POST"])
def desk_report(request: Request, public_id: str) -> HttpResponse:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    group = groups().get(public_id)
    if group is None:
        raise Http404
    page = desk_page(request, HOME, _("助成金・報告"), group.name)
    return reports.report_page(request, DESK, group, page)


@doors.desk
@require_safe
def desk_report_sent(request: Request, public_id: str) -> HttpResponse:
    row = _found(request, public_id)
    return reports.sent_page(request, row, desk_page(request, HOME, _("助成金・報告"), _("出した 報告")))


@doors.desk
@require_POST
def desk_report_take_back(request: Request, public_id: str) -> HttpResponse:
    return reports.take_back(request, DESK, _found(request, public_id))


def _found(request: Request, public_id: str) -> SentReport:
    policies.require(request.actor, P.NETWORK_READ, at=request.at)
    return queries.find_report(public_id)
