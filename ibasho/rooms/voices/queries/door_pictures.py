"""Pictures for paper: the icons of the pages, one file each, and the QR of an address."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from functools import cache

import segno
from django.conf import settings
from django.utils.safestring import SafeString

_SYMBOL = re.compile(r'<symbol id="([a-z]+)" viewBox="([^"]+)">(.*?)</symbol>', re.S)
_INK, _TINT = "#1a1a1c", "#ffe3a8"
_QUIET = 4  # modules of white around a QR: without them no reader finds it


def qr(text: str) -> bytes:
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=_QUIET, xmldecl=False, dark="#000", light="#fff")
    return out.getvalue()


def qr_inline(text: str) -> SafeString:
    """For a page."""
    drawn = segno.make(text, error="m", micro=False)
    return SafeString(drawn.svg_inline(omitsize=True, border=2, light="#fff"))


def icons(names: Iterable[str]) -> dict[str, bytes]:
    """{"icon/game.svg": …} of those that exist: a choice without a picture is a choice with words."""
    known = _sprite()
    return {f"icon/{name}.svg": known[name] for name in set(names) if name in known}


@cache
def _sprite() -> dict[str, bytes]:
    """The pages paint icons by style sheet; on paper every one says its own colours."""
    text = (settings.BASE_DIR / "frontend" / "icons.svg").read_text(encoding="utf-8")
    found = {}
    for name, box, drawn in _SYMBOL.findall(text):
        inside = drawn.replace("var(--icon-tint,none)", _TINT).replace("currentColor", _INK)
        found[name] = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="{_INK}" stroke-width="3" '
            f'stroke-linecap="round" stroke-linejoin="round">{inside}</svg>'
        ).encode()
    return found
