"""What waits for who keeps the protection flags: the day's look at the city's list. Nobody else has a line here."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.permissions import Permission

PAGE = "people:desk_protections"


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Where the list is a day old, and somebody is protected or papers for many wait for it. Says of nobody that they are."""
    day = clock.day(at)
    if not policies.may(by, Permission.PEOPLE_PROTECT, day=day):
        return []
    newest = queries.newest_check()
    if newest is not None and at - newest.checked_at <= rules.LIST_FRESH:
        return []
    if not queries.running_flags(day=day) and not queries.runs_waiting(at):
        return []
    oldest = clock.day(newest.checked_at) if newest else None
    return [Waiting(_("きょうの 名簿と くらべる"), 1, PAGE, "check", anchor="check", oldest=oldest)]
