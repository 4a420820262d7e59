"""Posters (A4): big words, one picture, one QR."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from ibasho.base.ports import pdf
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries.paper_tongue import Pieces, Tongue, frame
from ibasho.rooms.bulletin.rules import paper_words as words
from ibasho.rooms.bulletin.rules.kinds import Purpose
from ibasho.town.areas.models import SchoolDistrict
from ibasho.town.places.models import Place
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.rules.answers import alone_from, needs_adult
from ibasho.town.places.rules.costs import Cost, cost
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.words import describe_all_for_children

TEMPLATE = "bulletin/pdf/poster.typ"
_PAGES = {
    Purpose.TODAY: "/today/", Purpose.DISTRICT: "/calendar/", Purpose.VOICE: "/voices/", Purpose.HELP: "/help/",
    Purpose.SUBSCRIBE: "/subscribe/",
}  # fmt: skip
OF_A_DISTRICT = frozenset({Purpose.TODAY, Purpose.DISTRICT})


@dataclass(frozen=True, slots=True)
class Wall:
    """What a poster is of. `place` goes with PLACE, `district` with DISTRICT and, if wished, TODAY."""

    purpose: Purpose
    place: Place | None = None
    district: SchoolDistrict | None = None


def path(wall: Wall) -> str:
    """The page its QR opens."""
    if wall.purpose is Purpose.PLACE and wall.place is not None:
        return reverse("places:place", args=[wall.place.public_id])
    known = f"?district={wall.district.code}" if wall.district and wall.purpose in OF_A_DISTRICT else ""
    return _PAGES[wall.purpose] + known


def poster(wall: Wall, code: QrCode, tongue: Tongue, day: date) -> bytes:
    """Raises Invalid for a letter no font has."""
    told = data(wall, codes.typed(code), tongue, day)
    return pdf.render(TEMPLATE, told, files=_files(code, told))


def pictures(wall: Wall, code: QrCode, tongue: Tongue, day: date, *, ppi: float = 60) -> list[bytes]:
    """The same as PNG, to look at before printing."""
    told = data(wall, codes.typed(code), tongue, day)
    return pdf.pictures(TEMPLATE, told, files=_files(code, told), ppi=ppi)


def _files(code: QrCode, told: Mapping[str, Any]) -> dict[str, bytes]:
    return {
        "page.svg": codes.svg(code),
        **icons([told["picture"], *(each["picture"] for each in told["facts"])]),
    }


def data(wall: Wall, typed: str, tongue: Tongue, day: date) -> dict[str, Any]:
    """What the template reads."""
    big, below = words.call(wall.purpose, tongue.language)
    heading, above = tongue.said(big), list[Any]()
    if wall.place is not None:
        heading, above = tongue.said(wall.place.name, wall.place.kana), tongue.said(big)
    elif wall.district is not None:
        above = tongue.said(wall.district.name, wall.district.kana) + tongue.said(
            "小学校区" if tongue.is_japanese else ""
        )
    plain = "".join(base for base, _ in heading)
    return {
        **frame(tongue, day), "title": plain, "above": above, "heading": heading, "letters": len(plain),
        "below": tongue.said(below), "picture": _picture(wall), "typed": typed,
        "alt": tongue.told("alt", what=plain), "facts": facts(wall.place, tongue) if wall.place else [],
        **{key: tongue.word(key) for key in ("scan", "type", "spare")},
    }  # fmt: skip


def _picture(wall: Wall) -> str:
    return PlaceKind(wall.place.kind).icon if wall.place else words.PICTURES[wall.purpose]


def facts(place: Place, tongue: Tongue) -> list[dict[str, Any]]:
    """When, alone or not, and what it costs: (picture, words) each."""
    hours = [
        tongue.page_word(line)
        for line in describe_all_for_children(rule.as_opening() for rule in place.opening_rules.all())
    ]
    said = [("clock", line) for line in hours] or [("clock", tongue.word("hour_unknown"))]
    said += [alone(place, tongue), ("yen", fee(cost(place, None), tongue))]
    return [{"picture": picture, "words": told} for picture, told in said]


def alone(place: Place, tongue: Tongue) -> tuple[str, Pieces]:
    known = admission_of(place)
    first = alone_from(known)
    if first is not None:
        return "alone", tongue.word(first.value)
    return ("adult", tongue.word("adult")) if needs_adult(known) else ("question", tongue.word("alone_ask"))


def fee(found: Cost, tongue: Tongue) -> Pieces:
    if found.free:
        return tongue.word("free")
    if found.low is None or found.high is None:
        return tongue.word("fee_ask")
    if found.low == found.high:
        return tongue.word("fee" if found.complete else "fee_varies", yen=tongue.number(found.low))
    return tongue.word("fee_range", low=tongue.number(found.low), high=tongue.number(found.high))
