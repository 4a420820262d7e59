"""Who may see the pages of applications, and what several of them share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import Application
from ibasho.rooms.openhouse.queries import applications as queries

View = Callable[..., HttpResponse]


def applying(view: View) -> View:
    """For who may apply in some group's name; nobody else learns that the page exists."""

    @wraps(view)
    def passed(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not queries.groups_of(request.actor, request.at).exists():
            raise Http404
        return view(request, *args, **kwargs)

    return passed


def find_own(request: Request, public_id: str) -> Application:
    """The application, for the group and for who decides on it; a stranger meets 404 (require_applicant raises NotFound)."""
    row = queries.find(public_id)
    if row is None:
        raise Http404
    policies.require_applicant(request.actor, row, at=request.at)
    return row


def crumbs(last: str) -> list[tuple[str, str]]:
    return [(_("部屋を つかう"), reverse("openhouse:group_home")), (last, "")]
