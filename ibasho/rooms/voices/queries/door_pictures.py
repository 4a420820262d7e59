"""The QR of an address, for paper and for a page."""

from __future__ import annotations

import io

import segno
from django.utils.safestring import SafeString

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
