"""What is over is forgotten in time: names, children and what a provider could do go, the number stays."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.actions.members import NOUN
from ibasho.rooms.familysupport.models import (
    Ask,
    Child,
    CourseTaken,
    Member,
    Proposal,
    Provider,
    Request,
    Ruling,
)
from ibasho.rooms.familysupport.queries import members as queries
from ibasho.rooms.familysupport.rules.members import ENDED

BLANK = {
    "name": "", "kana": "", "phone": "", "email": "", "address": "", "lat": None, "lng": None, "person": None,
    "words": "", "agreed_on": None, "id_seen_on": None, "interviewed_on": None, "paused_from": None,
    "paused_until": None, "token_hash": None, "token_at": None,
}  # fmt: skip
NOWHERE = {
    "from_words": "", "from_lat": None, "from_lng": None, "to_words": "", "to_lat": None, "to_lng": None, "words": "",
}  # fmt: skip


def erase(*, by: Actor, at: datetime) -> int:
    """The job of every few hours. Returns how many lost their names."""
    over = Member.objects.filter(erased_at__isnull=True, erase_on__lte=clock.day(at)).order_by("pk")
    return sum(erase_name(member=one, by=by, at=at) for one in over)


@transaction.atomic
def erase_name(*, member: Member, by: Actor, at: datetime) -> bool:
    """The row stays as a number with its kind, district and days, so that the yearly figures still add up. A child goes
    with its meetings; activities and reports keep their hours. While a report or money is on its way all of it waits."""
    locked = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    due = locked.erase_on is not None and locked.erase_on <= clock.day(at)
    if locked.erased_at is not None or locked.state not in ENDED or not due:
        return False
    if queries.is_unsettled(locked):
        return False
    for name, nothing in BLANK.items():
        setattr(locked, name, nothing)
    locked.erased_at = at
    locked.save()
    for rows in (Child, Provider, CourseTaken, Ruling):
        rows.objects.filter(member=locked).delete()
    Request.objects.filter(member=locked).update(**NOWHERE)
    Request.objects.filter(wished=locked).update(wished=None)
    _forget_reasons(locked)
    journal.record("familysupport.member.erase", noun=NOUN, object_id=locked.pk, by=by, at=at)
    return True


def _forget_reasons(member: Member) -> None:
    """Why somebody was thought of names the child."""
    Ask.objects.filter(visit__request__member=member).update(reasons=[])
    Ask.objects.filter(member=member).update(reasons=[])
    Proposal.objects.filter(visit__request__member=member).update(reasons=[])
    Proposal.objects.filter(member=member).update(reasons=[])
