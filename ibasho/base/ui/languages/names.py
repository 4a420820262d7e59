"""Names of places and people on a page of another language: they stay Japanese, and how they are said follows."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ibasho.base.kernel.romaji import romaji

_JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")


def named(name: str, kana: str) -> SafeString:
    """`みどり食堂 (Midori Shokudo)`; without kana, or where nothing is Japanese, the name alone."""
    if not _JAPANESE.search(name):
        return format_html("{}", name)
    said = romaji(kana)
    marked = format_html('<span lang="ja">{}</span>', name)
    if not said or _JAPANESE.search(said):
        return marked
    return format_html('<span>{} <span lang="en">({})</span></span>', marked, said)
