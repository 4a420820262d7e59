"""Who sees themes at the desk, and which: shared by its pages."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui.request import Request
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Hearing, Theme
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.queries import themes as queries
from ibasho.rooms.voices.views.desk_pages import Crumbs, crumbs
from ibasho.town.people.permissions import Permission

FORMS = ["GET", "HEAD", "POST"]


def may(request: Request, permission: Permission) -> bool:
    return policies.may(request.actor, permission, at=request.at)


def need(request: Request, permission: Permission = Permission.VOICES_READ) -> None:
    if not may(request, permission):
        raise Http404


def find_theme(request: Request, public_id: str, permission: Permission = Permission.VOICES_READ) -> Theme:
    need(request, permission)
    found = queries.find(public_id)
    if found is None:
        raise Http404
    return found


def find_hearing(
    request: Request, public_id: str, permission: Permission = Permission.VOICES_READ
) -> Hearing:
    need(request, permission)
    found = hearings.find(public_id)
    if found is None:
        raise Http404
    return found


def board_crumbs(*pairs: tuple[str, str]) -> Crumbs:
    return crumbs((_("答える"), reverse("voices:desk_themes")), *pairs)


def theme_crumbs(theme: Theme, here: str) -> Crumbs:
    return board_crumbs((theme.title, reverse("voices:desk_theme", args=[theme.public_id])), (here, ""))
