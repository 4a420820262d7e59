"""Rooms whose messages the desk's list of unsent ones does not show: that there is one would tell that something came.

A room says so in its apps.py, by the name its event keys begin with; it shows its own people what did not arrive."""

from __future__ import annotations

_ROOMS: set[str] = set()


def keep_from_desk(room: str) -> None:
    _ROOMS.add(f"{room}.")


def rooms() -> tuple[str, ...]:
    return tuple(sorted(_ROOMS))
