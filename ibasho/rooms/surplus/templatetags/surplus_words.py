"""`{% load surplus_words %}`: weights and ways as people read them."""

from __future__ import annotations

from django import template

from ibasho.rooms.surplus.rules import amounts

register = template.Library()


@register.filter
def kg(grams: int | None) -> str:
    """`20kg`, `500g`; `－` where it is not known."""
    return "－" if grams is None else amounts.kg(grams)


@register.filter
def km(metres: int) -> str:
    return f"{metres / 1_000:.1f}km"


@register.filter
def letter(letters: str, place: int) -> str:
    """The letter at a place: of 「月火水木金土日」 by weekday."""
    return letters[place]
