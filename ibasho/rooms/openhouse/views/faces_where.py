"""The same work behind two doors: a group's lead at its own places, the city at every one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ibasho.base.ui import doors
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import RuleVersion, Space
from ibasho.rooms.openhouse.queries import spaces
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Where(Side):
    """The pages of rooms and their faces."""

    def crumbs(self, *more: tuple[str, str]) -> list[tuple[str, str]]:
        return [(_("自由に使える場所"), self.url("open")), *more]


OPS, DESK = Where.two("openhouse")


def both(view: View) -> tuple[View, View]:
    """The view behind the groups' door and behind the desk's; it gets `where`."""

    @wraps(view)
    def at_ops(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, where=OPS, **kwargs)

    @wraps(view)
    def at_desk(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, where=DESK, **kwargs)

    return doors.operator(at_ops), doors.desk(at_desk)


def seen(request: Request, place: Place) -> Place:
    """The place, if this person may read its rooms; a stranger meets 404."""
    may = any(
        policies.may_place(request.actor, permission, place, at=request.at)
        for permission in (Permission.OPENHOUSE_READ, Permission.OPENHOUSE_MANAGE)
    )
    if not may:
        raise Http404
    return place


def ruled(request: Request, place: Place) -> Place:
    """The place, if this person may rule its rooms; anybody else meets 404."""
    if not spaces.may_rule(request.actor, place, request.at):
        raise Http404
    return place


def find_place(public_id: str) -> Place:
    return get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)


def find_space(public_id: str) -> Space:
    found = spaces.find(public_id)
    if found is None:
        raise Http404
    return found


def find_version(public_id: str) -> RuleVersion:
    found = spaces.find_version(public_id)
    if found is None:
        raise Http404
    return found
