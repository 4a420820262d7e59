"""What waits for a person: joining."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.roster.models import Helper
from ibasho.rooms.roster.queries import due
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the person's own organisations, not of all that the city sees. `due`: helpers whose dates run out within 30
    days or did so lately: safeguarding dates for the named persons, 研修 for who keeps the people."""

    applied: int = 0
    oldest: date | None = None
    due: int = 0


def figures(by: Actor, at: datetime) -> Figures:
    """In one statement; none for who keeps nobody."""
    day = clock.day(at)
    kept = _own(by, Permission.ROSTER_MANAGE, day)
    named = [] if by.acting_for is not None else _own(by, Permission.ROSTER_SAFEGUARD, day)
    if not kept and not named:
        return Figures()
    applied = Q(state=HelperState.APPLIED, organisation__in=kept)
    dates = Q(Exists(due.safeguards(day).filter(helper=OuterRef("pk"))), organisation__in=named)
    lapses = Q(Exists(due.trainings(day).filter(helper=OuterRef("pk"))), organisation__in=kept)
    found = Helper.objects.filter(organisation__in={*kept, *named}, erased_at__isnull=True).aggregate(
        applied=Count("pk", filter=applied),
        oldest=Min("applied_at", filter=applied),
        due=Count("pk", filter=dates | lapses),
    )
    oldest = clock.day(found["oldest"]) if found["oldest"] else None
    return Figures(found["applied"], oldest, found["due"])


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Constant statements, whatever there is."""
    desk = people.may(by, Permission.DESK_ENTER, day=clock.day(at))
    page = "roster:desk_people" if desk else "roster:ops_people"
    told, found = figures(by, at), []
    if told.applied:
        words = _("お手伝いの 応募への 返事")
        found.append(Waiting(words, told.applied, page, "friends", oldest=told.oldest))
    if told.due:
        found.append(Waiting(_("見守りの手つづき・研修の 期限"), told.due, page, "warn", kind=Kind.SOON))
    return found


def _own(by: Actor, right: Permission, day: date) -> list[int]:
    held = people.current_memberships(by.person_id, day)
    return [one.organisation_id for one in held if right in ROLES[one.role].permissions]
