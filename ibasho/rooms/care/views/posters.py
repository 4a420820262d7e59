"""「気づいたら」: the A4 for the wall of a place. It holds nothing but how to reach the centre."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import doors, papers
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.queries import posters
from ibasho.rooms.care.views.desk_pages import require_any
from ibasho.town.people.permissions import Permission

AT_THE_DESK = (Permission.CARE_NOTE, Permission.CARE_HANDLE, Permission.CARE_FIGURES)


@doors.desk
@require_safe
def desk_poster(request: Request) -> HttpResponse:
    require_any(request, *AT_THE_DESK)
    return _poster(request)


@doors.operator
@require_safe
def ops_poster(request: Request) -> HttpResponse:
    policies.require(request.actor, Permission.CARE_NOTE, at=request.at)
    return _poster(request)


def _poster(request: Request) -> HttpResponse:
    return papers.answer(posters.poster(day=clock.day(request.at)), _("気づいたら"), inline=True)
