"""The outbox's part of 「見せて」."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.town.outbox import queries
from ibasho.town.outbox.models import Message


def _messages(person_id: int, at: datetime) -> list[dict[str, str]]:
    """A year of messages, their text while it is kept, and the choices. As on one's own page, what only says that something
    of the secret kind came (a code, a word of the centre) is not among them."""
    choice = queries.preference_of(person_id)
    rows = Message.objects.filter(person_id=person_id, secret=False).order_by("-created_at", "-pk")
    return [
        {"メールを うけとる": "はい" if choice.wants_mail else "いいえ"},
        *(
            {
                "いつ": f"{clock.jst(row.created_at):%Y-%m-%d %H:%M}",
                "件名": row.subject,
                "本文": row.body,
                "どうなったか": row.get_state_display(),
            }
            for row in rows
        ),
    ]


SHOWN = (("おしらせ", _messages),)
