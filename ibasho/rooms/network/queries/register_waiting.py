"""What waits for a person: papers that end or are over, what was promised after a talk. Of the groups one keeps, and of those nobody keeps."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import papers, register
from ibasho.town.people.permissions import Permission

NEXT_DAYS = 3  # what is to be done shows so long before its day


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """At the desk; what waits for a group stands in `group_waiting`."""
    if by.acting_for is not None or not policies.may(by, Permission.NETWORK_WRITE, at=at):
        return []
    today = clock.day(at)
    mine = set(register.groups().filter(_mine(by, today)).values_list("pk", flat=True))
    ends = [one for one in papers.endings(today) if one.organisation.pk in mine]
    due = Q(next_on__lte=today + timedelta(days=NEXT_DAYS))
    nexts = [one.next_on for one in register.open_next().filter(due, organisation__in=mine) if one.next_on]
    over = [one.ends_on for one in ends if one.is_over(today)]
    found = [
        Waiting(_("期限が きれた 団体の 書類"), len(over), "network:desk_groups", "warn", oldest=min(over, default=None), kind=Kind.WRONG),
        Waiting(_("期限が 近い 団体の 書類"), len(ends) - len(over), "network:desk_groups", "clock", kind=Kind.SOON),
        Waiting(_("連絡の つぎに すること"), len(nexts), "network:desk_groups", "phone", oldest=min(nexts, default=None)),
    ]  # fmt: skip
    return [one for one in found if one.count]


def _mine(by: Actor, today: date) -> Q:
    own = Q(network_profile__city_keeper=by.person_id) | Q(network_profile__csw_keeper=by.person_id)
    return register.kept_by_nobody(today) | own
