"""The hand-out of a school: three to five places its children can walk to, on one A4, without a map."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image

from ibasho.base.ports import pdf
from ibasho.base.ui.paper_icons import icons
from ibasho.rooms.bulletin.models import QrCode
from ibasho.rooms.bulletin.queries import codes
from ibasho.rooms.bulletin.queries.paper_places import Near, Reach
from ibasho.rooms.bulletin.queries.paper_tongue import Pieces, Tongue, frame
from ibasho.rooms.bulletin.queries.papers_poster import alone, fee
from ibasho.town.places.models import Photo, Place
from ibasho.town.places.rules.costs import cost
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.words import describe_all_for_children

TEMPLATE = "bulletin/pdf/handout.typ"
Row = list[tuple[str, Pieces]]
PLACES_MAX = 5
PHOTO_SIDE = 480  # pixels: sharp enough at 34 mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """One district's hand-out. `photos`: place → a JPEG and its words, of those the city has approved."""

    reach: Reach
    code: QrCode
    chosen: tuple[Near, ...]
    photos: dict[int, tuple[bytes, str]]


def sheet(reach: Reach, code: QrCode) -> Sheet:
    """The nearest places first, as different in kind as they come; one that says no hours only where others lack."""
    chosen = (*choose(reach.near), *reach.further)
    rows = Photo.objects.filter(
        approved_at__isnull=False, place__in=[one.place.pk for one in chosen]
    ).order_by("-added_at")
    return Sheet(reach, code, chosen, {row.place_id: (_jpeg(row), row.words) for row in rows})


def choose(near: Sequence[Near]) -> tuple[Near, ...]:
    """At most five: first the nearest of every kind, then the next ones; in the order of their way."""
    first_of_kind = {one.place.kind: one for one in reversed(near)}
    firsts = [one for one in near if first_of_kind[one.place.kind] is one]
    order = [*firsts, *(one for one in near if first_of_kind[one.place.kind] is not one)]
    keys = {one.place.pk for one in order[:PLACES_MAX]}
    return tuple(one for one in near if one.place.pk in keys)


def _jpeg(row: Photo) -> bytes:
    out = io.BytesIO()
    with row.file.open("rb") as file, Image.open(file) as picture:
        small = picture.convert("RGB")
        small.thumbnail((PHOTO_SIDE, PHOTO_SIDE))
        small.save(out, "JPEG", quality=82)
    return out.getvalue()


def handouts(found: Sequence[Sheet], tongue: Tongue, day: date) -> bytes:
    """One PDF, a page for each district. Raises Invalid for a letter no font has."""
    told = data(found, tongue, day)
    return pdf.render(TEMPLATE, told, files=_files(found, told))


def pictures(found: Sequence[Sheet], tongue: Tongue, day: date) -> list[bytes]:
    """The same as PNG, to look at before printing."""
    told = data(found, tongue, day)
    return pdf.pictures(TEMPLATE, told, files=_files(found, told), ppi=90)


def _files(found: Sequence[Sheet], told: dict[str, Any]) -> dict[str, bytes]:
    photos = {f"photo/{key}.jpg": photo for one in found for key, (photo, _) in one.photos.items()}
    used = {
        fact["picture"]
        for sheet in told["sheets"]
        for one in sheet["places"]
        for row in one["facts"]
        for fact in row
    }
    used |= {one["picture"] for sheet in told["sheets"] for one in sheet["places"]}
    return {**{f"qr/{at}.svg": codes.svg(one.code) for at, one in enumerate(found)}, **photos, **icons(used)}


def data(found: Sequence[Sheet], tongue: Tongue, day: date) -> dict[str, Any]:
    """What the template reads."""
    title = tongue.told("handout")
    return {
        **frame(tongue, day), "title": title, "heading": tongue.said(title), "call": tongue.word("handout_call"),
        "words": {key: tongue.word(key) for key in ("scan", "type", "handout_none")},
        "alt": tongue.told("alt", what=title), "sheets": [_sheet(one, tongue) for one in found],
    }  # fmt: skip


def _sheet(one: Sheet, tongue: Tongue) -> dict[str, Any]:
    district = one.reach.district
    before, after = tongue.told("handout_for", district="\0").split("\0")
    return {
        "to": [*tongue.said(before), *tongue.said(district.name, district.kana), *tongue.said(after)],
        "typed": codes.typed(one.code), "places": [_place(near, one, tongue) for near in one.chosen],
    }  # fmt: skip


def _place(near: Near, sheet: Sheet, tongue: Tongue) -> dict[str, Any]:
    place, kind = near.place, PlaceKind(near.place.kind)
    photo = sheet.photos.get(place.pk)
    return {
        "name": tongue.said(place.name, place.kana), "kind": tongue.page_word(kind.child_label), "picture": kind.icon,
        "photo": f"photo/{place.pk}.jpg" if photo else None, "photo_words": photo[1] if photo else "",
        "facts": [_row(row) for row in _facts(near, near in sheet.reach.further, tongue) if any(said for _, said in row)],
    }  # fmt: skip


def _row(row: Row) -> list[dict[str, Any]]:
    return [{"picture": picture, "words": said} for picture, said in row if said]


def _facts(near: Near, far: bool, tongue: Tongue) -> list[Row]:
    """Line by line."""
    place = near.place
    lines = describe_all_for_children(rule.as_opening() for rule in place.opening_rules.all())
    hours: list[Row] = [[("clock", tongue.page_word(line))] for line in lines] or [
        [("clock", tongue.word("hour_unknown"))]
    ]
    return [
        *hours, [("walk", _walk(near, tongue)), ("adult", tongue.word("far")) if far else alone(place, tongue), ("yen", fee(cost(place, None), tongue))],
        [("pin", _way(place, tongue)), ("phone", [(place.phone, None)] if place.phone else [])],
    ]  # fmt: skip


def _walk(near: Near, tongue: Tongue) -> Pieces:
    if near.minutes is None:
        return []
    about = tongue.told("about") if near.minutes.estimate else ""
    return tongue.said(tongue.told("walk", n=near.minutes.value) + about)


def _way(place: Place, tongue: Tongue) -> Pieces:
    """In words, without a map: how the place itself tells it, else where it stands."""
    return tongue.said(
        place.access_note or " ".join(filter(None, (place.address or place.town_name, place.building)))
    )
