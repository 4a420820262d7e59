"""How full the disks are that this machine sees: that of photos, of the demo's own database, and those the city names in
IBASHO_DISKS (where PostgreSQL runs beside the web process: its data, its WAL; the folder of logs)."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings

FILLING, FULL = 0.80, 0.97  # of the room that is not kept for root


def used() -> float:
    """The share that is taken of the fullest of them, 0 to 1. A folder that is not there is nobody's trouble here."""
    return max((_used(Path(folder)) for folder in settings.DISKS), default=0.0)


def word() -> str:
    """ok · filling (four fifths are taken: somebody should make room) · full."""
    share = used()
    if share >= FULL:
        return "full"
    return "filling" if share >= FILLING else "ok"


def _used(folder: Path) -> float:
    try:
        found = shutil.disk_usage(folder)
    except OSError:
        return 0.0
    room = found.used + found.free
    return found.used / room if room else 0.0
