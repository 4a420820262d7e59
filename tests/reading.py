"""A page as people read it."""

from __future__ import annotations

import html
import re
from typing import Any


def words(response: Any) -> str:
    """Without tags and readings, each gap one space."""
    assert response.status_code == 200, response.status_code
    found = re.sub(r"<rp>.*?</rp>|<rt.*?</rt>|<[^>]+>", "", response.content.decode())
    return re.sub(r"\s+", " ", html.unescape(found))
