"""What waits for a person: wishes to start that nobody has taken yet."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.network import policies
from ibasho.rooms.network.queries import starting
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For who may take one."""
    if not policies.may(by, Permission.NETWORK_MANAGE, at=at):
        return []
    count = starting.asked_count()
    if not count:
        return []
    return [
        Waiting(
            "居場所を はじめたい人の 相談", count, "network:desk_starting", "sprout", anchor="asked",
            oldest=starting.asked_since(),
        )
    ]  # fmt: skip
