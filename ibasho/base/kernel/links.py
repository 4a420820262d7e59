"""A link somebody enters by, without a password. Made from the city's secret and the moment it was given, so that a
later mail can carry the same link again, while the database keeps only its hash. A new one kills the old. Pure."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime

from ibasho.base.kernel.codes import ALPHABET

LENGTH = 20  # 87 bits: it opens something by itself
_GROUP = 4


def token(secret: str, purpose: str, public_id: str, given_at: datetime) -> str:
    """The 20 letters of one link. `purpose` keeps the links of one room from opening a page of another."""
    told = f"{purpose}:{public_id}:{given_at.astimezone(UTC).isoformat()}"
    number = int.from_bytes(hmac.digest(secret.encode(), told.encode(), "sha256"), "big")
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)


def token_hash(found: str) -> str:
    return hashlib.sha256(found.encode()).hexdigest()


def grouped(found: str) -> str:
    """`CDFH JKMN …`: as it is read out on the telephone."""
    return " ".join(found[start : start + _GROUP] for start in range(0, len(found), _GROUP))
