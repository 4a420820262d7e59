"""What waits: where notes never come from; members of the 要対協; the centre's settings."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return []
