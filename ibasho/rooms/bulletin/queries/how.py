"""しくみ: its true figures of this city, and the A4."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count

from ibasho.base.kernel import clock
from ibasho.base.ports import pdf
from ibasho.base.ui.furigana import pieces
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries.how_words import How
from ibasho.rooms.bulletin.rules.kinds import Audience
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import PlaceKind

KINDS_MAX = 6


@dataclass(frozen=True, slots=True)
class Counted:
    """How many places of a kind anybody may go to."""

    kind: PlaceKind
    count: int


def figures() -> list[Counted]:
    """The most frequent kinds, in one statement; empty where the city has no places yet."""
    rows = published.open_to_all().order_by().values_list("kind").annotate(count=Count("pk"))
    return [Counted(PlaceKind(kind), count) for kind, count in rows.order_by("-count", "kind")[:KINDS_MAX]]


def paper(how: How, code: QrCode, *, at: datetime) -> bytes:
    """A4 with one QR. Furigana on the child's. Raises Invalid for a letter no font has."""
    childs = how.audience is Audience.CHILD
    data: dict[str, Any] = {
        "title": str(how.title), "day": clock.day(at).isoformat(), "heading": _said(how.title, childs),
        "lead": _said(how.lead, childs), "parts": [
            {"picture": part.picture, "heading": _said(part.heading, childs), "lines": [_said(line, childs) for line in part.lines]}
            for part in how.parts
        ],
        "figures": [[_said(_name(one.kind, childs), childs), one.count] for one in figures()],
        "unit": _said("か所", childs), "counted": _said("いま のっている ところ", childs),
        "call": _said("ここから 見られます", childs), "alt": "しくみの ページを ひらく QRコード", "site": codes.typed(code),
        "who": _who(), "picture": how.picture,
    }  # fmt: skip
    files = {"page.svg": codes.svg(code), **icons([how.picture, *(part.picture for part in how.parts)])}
    return pdf.render("bulletin/pdf/how.typ", data, files=files)


def _name(kind: PlaceKind, childs: bool) -> str:
    return kind.child_label if childs else kind.label


def _said(words: object, childs: bool) -> list[tuple[str, str | None]]:
    return pieces(str(words)) if childs else [(str(words), None)]


def _who() -> str:
    city = settings.IBASHO_CITY
    return f"{city['name']} {city['department']} {city.get('phone', '')}".strip()
