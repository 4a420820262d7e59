"""The board stands behind two doors, the group's and the city's, with the same pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui import sides
from ibasho.base.ui.request import Request
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Roster, Shift
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Side(sides.Side):
    """The pages of one place's board."""

    def crumbs(self, place: Place, last: str = "") -> Crumbs:
        found: Crumbs = [(_("見守りの名簿"), self.url("rosters"))]
        board = self.url("board", place.public_id)
        return [*found, (place.name, board), (last, "")] if last else [*found, (place.name, "")]


OPS, DESK = Side.two("roster")


def find_place(request: Request, public_id: str, permission: Permission) -> Place:
    """A stranger meets 404."""
    place = get_object_or_404(Place.objects.select_related("organisation"), public_id=public_id)
    _require(request, permission, place)
    return place


def find_roster(request: Request, public_id: str, permission: Permission) -> Roster:
    rows = Roster.objects.select_related("place__organisation")
    roster = get_object_or_404(rows, place__public_id=public_id)
    _require(request, permission, roster.place)
    return roster


def find_shift(request: Request, public_id: str, permission: Permission) -> Shift:
    shift = get_object_or_404(
        Shift.objects.select_related("roster__place__organisation"), public_id=public_id
    )
    _require(request, permission, shift.roster.place)
    return shift


def may_manage(request: Request, place: Place) -> bool:
    return policies.may_place(request.actor, Permission.ROSTER_MANAGE, place, at=request.at)


def _require(request: Request, permission: Permission, place: Place) -> None:
    try:
        policies.require_place(request.actor, permission, place, at=request.at)
    except NotFound as error:
        raise Http404 from error
