"""Pages that belong to no single room."""

from __future__ import annotations

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from ibasho.base.kernel import clock
from ibasho.base.ui import doors

WORKER_SILENT_AFTER = timedelta(minutes=3)


@doors.child
def health(request: HttpRequest) -> JsonResponse:
    """Says whether database and worker are well: 200 when both are, 503 with the reason otherwise."""
    state = {"database": _database(), "worker": _worker()}
    well = all(word == "ok" for word in state.values())
    return JsonResponse({"status": "ok" if well else "unwell", **state}, status=200 if well else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return "unreachable"
    return "ok"


def _worker() -> str:
    """A procrastinate worker keeps a heartbeat in the database."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select max(last_heartbeat) from procrastinate_workers")
            (beat,) = cursor.fetchone()
    except DatabaseError:
        return "unknown"
    if beat is None or clock.now() - beat > WORKER_SILENT_AFTER:
        return "silent"
    return "ok"
