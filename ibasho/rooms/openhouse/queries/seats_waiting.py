"""What waits for a person: seats. A card 「おしえて」 is for the grown-up in the room, so it stands on the groups' home."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Waiting


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """Nothing at the city's desk."""
    return []
