"""Whose pages may show ours in a frame. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_ORIGIN = re.compile(r"https://[a-z0-9.-]+(:\d{1,5})?", re.ASCII)


def origins(told: Iterable[str]) -> tuple[str, ...]:
    """Those that are written as an origin: `https://www.city.example.jp`. Anything else would be read as another rule of
    the header and is left out."""
    tidy = (one.strip().rstrip("/").lower() for one in told)
    return tuple(one for one in tidy if _ORIGIN.fullmatch(one))


def unreadable(told: Iterable[str]) -> tuple[str, ...]:
    """What was written into the setting and is no origin."""
    return tuple(one for one in told if not origins([one]))


def ancestors(told: Iterable[str]) -> list[str]:
    """For `frame-ancestors`: ourselves (the preview at the desk), and those."""
    return ["'self'", *origins(told)]
