"""Mails about wants, offers and grants: who has an account looks there, who has none hears that somebody will call."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.network.actions.meeting_letters import addresses
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.models import Organisation

OFFICE = "市・社会福祉協議会から あらためて 電話や メールで 連絡します。このメールへの 返事は 読まれません。"


def tell(
    organisation: Organisation, *, key: str, subject: str, words: str, page: str, by: Actor, at: datetime
) -> int:
    """One mail to each of the group who may answer; where nobody has an account, to who is called first or to the group's
    own address. Gives how many were written now: 0 where they were told before, and where somebody has to telephone."""
    fresh = 0
    for one in addresses(organisation, at):
        login = f"ログインして 見てください。\n{settings.PUBLIC_URL}{page}"
        body = f"{words}\n\n{OFFICE if isinstance(one, str) else login}\n"
        sent = outbox.send(to=one, event_key=key, subject=subject, body=body, by=by, at=at)
        fresh += sent.created_at == at
    return fresh
