"""The drill: the newest backup is restored into an empty folder, proved, measured, and thrown away."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings

from ibasho.base.backups import restoring
from ibasho.base.backups.place import Place
from ibasho.base.backups.recovering import Server
from ibasho.base.backups.restoring import Tell
from ibasho.base.backups.store import Manifest
from ibasho.base.kernel.errors import Unavailable

RTO_SECONDS = 3600
RPO_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Drilled:
    """`rto_s`: from the command to a database that may be opened. `rpo_s`: how much of the running copy's newest writing did
    not come back, None where it does not run (after a real loss nobody can ask)."""

    label: str
    rto_s: float
    rpo_s: float | None
    segments: int
    files: int
    head: str


def drill(place: Place, *, at: datetime, tell: Tell, folder: Path | None = None) -> Drilled:
    """Raises what a restore raises. `folder`: where there is room for all of it."""
    running, came_back = _written_in(place), Came()
    made = Path(tempfile.mkdtemp(prefix="ibasho-drill-", dir=folder))
    made.chmod(0o711)  # whoever PostgreSQL runs as finds its own folder below
    settle = restoring.settle(place, None)

    def look(server: Server, told: Manifest) -> None:
        with server.connect(database()) as connection:
            came_back.newest = _ask(connection, _NEWEST)
            settle(server, told)
            came_back.head = _ask(connection, _HEAD) or ""

    began = time.monotonic()
    try:
        found = restoring.restore(
            place, data=made / "data", media_folder=made / "media", until=None, at=at, tell=tell, look=look
        )
    finally:
        shutil.rmtree(made, ignore_errors=True)
    took = time.monotonic() - began
    return Drilled(
        found.label, took, _lost(running, came_back.newest), found.segments, found.files, came_back.head
    )


@dataclass(slots=True)
class Came:
    newest: datetime | None = None
    head: str = ""


_NEWEST = "select max(at) from journal_entry"
_HEAD = "select hash from journal_seal order by position desc limit 1"


def _written_in(place: Place) -> datetime | None:
    """When the running copy was last written in; None where it does not run."""
    try:
        with place.connect() as server:
            found: datetime | None = _ask(server, _NEWEST)
    except Unavailable:
        return None
    return found


def _lost(running: datetime | None, restored: datetime | None) -> float | None:
    if running is None or restored is None:
        return None
    return max((running - restored).total_seconds(), 0.0)


def _ask(connection: psycopg.Connection[Any], query: LiteralString) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


def database() -> str:
    return str(settings.DATABASES["default"]["NAME"])
