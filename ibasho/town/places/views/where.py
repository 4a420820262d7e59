"""What the pages of groups and of the desk share: the same work behind two doors."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Where(Side):
    """A door, and its first page."""

    @property
    def home(self) -> str:
        return f"/{self.code}/"


OPS, DESK = Where.two("places")


def find(public_id: str) -> Place:
    found = Place.objects.select_related("organisation").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def find_own(request: Request, public_id: str) -> Place:
    """The entry, if this person may write it; a stranger meets 404."""
    place = find(public_id)
    if not policies.may(request.actor, Permission.PLACES_EDIT, place, at=request.at):
        raise Http404
    return place
