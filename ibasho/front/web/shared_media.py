"""Whether the folder of photos is the one all machines have: a mark lies in it, and all of them know what it says.

Whoever asks first puts it there. A machine that forgot its mount has another folder, without it: photos sent there would be
seen by nobody who is answered by another machine.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.core.cache import cache

from ibasho.base.kernel.errors import Unavailable

MARK = ".shared-by-all-machines"
KEY = "web.media.mark"


def word(folder: str | Path) -> str:
    """ok · not-shared · read-only."""
    known, found = cache.get(KEY), _read(Path(folder))
    if found is None:
        return _begin(Path(folder)) if known is None else "not-shared"
    if known is None:
        cache.set(KEY, found, None)
    elif known != found:
        return "not-shared"
    return "ok" if os.access(folder, os.W_OK) else "read-only"


def _begin(folder: Path) -> str:
    """The first to look marks its folder; of two at once one does, and the other finds it next time."""
    told = secrets.token_hex(16)
    try:
        if not cache.add(KEY, told, None):
            return "not-shared"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).write_text(told, encoding="ascii")
    except Unavailable:
        return "ok"  # nobody can say; that the database is ill is said elsewhere
    except OSError:
        cache.delete(KEY)
        return "read-only"
    return "ok"


def _read(folder: Path) -> str | None:
    try:
        return (folder / MARK).read_text(encoding="ascii")
    except OSError:
        return None
