"""Mails about referrals, which say nothing but that there is something to look at; parts of other acts, and one job."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.actions.telling import tell
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.queries import referrals as queries
from ibasho.town.concerns.rules.clock import is_working_day


def tell_place(row: Referral, what: str, by: Actor, at: datetime) -> None:
    """To each of the group who answers. Not urgent: a phone at a dinner table stays still at night."""
    people = queries.welcomers(row.place.organisation_id, clock.day(at))
    tell(people, key=f"care.note:{row.matter_id}:{what}:{_minute(at)}", page="/ops/", by=by, at=at)


def tell_centre(row: Referral, what: str, by: Actor, at: datetime) -> None:
    """To who has it, but not to who did it."""
    people = queries.assigned([row.matter_id], clock.day(at)).exclude(pk=by.person_id or 0)
    tell(people, key=f"care.news:{row.matter_id}:{what}:{_minute(at)}", page="/desk/", by=by, at=at)


@transaction.atomic
def remind(*, by: Actor, at: datetime) -> int:
    """A place has not answered by the day it should have: it hears it once, who has it at the centre each working morning.
    Gives how many wait, 0 where the offices rest."""
    policies.require_server(by)
    today = clock.day(at)
    if not is_working_day(today):
        return 0
    late = Referral.objects.filter(state=Referral.State.ASKED, answer_by__lt=today)
    rows = list(late.select_related("place").order_by("pk"))
    for row in rows:
        key = f"care.late_referral:{row.matter_id}:{row.answer_by:%Y%m%d}"
        tell(queries.welcomers(row.place.organisation_id, today), key=key, page="/ops/", by=by, at=at)
    if rows:
        told = queries.assigned([row.matter_id for row in rows], today)
        tell(told, key=f"care.late_referral:{today:%Y%m%d}", page="/desk/", by=by, at=at)
        data = {"count": len(rows)}
        journal.record("care.referral.remind", noun=matters.NOUN, object_id="", by=by, at=at, data=data)
    return len(rows)


def _minute(at: datetime) -> str:
    return f"{clock.jst(at):%Y%m%d%H%M}"
