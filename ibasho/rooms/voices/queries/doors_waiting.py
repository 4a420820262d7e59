"""What waits for a person: stalls of a past day whose link still opens the counter."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.queries import doors
from ibasho.town.people.permissions import Permission


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For who manages hearings: a link that lies in a phone for months is one nobody thinks of."""
    if not policies.may(by, Permission.VOICES_MANAGE, at=at):
        return []
    found = doors.stalls_left(clock.day(at))
    if not found:
        return []
    return [
        Waiting(
            "おわった 出店の リンクを しめる", len(found), "voices:desk_hearings", "noren", oldest=found[0].on
        )
    ]
