"""Which hearing a page of the desk is about, and whether this person may see or change it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Question
from ibasho.rooms.voices.queries import hearings as queries
from ibasho.rooms.voices.views.desk_pages import crumbs, pages
from ibasho.town.people.permissions import Permission

READ, MANAGE = Permission.VOICES_READ, Permission.VOICES_MANAGE


def may(request: Request, permission: Permission) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def hearing(request: Request, public_id: str, permission: Permission = READ) -> Hearing:
    """404 for whoever may not, and for what does not exist."""
    found = queries.find(public_id) if may(request, permission) else None
    if found is None:
        raise Http404
    return found


def question(request: Request, public_id: str) -> Question:
    found = queries.find_question(public_id) if may(request, MANAGE) else None
    if found is None:
        raise Http404
    return found


def around(request: Request, one: Hearing, label: str) -> dict[str, Any]:
    """The crumbs and tabs of a page below a hearing."""
    here = reverse("voices:desk_hearing", args=[one.public_id])
    return {"hearing": one, "crumbs": crumbs((one.title, here), (label, "")), "pages": pages("", request)}


def of_list(request: Request, label: str = "") -> dict[str, Any]:
    crumb = crumbs((label, "")) if label else [(str(_("こどもの声")), "")]
    return {"crumbs": crumb, "pages": pages("desk_hearings", request)}
