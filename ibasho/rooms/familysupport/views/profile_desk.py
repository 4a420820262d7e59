"""The adviser types in a provider's hours, days off and can-do."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.queries import link_papers as queries
from ibasho.rooms.familysupport.views import desk_pages
from ibasho.rooms.familysupport.views import profile_pages as pages
from ibasho.rooms.familysupport.views.looking import noted
from ibasho.rooms.familysupport.views.profile_pages import Side
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


def _side(request: Request, public_id: str) -> Side:
    policies.require(request.actor, Permission.SUPPORT_ADVISE, at=request.at)
    member = queries.helping_member(public_id)
    noted(request, member)
    base = {
        "layout": "ui/desk.html", "own": False, "pages": desk_pages.pages("desk_members", request),
        "crumbs": desk_pages.crumbs((_("会員"), reverse("familysupport:desk_members")), (member.name, "")),
    }  # fmt: skip
    return Side("desk", member, request.actor, base)


@doors.desk
@require_http_methods(FORMS)
def hours(request: Request, public_id: str) -> HttpResponse:
    return pages.hours(request, _side(request, public_id))


@doors.desk
@require_POST
def hours_drop(request: Request, public_id: str, key: int) -> HttpResponse:
    return pages.drop_hours(request, _side(request, public_id), key)


@doors.desk
@require_http_methods(FORMS)
def away(request: Request, public_id: str) -> HttpResponse:
    return pages.away(request, _side(request, public_id))


@doors.desk
@require_POST
def away_drop(request: Request, public_id: str, key: int) -> HttpResponse:
    return pages.drop_away(request, _side(request, public_id), key)


@doors.desk
@require_http_methods(FORMS)
def can(request: Request, public_id: str) -> HttpResponse:
    return pages.can(request, _side(request, public_id))
