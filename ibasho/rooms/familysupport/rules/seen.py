"""The stamp of what somebody was shown: a button that says yes sends it back, so that no yes is taken to anything else."""

from __future__ import annotations

import hashlib
import json

from ibasho.base.kernel.errors import Conflict

UNSEEN = "-"  # of a page that sent none


def stamp(*told: object) -> str:
    """The same for the same JSON values: 12 letters."""
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def require(seen: str, now: str, *, code: str, sentence: str) -> None:
    """Conflict unless what was seen is what stands now."""
    if seen != now:
        raise Conflict(code, sentence)
