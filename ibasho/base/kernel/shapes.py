"""What a machine sends: an object with these fields and no other (trust statement 17)."""

from __future__ import annotations

from typing import Any


def only(told: object, *fields: str) -> dict[str, Any]:
    """`told`, if it is an object that has no field but `fields`; not all of them need be there. Raises ValueError."""
    if not isinstance(told, dict):
        raise ValueError("no object")
    strange = sorted(str(name)[:40] for name in told if name not in fields)
    if strange:
        raise ValueError(f"unknown fields: {', '.join(strange[:5])}")
    return told
