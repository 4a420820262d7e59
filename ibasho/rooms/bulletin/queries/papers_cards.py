"""Pocket cards: ten on an A4 with marks for the cutter, all alike: today's page of the district, and a number to ring."""

from __future__ import annotations

from datetime import date
from typing import Any

from ibasho.base.ports import pdf
from ibasho.base.ui.helplines import HELPLINES
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries.paper_tongue import Tongue, frame
from ibasho.town.areas.models import SchoolDistrict

TEMPLATE = "bulletin/pdf/cards.typ"


def cards(district: SchoolDistrict | None, code: QrCode, tongue: Tongue, day: date) -> bytes:
    """Raises Invalid for a letter no font has."""
    return pdf.render(
        TEMPLATE, data(district, codes.typed(code), tongue, day), files={"page.svg": codes.svg(code)}
    )


def pictures(district: SchoolDistrict | None, code: QrCode, tongue: Tongue, day: date) -> list[bytes]:
    """The same as PNG, to look at before printing."""
    told = data(district, codes.typed(code), tongue, day)
    return pdf.pictures(TEMPLATE, told, files={"page.svg": codes.svg(code)}, ppi=70)


def data(district: SchoolDistrict | None, typed: str, tongue: Tongue, day: date) -> dict[str, Any]:
    """What the template reads."""
    near = []
    if district is not None:
        before, after = tongue.told("card_near", district="\0").split("\0")
        near = [*tongue.said(before), *tongue.said(district.name, district.kana), *tongue.said(after)]
    title, line = tongue.told("card"), HELPLINES[0]
    return {
        **frame(tongue, day), "title": title, "heading": tongue.said(title), "near": near, "typed": typed,
        "alt": tongue.told("alt", what=title), "scan": tongue.word("scan"), "ring": tongue.word("card_help"),
        "line": tongue.page_word(line.name), "number": line.number,
    }  # fmt: skip
