"""Papers and codes, beside the ground of bulletin."""

from __future__ import annotations

from datetime import date
from typing import Any

from ibasho.rooms.bulletin.actions import codes
from ibasho.rooms.bulletin.models import QrCode, QrOpens
from ibasho.rooms.bulletin.rules.kinds import Paper, Purpose
from tests import make
from tests.rooms.bulletin.ground import Ground


def code(made: Ground, **changed: Any) -> QrCode:
    """The poster of みどり食堂, printed by its own lead."""
    told: dict[str, Any] = {
        "purpose": Purpose.PLACE, "paper": Paper.POSTER, "path": f"/places/{made.place.public_id}/", "place": made.place,
        "by": made.people.by(made.people.hana), "at": make.AT,
    }  # fmt: skip
    return codes.give(**{**told, **changed})


def opened(row: QrCode, day: date, times: int) -> QrOpens:
    return QrOpens.objects.create(qr=row, day=day, times=times)
