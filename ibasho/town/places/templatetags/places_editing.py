"""`{% load places_editing %}`: addresses behind the same door, and who may come, in words."""

from __future__ import annotations

from django import template

from ibasho.town.places.models import Place
from ibasho.town.places.queries.changes import label, who
from ibasho.town.places.views.where import Where

register = template.Library()


@register.simple_tag
def at(where: Where, name: str, *args: object) -> str:
    """`{% at where "edit" place.public_id %}`: the page of that name behind this door."""
    return where.url(name, *args)


@register.simple_tag
def who_words(place: Place) -> str:
    return who(place)


@register.simple_tag
def field_label(name: str) -> str:
    """What a field of a place is called on screen."""
    return label(name)
