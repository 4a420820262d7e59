"""What waits for a person: members, courses and the centre's insurance."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import Centre, Member, Policy
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import courses
from ibasho.rooms.familysupport.rules import centre as rules
from ibasho.rooms.familysupport.rules.kinds import MemberState
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """The adviser: applications to answer, courses that run out. Who settles the centre: an insurance that ends."""
    advises = policies.may(by, Permission.SUPPORT_ADVISE, at=at)
    settles = policies.may(by, Permission.SUPPORT_SETTINGS, at=at)
    centre = centres.centre() if advises or settles else None
    if centre is None:
        return []
    found = [*_applied(centre), *_courses(centre, at)] if advises else []
    return found + (_insurance(centre, at) if settles else [])


def _applied(centre: Centre) -> list[Waiting]:
    rows = Member.objects.filter(centre=centre, state=MemberState.APPLIED, erased_at__isnull=True)
    told = rows.aggregate(n=Count("pk"), oldest=Min("applied_at"))
    if not told["n"]:
        return []
    oldest = clock.day(told["oldest"])
    return [
        Waiting(
            _("入会の 申込みへの 返事"), told["n"], "familysupport:desk_members", "friends", oldest=oldest
        )
    ]


def _courses(centre: Centre, at: datetime) -> list[Waiting]:
    soon = len(courses.wanting(centre, clock.day(at)))
    words = _("講習の 期限が 近い・切れた 提供会員")
    return (
        [Waiting(words, soon, "familysupport:desk_courses", "warn", anchor="wanting", kind=Kind.SOON)]
        if soon
        else []
    )


def _insurance(centre: Centre, at: datetime) -> list[Waiting]:
    today = clock.day(at)
    spans = Policy.objects.filter(centre=centre, valid_until__gte=today).values_list(
        "valid_from", "valid_until"
    )
    until = rules.insured_until(list(spans), today)
    if until is not None and (until - today).days > rules.POLICY_SOON_DAYS:
        return []
    words, kind = (
        (_("ファミリーサポートの 保険が ありません"), Kind.WRONG)
        if until is None
        else (_("ファミリーサポートの 保険の 期限"), Kind.SOON)
    )
    return [Waiting(words, 1, "familysupport:desk_centre", "warn", anchor="insurance", kind=kind)]
