"""Helpers and their links, as staff see them."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission


def helpers(by: Actor, at: datetime) -> list[Helper]:
    """Registered helpers of the organisations whose rosters the actor manages; who has no link yet comes first."""
    theirs = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    rows = Helper.objects.filter(organisation__in=theirs, state=HelperState.REGISTERED)
    found = rows.select_related("organisation").order_by("organisation__name", "call_name", "pk")
    return sorted(found, key=lambda one: one.token_at is not None)


def has_helpers(by: Actor, at: datetime) -> bool:
    theirs = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    return Helper.objects.filter(organisation__in=theirs, state=HelperState.REGISTERED).exists()


def own_helper(by: Actor, public_id: str, at: datetime) -> Helper:
    """Raises NotFound for a stranger's, and for who is not registered."""
    theirs = people.organisations_of(by, Permission.ROSTER_MANAGE, day=clock.day(at))
    found = (
        Helper.objects.filter(public_id=public_id, organisation__in=theirs, state=HelperState.REGISTERED)
        .select_related("organisation", "person")
        .first()
    )
    if found is None:
        raise NotFound("roster.helper_unknown", "見つかりません。手伝う人の 一覧から えらんでください。")
    return found
