"""What waits for a person: notices."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return []
