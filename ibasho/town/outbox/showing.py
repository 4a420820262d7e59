"""The outbox's part of 「見せて」."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.town.outbox import queries
from ibasho.town.outbox.models import Address, Message


def _messages(person_id: int, at: datetime) -> list[dict[str, str]]:
    """A year of messages, their text while it is kept, the choices, and what is tied
    to the account. As on one's own page, what only says that something
    of the secret kind came (a code, a word of the centre) is not among them."""
    choice = queries.preference_of(person_id)
    addresses = Address.objects.filter(person_id=person_id).order_by("-made_at", "-pk")
    rows = Message.objects.filter(person_id=person_id, secret=False).order_by("-created_at", "-pk")
    return [
        {
            "おしらせを うけとる": "はい" if choice.wants_mail else "いいえ",
            "どこで うけとるか": choice.get_channel_display(),
        },
        *({"とどけ先": row.get_channel_display(), "いつ": _when(row.made_at)} for row in addresses),
        *(
            {
                "いつ": _when(row.created_at),
                "件名": row.subject,
                "本文": row.body,
                "どうなったか": row.get_state_display(),
            }
            for row in rows
        ),
    ]


def _when(moment: datetime) -> str:
    return f"{clock.jst(moment):%Y-%m-%d %H:%M}"


SHOWN = (("おしらせ", _messages),)
