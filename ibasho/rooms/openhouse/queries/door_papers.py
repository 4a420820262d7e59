"""What the door prints: a sheet of ten cards, once, while their codes are known."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import segno

from ibasho.base.kernel import wareki
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.rooms.openhouse.models import DoorCard
from ibasho.town.areas.stages import Stage
from ibasho.town.places.models import Place

_QUIET = 4  # modules of white: without them no reader finds the code


def sheet(place: Place, cards: Sequence[tuple[DoorCard, str]], *, made_on: date) -> bytes:
    """A4 with ten cards, each with its code. Raises Invalid `pdf.letter` for a name with a letter no font has."""
    first, _code = cards[0]
    data = {
        "title": "入口カード", "day": made_on.isoformat(), "alt": "入口で かざす QRコード", "name": pieces("入口カード"),
        "place": place.name, "stage": Stage(first.stage).label,
        "how": pieces("来たときと 帰るときに、入口で かざしてね。名前は 入っていないよ。"),
        "until": pieces(f"{wareki.long_label(first.ends_on)}まで"),
        "cards": [
            {"number": number, "shown": shown(code), "label": card.public_id}
            for number, (card, code) in enumerate(cards)
        ],
    }  # fmt: skip
    files = {f"qr/{number}.svg": qr(code) for number, (_card, code) in enumerate(cards)}
    return pdf.render("openhouse/pdf/door_cards.typ", data, files=files)


def shown(code: str) -> str:
    """`CDFH-JKMN-PQRT`"""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def qr(text: str) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=_QUIET)
    return out.getvalue()


def qr_inline(address: str) -> str:
    """For a page: an SVG that needs no other file."""
    return segno.make(address, error="m", micro=False).svg_inline(border=_QUIET, omitsize=True, light="#fff")
