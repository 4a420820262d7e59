"""What the pages of safety share: the same register behind the groups' door and the city's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from ibasho.base.ui import sides
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place

FORMS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class Side(sides.Side):
    """The pages of safety."""

    def crumbs(self, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
        """自由に使える場所 ＞ 安全 ＞ …; the last one is the page itself."""
        return [(_("自由に使える場所"), self.url("open")), (_("安全"), self.url("safety")), *more]


OPS, DESK = Side.two("openhouse")


def place_of(request: Request, public_id: str, permission: Permission) -> Place:
    """The place, if this person holds `permission` there; a stranger meets 404."""
    found = Place.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None or not policies.may_place(request.actor, permission, found, at=request.at):
        raise Http404
    return found


def require_city(request: Request, permission: Permission) -> None:
    """Who may not does not learn that the page exists."""
    if not places.in_city(request.actor, permission, at=request.at):
        raise Http404


def may_alarm(request: Request) -> bool:
    return places.in_city(request.actor, Permission.OPENHOUSE_ALARM, at=request.at)
