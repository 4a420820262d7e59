"""Whose door a page is about, and which look it has: a group's own, or the city's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.openhouse import policies
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Look(Side):
    """The pages of one place's entrance."""

    def crumbs(self, place: Place, here: str) -> list[tuple[str, str]]:
        return [(_("入口と 人数"), self.url("doors")), (place.name, ""), (here, "")]


OPS, DESK = Look.two("openhouse")


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
