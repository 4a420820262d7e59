"""The receivers' part of the groups' page of surplus: what comes next, and the way to the rest."""

from __future__ import annotations

from typing import Any

from ibasho.base.ui.request import Request
from ibasho.rooms.surplus import policies
from ibasho.rooms.surplus.queries import handing, receivers
from ibasho.town.people.permissions import Permission


def part(request: Request) -> dict[str, Any]:
    """Context of `surplus/receivers/_home.html`: shares on the way to places in which one may note a hand-over; and for who
    speaks for them (`owns`), one's own receivers and places that could take food. `takes`: there is something of these."""
    by, at = request.actor, request.at
    found: dict[str, Any] = {
        "owns": policies.may(by, Permission.SURPLUS_OWN, at=at), "coming": handing.coming(by, at),
        "receivers": list(receivers.own(by, at)), "places": list(receivers.own_places(by, at)),
    }  # fmt: skip
    return {"receiving": {**found, "takes": bool(found["coming"] or found["receivers"] or found["places"])}}
