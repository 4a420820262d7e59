"""回収 at a group: what not to eat, and what is left of it. On the first page as long as an answer is missing."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.waiting import once
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import home
from ibasho.rooms.surplus.queries import recalls as queries
from ibasho.rooms.surplus.views.recalls_desk import answer_page
from ibasho.rooms.surplus.views.sides import OPS
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


@doors.operator
@require_safe
def ops_recalls(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.SURPLUS_HAND, at=request.at)
    context = {"answers": queries.of_own(request.actor, request.at), "crumbs": OPS.crumbs((_("回収"), ""))}
    return render(request, "surplus/carrying/recalls_ops.html", context)


@doors.operator
@require_http_methods(FORMS)
def ops_recall_answer(request: Request, public_id: str) -> HttpResponse:
    found = [one for one in queries.of_own(request.actor, request.at) if one.share.public_id == public_id]
    if not found:
        raise Http404
    return answer_page(request, found[0], "ui/operator.html", reverse("surplus:ops_recalls"))


def part_of_home(request: Request) -> str:
    """Before anything else on a group's home: nobody may miss it."""
    found = home.recalled(once(request, home.on_home))
    return render_to_string("surplus/carrying/_recalled.html", {"recalled": found}, request) if found else ""
