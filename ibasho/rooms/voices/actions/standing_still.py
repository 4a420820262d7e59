"""Who waits for whom: many answer at once; while answers are poured out, nobody of that hearing answers.

Locks of the transaction, not of rows: they leave no trace in any table, and whoever waited sees the new rows."""

from __future__ import annotations

import uuid

from django.db import connection

_HEARING = 0x766F6963  # "voic": the first half of these locks' keys


def answering(hearing_id: int, envelope: uuid.UUID) -> None:
    """Beside all others who answer; alone with this envelope, so that sent twice it is one."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(%s, %s)", [_HEARING, hearing_id % 2**31])
        number = int.from_bytes(envelope.bytes[:8], "big", signed=True)
        cursor.execute("select pg_advisory_xact_lock(%s)", [number])


def pouring(hearing_id: int) -> None:
    """Alone: answers begun before are there, later ones come when the rows stand."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_HEARING, hearing_id % 2**31])
