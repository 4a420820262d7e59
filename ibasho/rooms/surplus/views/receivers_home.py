"""The receivers' part of the groups' page of surplus: what comes next, and the way to the rest."""

from __future__ import annotations

from typing import Any

from ibasho.base.ui.request import Request
from ibasho.rooms.surplus.queries import receivers


def part(request: Request) -> dict[str, Any]:
    """Context of `surplus/receivers/_home.html`: one's own receivers, shares on the way, places that could take food."""
    by, at = request.actor, request.at
    found = {
        "receivers": list(receivers.own(by, at)),
        "coming": list(receivers.coming(by, at)),
        "places": list(receivers.own_places(by, at)),
    }
    return {"receiving": found}
