"""The sizes in which the photo of a story is kept. Pure."""

from __future__ import annotations

import io

from PIL import Image

SMALL_SIDE = 480  # pixels: lists and the panel of a place
_SMALL = "-s.webp"


def small(drawn: bytes) -> bytes:
    """Of a WebP that was drawn anew, the one for lists."""
    picture = Image.open(io.BytesIO(drawn))
    picture.thumbnail((SMALL_SIDE, SMALL_SIDE))
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=76, method=4)
    return out.getvalue()


def small_name(name: str) -> str:
    """`stories/CODE.webp` → `stories/CODE-s.webp`."""
    return name.removesuffix(".webp") + _SMALL


def for_paper(drawn: bytes) -> bytes:
    """JPEG, for typst."""
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn)).convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()
