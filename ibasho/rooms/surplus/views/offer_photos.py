"""A photo of an offer, as it was drawn anew: shown to whom the page it stands on is shown."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from ibasho.rooms.surplus.models import Offer
from ibasho.town.places.rules.photos import CONTENT_TYPE


def answer(offer: Offer) -> HttpResponse:
    """404 where there is none. It may run nothing and is kept in no cache on its way."""
    if not offer.photo:
        raise Http404
    with offer.photo.open("rb") as file:
        response = HttpResponse(file.read(), content_type=CONTENT_TYPE)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = f'inline; filename="{offer.public_id}.webp"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "no-store"
    return response
