"""The icons of the pages, for paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.conf import settings

_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)
_INK, _TINT = "#1a1a1c", "#ffe3a8"


def icons(names: Iterable[str]) -> dict[str, bytes]:
    """{"icon/smile.svg": …}. The pages paint icons by style sheet; on paper every one says its own colours."""
    drawn = _sprite()
    return {f"icon/{name}.svg": drawn[name] for name in set(names)}


@cache
def _sprite() -> dict[str, bytes]:
    text = (settings.BASE_DIR / "frontend" / "icons.svg").read_text(encoding="utf-8")
    return {name: _painted(box, inside) for name, box, inside in _SYMBOL.findall(text)}


def _painted(box: str, inside: str) -> bytes:
    drawn = (
        inside.replace("var(--icon-tint,none)", _TINT)
        .replace("var(--icon-ground,#fff)", "#fff")
        .replace("currentColor", _INK)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="{_INK}" stroke-width="3" '
        f'stroke-linecap="round" stroke-linejoin="round">{drawn}</svg>'
    ).encode()
