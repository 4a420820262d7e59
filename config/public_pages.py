"""How old a public page may be, and where processes of one machine lend each other what they made (ui/page_cache)."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from config import env

SECONDS_MAX = 8


def seconds(otherwise: int) -> int:
    """0: each page is made anew."""
    wanted = env.number("PUBLIC_PAGE_SECONDS", otherwise)
    if wanted > SECONDS_MAX:
        raise env.ConfigurationError(
            f"PUBLIC_PAGE_SECONDS: at most {SECONDS_MAX}; what is open now must not be told from yesterday"
        )
    return wanted


def folder(*known: object) -> Path:
    """One for all processes that know the same: secret, database, place of the code. It is made 0700."""
    name = hashlib.sha256(repr(known).encode()).hexdigest()[:16]
    return Path(env.text("IBASHO_CACHE", f"/var/tmp/ibasho-{os.getuid()}")) / f"pages-{name}"  # noqa: S108
