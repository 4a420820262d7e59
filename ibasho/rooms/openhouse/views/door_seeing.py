"""Whose door a page is about, and which look it has: a group's own, or the city's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Look:
    """`prefix` begins the names of this door's addresses: `openhouse:ops_today`, `openhouse:desk_today`."""

    layout: str
    prefix: str

    def url(self, name: str, place: Place, *more: str) -> str:
        return reverse(f"openhouse:{self.prefix}_{name}", args=[place.public_id, *more])

    def crumbs(self, place: Place, here: str) -> list[tuple[str, str]]:
        return [(_("入口と 人数"), reverse(f"openhouse:{self.prefix}_doors")), (place.name, ""), (here, "")]


OPS = Look("ui/operator.html", "ops")
DESK = Look("ui/desk.html", "desk")


def own_place(request: Request, public_id: str, permission: Permission) -> Place:
    """Raises NotFound (a page 404) for a stranger and for what is no place."""
    place = get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)
    policies.require_place(request.actor, permission, place, at=request.at)
    return place


def both(permission: Permission, at_desk: Permission | None = None) -> Callable[[View], tuple[View, View]]:
    """One page behind two doors: `ops_today, desk_today = both(Permission.OPENHOUSE_DOOR)(today)`. The view takes the
    request, the look and the place. `at_desk`: what the city needs, where it is another permission."""

    def made(view: View) -> tuple[View, View]:
        def of(look: Look, door: Callable[[View], View], wanted: Permission) -> View:
            @wraps(view)
            def shown(request: Request, public_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
                return view(request, look, own_place(request, public_id, wanted), *args, **kwargs)

            return door(shown)

        return of(OPS, doors.operator, permission), of(DESK, doors.desk, at_desk or permission)

    return made
