"""The icons of the pages, for paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings

_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)
_INK, _TINT, _GROUND = "#1a1a1c", "#ffe3a8", "#fff"


def icons(names: Iterable[str]) -> dict[str, bytes]:
    """{"icon/smile.svg": …} of those that exist: a choice without a picture is a choice with words."""
    drawn = _sprite()
    return {f"icon/{name}.svg": drawn[name] for name in set(names) if name in drawn}


@cache
def _sprite() -> dict[str, bytes]:
    text = (settings.BASE_DIR / "frontend" / "icons.svg").read_text(encoding="utf-8")
    return {name: _painted(box, inside) for name, box, inside in _SYMBOL.findall(text)}


def _painted(box: str, inside: str) -> bytes:
    """The pages paint icons by style sheet; on paper every one says its own colours."""
    for variable, colour in (
        ("var(--icon-tint,none)", _TINT), ("var(--icon-ground,#fff)", _GROUND), ("currentColor", _INK),
    ):  # fmt: skip
        inside = inside.replace(variable, colour)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="{_INK}" stroke-width="3" '
        f'stroke-linecap="round" stroke-linejoin="round">{inside}</svg>'
    ).encode()
