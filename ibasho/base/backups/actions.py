"""What became of a backup is written into the journal of the copy it is of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor

NOUN = "backups.Backup"


@transaction.atomic
def note(*, deed: str, label: str, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    """`deed`: take, verify, drill, restore. Only good ends are noted: silence is what alarms."""
    journal.record(
        f"backups.backup.{deed}",
        noun=NOUN,
        object_id=deed,
        by=by,
        at=at,
        data={"label": label, **(data or {})},
    )
