"""The rooms of the place whose page is shown: its panels read them once."""

from __future__ import annotations

from ibasho.base.ui.request import Request
from ibasho.rooms.openhouse.models import Space
from ibasho.rooms.openhouse.queries import faces
from ibasho.town.places.models import Place


def active(request: Request, place: Place) -> list[Space]:
    kept: dict[int, list[Space]] = request.__dict__.setdefault("_open_rooms", {})
    if place.pk not in kept:
        kept[place.pk] = list(faces.active(place))
        for room in kept[place.pk]:
            room.place = place
    return kept[place.pk]
