"""Mails about wants, offers and grants: who has an account looks there, who has none hears that somebody will call."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.outbox import actions as outbox
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

OFFICE = "市・社会福祉協議会から あらためて 電話や メールで 連絡します。このメールへの 返事は 読まれません。"


def tell(
    organisation: Organisation, *, key: str, subject: str, words: str, page: str, by: Actor, at: datetime
) -> int:
    """One mail to each of the group who may answer, or to the group's own address where nobody has an account. Gives how
    many were written to; 0: somebody has to telephone."""
    day = clock.day(at)
    holders = list(people.holders(Permission.NETWORK_OWN, day=day, organisation_id=organisation.pk))
    for person in holders:
        body = f"{words}\n\nログインして 見てください。\n{settings.PUBLIC_URL}{page}\n"
        outbox.send(to=person, event_key=key, subject=subject, body=body, by=by, at=at)
    if not holders and organisation.email:
        body = f"{words}\n\n{OFFICE}\n"
        outbox.send(to=organisation.email, event_key=key, subject=subject, body=body, by=by, at=at)
        return 1
    return len(holders)
