"""What every signed-in page knows about the person in front of it."""

from __future__ import annotations

from base64 import b64encode
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.request import Request
from ibasho.town.people import policies
from ibasho.town.people.forms import CHANNELS
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission


def actor(request: Request) -> dict[str, Any]:
    """`actor`, `doors` the person may pass, `drafts_key`, `idle_seconds` after which they are signed out (None: they are not),
    and, while staff type in for an organisation, `acting_for` (it),
    `acting_via` (電話 …) and `acting_stop` (the address that ends it)."""
    if not hasattr(request, "actor") or not request.user.is_authenticated:
        return {"actor": None, "acting_for": None, "doors": []}
    current = request.actor
    known = {
        "actor": current, "doors": doors(current, clock.day(request.at)), "acting_for": None,
        "drafts_key": _drafts_key(request.user.public_id),
        "idle_seconds": settings.STAFF_IDLE_SECONDS_MAX if getattr(request, "ends_idle", False) else None,
    }  # fmt: skip
    if current.acting_for is None:
        return known
    return {
        **known,
        "acting_for": Organisation.objects.filter(pk=current.acting_for).first(),
        "acting_via": dict(CHANNELS).get(current.via.value, ""),
        "acting_stop": reverse("people:acting_stop"),
    }


def _drafts_key(public_id: str) -> str:
    """32 bytes in base64, the same in every session of this person: with them the browser seals what they have half written, so
    that it outlives the session and nobody after them reads it (frontend/js/autosave.js)."""
    return b64encode(salted_hmac("ibasho.drafts", public_id, algorithm="sha256").digest()).decode()


def doors(current: Actor, day: date) -> list[str]:
    found = ["my"]
    if policies.may(current, Permission.OPS_ENTER, day=day) or current.acting_for is not None:
        found.append("ops")
    if policies.may(current, Permission.DESK_ENTER, day=day):
        found.append("desk")
    return found
