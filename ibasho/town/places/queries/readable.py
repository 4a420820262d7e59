"""What people wrote on the places' public pages, for whoever looks for words nobody can read."""

from __future__ import annotations

from collections.abc import Iterator

from ibasho.town.places.models import Event, OpeningRule, Photo, Place, PlaceNote
from ibasho.town.places.queries.published import SEEN

_PLACE = (
    "description", "people_note", "audience_note", "months_note", "fee_note", "booking_note", "capacity_note", "allergy_note",
    "accessibility_note", "access_note", "parking_note", "opening_words", "restricted_to", "paused_reason", "building",
    "town_name", "address",
)  # fmt: skip
_EVENT = (
    "description",
    "venue_name",
    "venue_address",
    "audience_note",
    "fee_note",
    "signup_note",
    "city_note",
)


def texts() -> Iterator[str]:
    """Names only where no kana stands beside them; words of rules, photos, notes that were shown; events that are published."""
    places = Place.objects.filter(state__in=SEEN)
    events = Event.objects.filter(state__in=(Event.State.PUBLISHED, Event.State.CANCELLED))
    for rows, named, fields in ((places, "name", _PLACE), (events, "title", _EVENT)):
        for name, kana, *words in rows.values_list(named, "kana", *fields):
            yield from (words if kana else [name, *words])
    yield from OpeningRule.objects.filter(place__in=places).exclude(words="").values_list("words", flat=True)
    yield from Photo.objects.filter(place__in=places, approved_at__isnull=False).values_list(
        "words", flat=True
    )
    notes = PlaceNote.objects.filter(state=PlaceNote.State.PUBLISHED)
    yield from notes.filter(place__in=places).values_list("words", flat=True)
