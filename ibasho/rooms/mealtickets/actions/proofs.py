"""The nightly proof: added up again, written down, and told to the city's administrators when something is wrong."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.queries import proving
from ibasho.rooms.mealtickets.queries.proving import BROKEN, NOUN, PROVEN
from ibasho.town.outbox import actions as outbox
from ibasho.town.people.permissions import Permission
from ibasho.town.people.queries import administrators


@transaction.atomic
def check(*, by: Actor, at: datetime) -> proving.Proof:
    """Writes that the ledger was proven, or that it is broken and where; mails once a day, at any hour."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    proof = proving.prove()
    first = proof.broken[0] if proof.broken else None
    journal.record(
        BROKEN if first else PROVEN, noun=NOUN, object_id=(first and first.entry_id) or 0, by=by, at=at,
        data={"rows": proof.entries, "journal": first.journal_id if first else None},
    )  # fmt: skip
    if first:
        _tell(first.words, by, at)
    return proof


def _tell(words: str, by: Actor, at: datetime) -> None:
    day = clock.day(at)
    address = settings.PUBLIC_URL + reverse("mealtickets:ledger")
    for person in administrators(day):
        outbox.send(
            to=person, event_key=f"{BROKEN}:{day.isoformat()}", by=by, at=at, urgent=True,
            subject=_("食事チケットの 帳簿が 合いません"),
            body=_(
                "夜の点検で、帳簿と きろくが 合わないところが 見つかりました。\n\n%(words)s\n\n"
                "支払いを する前に 調べてください。くわしく見る命令: ibasho ledger verify\n%(address)s\n"
            ) % {"words": words, "address": address},
        )  # fmt: skip
