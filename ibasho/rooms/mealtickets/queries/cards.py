"""Cards found by what a person or a reader holds. Nothing here tells where a card was used."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.rooms.mealtickets.models import Card
from ibasho.rooms.mealtickets.queries import keys
from ibasho.rooms.mealtickets.rules import codes


def read(text: str, *, day: date) -> Card:
    """The card of a QR text or a typed code, if it is good on `day`; `sheet` and its shop come with it.

    Raises Invalid (`card.foreign`, `card.truncated`, `card.forged`, `card.unknown` for a letter that is wrong,
    `card.revoked`, `card.expired`) or NotFound `card.unknown`."""
    card = find(text)
    if card.state != Card.State.LIVE or keys.is_revoked(card.key_id):
        raise Invalid("card.revoked", "このカードは 止めてあります。新しいカードを もらってください。")
    codes.require_in_time(card.sheet.valid_until, day)
    return card


def find(text: str) -> Card:
    """The card of a QR text or a typed code, stopped or expired too. Raises as `read`."""
    if codes.is_qr(text):
        known = Q(number=codes.decode(text, keys.all_public()).number)
    else:
        known = Q(typed=codes.read_typed(text))
    card = Card.objects.select_related("sheet__shop__place").filter(known).first()
    if card is None:
        words = "この番号の カードは ありません。カードを見て もう一度 打つか、市に 聞いてください。"
        raise NotFound("card.unknown", words)
    return card


def stopped(day: date) -> list[str]:
    """`codes.short_hash` of every card that was stopped and would else still be good on `day`, in order: what a
    device has to know without a network. Cards of a stopped key are not among them: their key is gone from the list."""
    rows = Card.objects.exclude(state=Card.State.LIVE).filter(sheet__valid_until__gte=day)
    return sorted(codes.short_hash(number) for number in rows.values_list("number", flat=True))


def text_of(card: Card) -> str:
    """The QR's text: made when it is printed, never stored."""
    code = codes.Code(card.number, card.key_id, card.sheet.valid_until)
    return codes.encode(code, keys.seed_of(card.key_id))
