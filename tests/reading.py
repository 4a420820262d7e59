"""A page as people read it."""

from __future__ import annotations

import html
import re
from typing import Any

_READING = re.compile(r"<r[pt]\b.*?</r[pt]>|</?ruby>|<wbr>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_GAP = re.compile(r"\s+")


def bare(page: str) -> str:
    """Without the readings above its words; all other tags stay."""
    return _READING.sub("", page)


def plain(page: str, *, gap: str = "") -> str:
    """Without readings and tags, each gap one space; `gap` stands where a tag stood."""
    return _GAP.sub(" ", _TAG.sub(gap, bare(page)))


def words(response: Any) -> str:
    """An answer 200 as it is read, its signs as they look."""
    assert response.status_code == 200, response.status_code
    return _GAP.sub(" ", html.unescape(plain(response.content.decode())))
