"""Weights, ways and allergens as pages of surplus say them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from ibasho.rooms.surplus.rules import allergens, amounts, reasons

register = template.Library()
BAR = 400  # how long the whole is drawn


@register.filter
def kg(grams: int | None) -> str:
    """`20kg`, `500g`, and `－` where it is not known."""
    return "－" if grams is None else "0kg" if grams == 0 else amounts.kg(grams)


@register.filter
def km(metres: int) -> str:
    return reasons.way(metres)


@register.filter
def allergen_words(codes: Iterable[str]) -> str:
    return allergens.words(codes)


@register.filter
def of400(grams: int, whole: int) -> str:
    """The length of a bar in an SVG 400 wide."""
    return f"{BAR * grams / whole:.1f}"
