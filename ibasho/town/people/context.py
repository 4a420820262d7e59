"""What every signed-in page knows about the person in front of it."""

from __future__ import annotations

from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


def actor(request: Request) -> dict[str, Any]:
    """`actor`, `acting_for` (an Organisation while staff type in for it) and `doors` the person may pass."""
    if not hasattr(request, "actor") or not request.user.is_authenticated:
        return {"actor": None, "acting_for": None, "doors": []}
    day = clock.day(request.at)
    current = request.actor
    acting_for = Organisation.objects.filter(pk=current.acting_for).first() if current.acting_for else None
    return {"actor": current, "acting_for": acting_for, "doors": doors(current, day)}


def doors(current: Any, day: Any) -> list[str]:
    found = ["my"]
    if policies.may(current, Permission.OPS_ENTER, day=day):
        found.append("ops")
    if policies.may(current, Permission.DESK_ENTER, day=day):
        found.append("desk")
    return found
