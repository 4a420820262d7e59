"""A giver's logo, drawn anew: nothing of the file but its picture is kept. Pure."""

from __future__ import annotations

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.photos import redrawn as photo

BYTES_MAX = 5 * 1024 * 1024


def redrawn(data: bytes) -> bytes:
    """WebP without EXIF. Raises Invalid for what is no picture, or larger than five megabytes."""
    try:
        if 0 < len(data) <= BYTES_MAX:
            return photo(data)
    except Invalid as error:
        raise _unreadable() from error
    raise _unreadable()


def _unreadable() -> Invalid:
    sentence = "ロゴとして 読めませんでした。JPEG・PNG・WebP の 画像で、5MBまでに してください。"
    return Invalid("logo.unreadable", sentence, fields={"logo": sentence})
