"""The receivers' part of the groups' page of surplus: what comes next, and the way to the rest."""

from __future__ import annotations

from typing import Any

from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.queries import receivers


def part(request: Request) -> dict[str, Any]:
    """For `surplus/receivers/_home.html`: one's own receivers, shares on the way, and places that could take food."""
    return {
        "receivers": list(receivers.own(request.actor, request.at)),
        "coming": list(receivers.coming(request.actor, request.at)),
        "places": list(receivers.own_places(request.actor, request.at)),
    }
