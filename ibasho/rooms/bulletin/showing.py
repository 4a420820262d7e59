"""Bulletin's part of 「見せて」."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Subscription
from ibasho.rooms.bulletin.queries import audience
from ibasho.rooms.bulletin.queries.wanted_words import words_of


def _choice(person_id: int, at: datetime) -> list[dict[str, str]]:
    """What one chose to hear of, by the account and by addresses tied to it."""
    own = Subscription.objects.filter(person_id=person_id)
    tied = Subscription.objects.filter(address__person_id=person_id)
    rows = (own | tied).select_related("address").prefetch_related("places").order_by("pk")
    return [_told(row, at) for row in rows]


def _told(row: Subscription, at: datetime) -> dict[str, str]:
    words = words_of(audience.wanted_of(row), clock.day(at))
    return {
        "とどけ先": row.address.get_channel_display() if row.address is not None else "アカウント",
        **{label: "・".join(told for told, _kana in answers) for label, answers in words},
        "うけとる": "はい" if row.is_active else "いいえ",
        "さいごに 変えた時": f"{clock.jst(row.changed_at):%Y-%m-%d %H:%M}",
    }


SHOWN = (("おしらせの えらび方", _choice),)
