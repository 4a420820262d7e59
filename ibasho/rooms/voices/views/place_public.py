"""On a place's page: what children said and what became of it there."""

from __future__ import annotations

from ibasho.base.ui.request import Request
from ibasho.town.places.models import Place


def panel(request: Request, place: Place) -> str:
    return ""
