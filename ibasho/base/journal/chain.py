"""The hash chain, pure: from the hash before and an entry's content to the next hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64
_CANONICAL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def next_hash(before: str, content: Mapping[str, Any]) -> str:
    """SHA-256 over the hash before and the entry as canonical JSON (sorted keys, UTF-8)."""
    return hashlib.sha256(f"{before}\n{_CANONICAL.encode(content)}".encode()).hexdigest()
