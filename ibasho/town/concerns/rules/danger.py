"""Words that must reach the こども家庭センター and nobody else: a child in danger, or hurt by an adult. Pure."""

from __future__ import annotations

import re

from ibasho.town.concerns.rules.kinds import Kind

_DANGER = re.compile(
    r"[死し]にたい|消えたい|きえたい|なぐられ|殴られ|たたかれ|叩かれ|けられ|蹴られ|ぬがされ|脱がされ|"
    r"帰りたくない|かえりたくない|うちに(?:いる|かえる)のが(?:こわ|怖)"
)


def kind_of(text: str) -> Kind | None:
    """DANGER or ADULT where the words say so, None for everything else. Asked once, when the words are given."""
    return Kind.DANGER if _DANGER.search(text) else None
