"""Reports behind the groups' door: one's own record in the words each paper asks for."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.network.queries import grants as queries
from ibasho.rooms.network.views import reports
from ibasho.rooms.network.views.grants_ops import HOME
from ibasho.rooms.network.views.supporting_pages import OPS, ops_page, own_group, own_row


@doors.operator
@require_http_methods(["GET", "HEAD", "POST"])
def ops_report(request: Request) -> HttpResponse:
    group = own_group(request)
    page = ops_page(request, group, HOME, _("助成金・報告"), _("報告を 作る"))
    return reports.report_page(request, OPS, group, page)


@doors.operator
@require_safe
def ops_report_sent(request: Request, public_id: str) -> HttpResponse:
    row = own_row(request, queries.find_report(public_id))
    page = ops_page(request, row.organisation, HOME, _("助成金・報告"), _("出した 報告"))
    return reports.sent_page(request, row, page)


@doors.operator
@require_POST
def ops_report_take_back(request: Request, public_id: str) -> HttpResponse:
    return reports.take_back(request, OPS, own_row(request, queries.find_report(public_id)))
