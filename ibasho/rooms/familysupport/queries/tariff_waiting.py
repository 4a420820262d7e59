"""What waits for who sets the fees: days ahead for which none are published."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.queries import tariffs
from ibasho.rooms.familysupport.queries.centre import centre as the_centre
from ibasho.town.people.permissions import Permission

AHEAD = timedelta(days=60)


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Three statements at most: fees that end without a follower, or that were never published."""
    if not policies.may(by, Permission.SUPPORT_SETTINGS, at=at):
        return []
    centre, today = the_centre(), clock.day(at)
    if centre is None:
        return []
    bodies = (
        tariffs.published(centre)
        .filter(valid_from__lte=today + AHEAD)
        .values_list("valid_from", "valid_until")
    )
    held = list(bodies)
    if any(first <= today + AHEAD and (until is None or until >= today + AHEAD) for first, until in held):
        return []
    return [Waiting(_("料金表の つづきを 公開する"), 1, "familysupport:desk_tariffs", "yen", kind=Kind.SOON)]
