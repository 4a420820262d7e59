"""What the pages of groups and of the desk share: the same work behind two doors, and who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.base.ui.sides import Side
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Month, Roster
from ibasho.rooms.roster.queries import months
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

Crumbs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Where(Side):
    """The pages of hours and of months."""

    def hours_crumbs(self, *more: tuple[str, str]) -> Crumbs:
        return [(_("見守りの時間"), self.url("hours")), *more]

    def months_crumbs(self, *more: tuple[str, str]) -> Crumbs:
        return [(_("見守りの時間"), self.url("hours")), (_("謝礼の月"), self.url("months")), *more]


OPS, DESK = Where.two("roster")


def seen(request: Request, permission: Permission) -> None:
    """A list without an object: who holds the permission nowhere does not learn that it exists."""
    people.require_seen(request.actor, permission, day=clock.day(request.at))


def find_roster(request: Request, public_id: str) -> Roster:
    """The roster of a place whose hours this person keeps; a stranger meets 404."""
    found = Roster.objects.select_related("place__organisation").filter(place__public_id=public_id).first()
    if found is None or not policies.may_place(
        request.actor, Permission.ROSTER_HOURS, found.place, at=request.at
    ):
        raise Http404
    return found


def find_month(request: Request, public_id: str) -> Month:
    """A closed month of an organisation whose months this person closes; a stranger meets 404."""
    found = months.one(public_id)
    if found is None or not policies.may(
        request.actor, Permission.ROSTER_PAY, found.organisation, at=request.at
    ):
        raise Http404
    return found


def may(request: Request, permission: Permission) -> bool:
    return people.may(request.actor, permission, day=clock.day(request.at))
