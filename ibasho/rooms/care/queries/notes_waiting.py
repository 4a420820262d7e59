"""What waits: nothing that a list for the city may show. That thanks came stands on the writer's own home page alone
(views/home)."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    return []
