"""Whose door a page is about, and which look it has: a group's own, or the city's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door
from ibasho.rooms.voices.queries import doors as queries
from ibasho.rooms.voices.views import desk_pages
from ibasho.town.people.permissions import Permission

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Look(Side):
    """The pages of one door."""

    def crumbs(self, door: Door, here: str) -> list[tuple[str, str]]:
        own = [] if here == door.name else [(door.name, self.url("door", door.public_id))]
        if not self.is_desk:
            return [(_("こどもの声"), reverse("voices:ops")), *own, (here, "")]
        return desk_pages.crumbs(
            (door.hearing.title, reverse("voices:desk_hearing", args=[door.hearing.public_id])),
            (_("入り口"), reverse("voices:desk_doors", args=[door.hearing.public_id])),
            *own,
            (here, ""),
        )

    def back(self, door: Door) -> str:
        return self.url("door", door.public_id)


OPS, DESK = Look.two("voices")


def own_door(request: Request, public_id: str) -> Door:
    """Raises Http404 for a stranger and for what is no door."""
    found = queries.collectable(request.actor, public_id, request.at)
    if found is None:
        raise Http404
    return found


def both(view: View) -> tuple[View, View]:
    """One page behind two doors: `ops_door, desk_door = both(door)`. The view takes the request, the look and the door.
    At the desk stands who may collect for the whole city."""

    def of(look: Look, through: Callable[[View], View]) -> View:
        @wraps(view)
        def shown(request: Request, public_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if look.is_desk:
                policies.require(request.actor, Permission.VOICES_READ, at=request.at)
            return view(request, look, own_door(request, public_id), *args, **kwargs)

        return through(shown)

    return of(OPS, doors.operator), of(DESK, doors.desk)
