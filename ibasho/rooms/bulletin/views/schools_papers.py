"""The papers of a hand-out, printed at the desk."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ibasho.base.kernel import clock
from ibasho.base.ui import deeds, doors, papers
from ibasho.base.ui.request import Request
from ibasho.rooms.bulletin.actions import deliveries as actions
from ibasho.rooms.bulletin.queries import school_papers, schools
from ibasho.rooms.bulletin.views.desk_pages import require
from ibasho.town.people.permissions import Permission as P


@doors.desk
@require_POST
def desk_handout_packing(request: Request, public_id: str) -> HttpResponse:
    """Every school gets its link first: it stands on the paper."""
    require(request, P.BULLETIN_WRITE)
    row, day = schools.handout(public_id), clock.day(request.at)
    back = reverse("bulletin:desk_handout", args=[public_id])
    made = deeds.done(request, lambda: actions.prepare(handout=row, by=request.actor, at=request.at))
    if not made:
        return redirect(back)
    name = _("送り状 %(title)s") % {"title": row.title}
    return papers.shown(request, lambda: school_papers.packing(row, day=day), name, back)


@doors.desk
@require_safe
def desk_handout_labels(request: Request, public_id: str) -> HttpResponse:
    require(request, P.BULLETIN_READ)
    row, day = schools.handout(public_id), clock.day(request.at)
    back = reverse("bulletin:desk_handout", args=[public_id])
    name = _("たばの ラベル %(title)s") % {"title": row.title}
    return papers.shown(request, lambda: school_papers.labels(row, day=day), name, back)
