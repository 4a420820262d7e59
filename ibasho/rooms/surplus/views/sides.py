"""The same page behind the group's door and at the desk: what differs is the look and the addresses."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.ui import sides
from ibasho.base.ui.request import Request
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.models import Share
from ibasho.rooms.surplus.queries import handing
from ibasho.town.people.permissions import Permission

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Side(sides.Side):
    """`home`: where おすそわけ begins behind this door."""

    def crumbs(self, *pairs: tuple[str, str]) -> Crumbs:
        home = reverse("surplus:desk_board" if self.is_desk else "surplus:ops_home")
        return [(_("おすそわけ"), home), *pairs]

    def giving(self, *pairs: tuple[str, str]) -> Crumbs:
        """Below 出す人 at the desk; a group's own offers stand on its first page."""
        above = [(_("出す人"), reverse("surplus:desk_offers"))] if self.is_desk else []
        return self.crumbs(*above, *pairs)


OPS, DESK = Side.two("surplus")


def find_share(request: Request, public_id: str) -> Share:
    """Of one's own place, or anybody's for the city. A stranger meets 404."""
    share = handing.find(public_id)
    if share is None or not may_hand(request, share):
        raise Http404
    return share


def may_hand(request: Request, share: Share) -> bool:
    organisation = share.receiver.place.organisation_id
    return policies.may_of(request.actor, Permission.SURPLUS_HAND, organisation, at=request.at)
