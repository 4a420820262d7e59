"""Batches for the desk: how many cards of each still work. Nobody's meals are told."""

from __future__ import annotations

from datetime import date

from django.db.models import Count, Q, QuerySet

from ibasho.rooms.mealtickets.models import Card, Sheet


def all_sheets() -> QuerySet[Sheet]:
    """Newest first, each with `live` cards."""
    live = Count("cards", filter=Q(cards__state=Card.State.LIVE))
    return (
        Sheet.objects.select_related("shop__place", "made_by").annotate(live=live).order_by("-made_at", "-pk")
    )


def cards_of(sheet: Sheet) -> list[Card]:
    """By position, with the card that took its place."""
    return list(sheet.cards.select_related("replaced_by").order_by("position"))


def used(card: Card, today: date) -> bool:
    """Whether its meal is eaten: of today for a card, the only one for a ticket. Nothing older is ever told."""
    uses = card.uses.all() if card.sheet.kind == Sheet.Kind.WALL else card.uses.filter(day=today)
    return uses.exists()


def live_by_key() -> dict[int, int]:
    """Key id → cards of it that work."""
    rows = Card.objects.filter(state=Card.State.LIVE).values_list("key_id").annotate(n=Count("pk"))
    return dict(rows)
