"""What the pages of groups and of the desk share: the same work behind two doors."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from ibasho.base.ui.request import Request
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Where:
    """A door: its layout, and the beginning of its URL names."""

    door: str
    layout: str
    home: str

    def url(self, name: str, *args: object) -> str:
        return reverse(f"places:{self.door}_{name}", args=[str(one) for one in args])


OPS = Where("ops", "ui/operator.html", "/ops/")
DESK = Where("desk", "ui/desk.html", "/desk/")


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
