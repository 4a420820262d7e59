"""A LINE friend: what LINE tells of them, signed, and the channel that only writes down."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client

from ibasho.base.kernel import clock
from ibasho.base.ports import line
from ibasho.base.ports.line import Event
from ibasho.rooms.bulletin.actions.line import Heard, hear
from ibasho.rooms.bulletin.queries import line_areas
from ibasho.rooms.bulletin.rules.talking import Intent
from ibasho.rooms.bulletin.views import line_talk
from ibasho.rooms.bulletin.views.line_webhook import LINE
from ibasho.town.outbox.models import Address, Channel
from ibasho.town.outbox.queries import addresses
from tests import make

URL = "/line/webhook/"
FRIEND = "U" + "0123456789abcdef" * 2
OTHER = "U" + "fedcba9876543210" * 2
BOT = "U" + "b" * 32


def event(kind: str = "message", *, number: int = 1, text: str = "", user: str = FRIEND, at: datetime = make.AT,
          data: str = "", spot: tuple[float, float] | None = None, **changed: Any) -> dict[str, Any]:  # fmt: skip
    """As LINE tells it. `number` makes its id; the token for the answer is `r<number>`."""
    told: dict[str, Any] = {
        "type": kind, "mode": "active", "timestamp": int(at.timestamp() * 1_000), "webhookEventId": f"01KB{number:022}",
        "deliveryContext": {"isRedelivery": False}, "source": {"type": "user", "userId": user}, "replyToken": f"r{number}",
    }  # fmt: skip
    if kind == "message":
        told["message"] = {"id": f"{number}", "type": "text", "text": text}
    if spot is not None:
        told["message"] = {"id": f"{number}", "type": "location", "latitude": spot[0], "longitude": spot[1]}
    if kind == "postback":
        told["postback"] = {"data": data}
    return {**told, **changed}


def body(events: Sequence[Any]) -> bytes:
    return json.dumps({"destination": BOT, "events": list(events)}).encode()


def post(client: Client, *events: Any, raw: bytes | None = None, signature: str | None = None) -> Any:
    """Told as LINE does: signed over the raw bytes."""
    sent = body(events) if raw is None else raw
    signed = line.sign(sent, settings.LINE_SECRET) if signature is None else signature
    return client.post(URL, sent, content_type="application/json", headers={"X-Line-Signature": signed})


def heard(*events: dict[str, Any], at: datetime = make.AT) -> list[Heard | None]:
    """The same without HTTP, one after another."""
    return [_hear(one, at) for one in line.events(body(events))]


def _hear(one: Event, at: datetime) -> Heard | None:
    intent: Intent = line_talk.meant(one, line_areas.names(clock.day(at)))
    return hear(event=one, intent=intent, by=LINE, at=at)


def friend(user: str = FRIEND) -> Address | None:
    return addresses.find(Channel.LINE, user)


def is_live(user: str = FRIEND) -> bool:
    found = friend(user)
    return found is not None and addresses.live().filter(pk=found.pk).exists()


def later(minutes: float) -> datetime:
    return make.AT + timedelta(minutes=minutes)


def state() -> dict[str, Any]:
    """All that lasts of what friends told: who is one, what they speak, what they want to hear of."""
    found: dict[str, Any] = {}
    for user in (FRIEND, OTHER):
        one = friend(user)
        wanted = getattr(one, "subscription", None) if one else None
        active = wanted is not None and wanted.is_active
        found[user] = (
            is_live(user), one.language if one else "", one.person_id if one else None,
            (tuple(wanted.districts), tuple(wanted.stages), tuple(wanted.wishes)) if active and wanted else None,
        )  # fmt: skip
    return found


def days_ago(days: float) -> datetime:
    return clock.jst(make.AT - timedelta(days=days))
