"""What the copy says of itself, to who watches it (`/healthz`) and to what stands before its web machines (`/readyz`).

Words only: nothing about machines, versions or numbers, for anybody may ask.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, InterfaceError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from ibasho.base.backups import queries as backups
from ibasho.base.kernel import clock
from ibasho.base.ui import doors
from ibasho.front.web import disks, shared_media

COMMIT_WAITS_SECONDS = 3
JOB_LATE_MINUTES = 30
WELL = frozenset(
    {"ok", "filling", "old"}
)  # the last two are warnings: somebody should look, nobody is turned away
# One statement: whether writes are refused here; whether a replica is asked for and none listens, or a commit of ours has
# been waiting for it (a role sees its own sessions).
_DATABASE = """
    select pg_is_in_recovery() or current_setting('transaction_read_only')::bool,
           (current_setting('synchronous_standby_names') <> '' and not exists (select 1 from pg_stat_replication))
           or exists (select 1 from pg_stat_activity where usename = current_user and wait_event = 'SyncRep'
                      and now() - state_change > %s * interval '1 second')
"""
# Whether a worker beats, and whether something waits although its time came long ago.
_WORKER = """
    select (select max(last_heartbeat) > now() - %s * interval '1 second' from procrastinate_workers),
           exists (select 1 from procrastinate_jobs job join procrastinate_events event on event.job_id = job.id
                   where job.status = 'todo' and event.type in ('deferred', 'deferred_for_retry')
                   and greatest(event.at, job.scheduled_at) < now() - %s * interval '1 minute')
"""


@doors.child
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 while database, worker, folder of photos and disks are well, 503 with the reason otherwise. A disk that is
    `filling` and a last good backup that is `old` are warnings: all still works, so it stays 200."""
    database = database_word()
    there = database != "unreachable"
    state = {
        "database": database,
        "worker": worker_word() if there else "unknown",
        "media": media_word() if there else "unknown",
        "disk": disks.word(),
        "backup": backup_word() if there else "unknown",
    }
    well = all(word in WELL for word in state.values())
    return JsonResponse({"status": "ok" if well else "unwell", **state}, status=200 if well else 503)


@doors.child
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 while this machine can answer people. A silent worker or a late replica is everybody's trouble: no reason to
    send people away from this machine to one that has it as well."""
    word = database_word()
    return JsonResponse({"database": word}, status=503 if word == "unreachable" else 200)


def database_word() -> str:
    """ok · read-only · waiting (commits wait for a replica that is not there) · unreachable."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_DATABASE, [COMMIT_WAITS_SECONDS])
            read_only, waiting = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return "unreachable"
    if read_only:
        return "read-only"
    return "waiting" if waiting else "ok"


def worker_word() -> str:
    """ok · silent (no worker beats) · late (one beats, but something has been waiting for half an hour) · unknown."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WORKER, [settings.WORKER_SILENT_SECONDS, JOB_LATE_MINUTES])
            beats, late = cursor.fetchone()
    except (DatabaseError, InterfaceError):
        return "unknown"
    if not beats:
        return "silent"
    return "late" if late else "ok"


def backup_word() -> str:
    """ok · old (no good backup of this city's copy for a day) · unknown."""
    try:
        return "old" if backups.is_overdue(clock.now()) else "ok"
    except (DatabaseError, InterfaceError):
        return "unknown"


def media_word() -> str:
    """ok · not-shared (not the folder the other machines have) · read-only."""
    if not isinstance(default_storage, FileSystemStorage):
        return "ok"
    return shared_media.word(Path(default_storage.location))
