"""A visit becomes agreed."""

from __future__ import annotations

from datetime import datetime

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.familysupport.models import Member, Visit


def decide(*, visit: Visit, provider: Member, by: Actor, at: datetime) -> Visit:
    raise NotImplementedError
