"""A card and a PIN on show, so that whoever looks at the demo can scan at a till."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import segno
from django.utils.safestring import SafeString, mark_safe

from demo.chapters import meals
from ibasho.rooms.mealtickets.models import Card
from ibasho.rooms.mealtickets.queries import cards
from ibasho.rooms.mealtickets.rules import codes

ON_SHOW = "/demo/"  # stands in `given_to` of the batch


@dataclass(frozen=True, slots=True)
class Shown:
    """`qr` is a picture; `typed` the same card for fingers; `text` what the QR says."""

    qr: SafeString
    text: str
    typed: str
    pin: str


def card_on_show(day: date) -> Shown | None:
    """The first card of the batch that has not eaten today; None where the demo city has no cards."""
    known = Card.objects.filter(
        sheet__given_to__contains=ON_SHOW, state=Card.State.LIVE, sheet__valid_until__gte=day
    )
    card = known.exclude(uses__day=day).order_by("position").select_related("sheet").first()
    if card is None:
        return None
    text = cards.text_of(card)
    drawn = segno.make(text, error="q", micro=False, boost_error=False)
    qr = mark_safe(drawn.svg_inline(border=4, light="#fff", omitsize=True))  # noqa: S308 - drawn by ourselves
    return Shown(qr, text, codes.shown(card.typed), meals.read()["pin"])
