"""What stands on the page 「おしらせ」: notices, and what other nouns of this room add (活動だより)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Notice
from ibasho.rooms.bulletin.queries import notices
from ibasho.rooms.bulletin.queries.options import PICTURES
from ibasho.town.places.datasets.syndication import Channel, Item
from ibasho.town.places.queries.directory import absolute, licence
from ibasho.town.places.queries.feeds import host

ITEMS_MAX = 50
_SINCE = date(2026, 11, 1)  # the day in our tag URIs: fixed for ever


@dataclass(frozen=True, slots=True)
class Line:
    """`path` is its own page; `photo` the address of a picture, or empty."""

    at: datetime
    title: str
    words: str
    path: str
    label: str
    icon: str
    photo: str = ""
    is_over: bool = False


Source = Callable[[list[str], int], list[Line]]  # (districts, how many at most) → newest first
_sources: list[Source] = []


def add(source: Source) -> None:
    """Another noun's lines on the page."""
    if source not in _sources:
        _sources.append(source)


def lines(districts: list[str]) -> list[Line]:
    """Newest first, of all nouns; for these districts and for everybody."""
    found = [line for source in (of_notices, *_sources) for line in source(districts, ITEMS_MAX)]
    return sorted(found, key=lambda line: line.at, reverse=True)[:ITEMS_MAX]


def of_notices(districts: list[str], most: int) -> list[Line]:
    return [_line(row) for row in notices.of_district(notices.public(), districts)[:most]]


def channel(districts: list[str], own_url: str) -> Channel:
    """The newest fifty for readers of feeds, of all nouns; a notice that was stopped leaves them."""
    rows = notices.of_district(notices.public().filter(state__in=notices.OUT), districts)[:ITEMS_MAX]
    others = (line for source in _sources for line in source(districts, ITEMS_MAX))
    items = [*(_item(row) for row in rows), *(_item_of(line) for line in others)]
    codes = "+".join(districts)
    return Channel(
        title=f"{settings.IBASHO_CITY['name']} こどもの居場所 おしらせ",
        words="急な お休み、あたらしい居場所、市からの おしらせ、活動だより",
        url=absolute(reverse("bulletin:news")),
        own_url=own_url,
        uid=f"tag:{host()},{_SINCE}:notices{':' if codes else ''}{codes}",
        rights=f"{licence()['attribution']}, {licence()['licence']}",
        items=tuple(sorted(items, key=lambda item: item.at, reverse=True)[:ITEMS_MAX]),
    )


def _line(row: Notice) -> Line:
    return Line(
        at=row.broadcast.started_at, title=row.title, words=row.words, label=row.get_kind_display(),
        path=reverse("bulletin:news_one", args=[row.public_id]), icon=PICTURES.get(row.kind, "bell"),
        is_over=row.state not in notices.OUT,
    )  # fmt: skip


def _item(row: Notice) -> Item:
    return Item(
        uid=f"tag:{host()},{_SINCE}:notice/{row.public_id}/{clock.day(row.broadcast.started_at)}",
        at=row.changed_at or row.broadcast.started_at,
        title=row.title,
        words=row.words,
        url=absolute(reverse("bulletin:news_one", args=[row.public_id])),
    )


def _item_of(line: Line) -> Item:
    """Its own page names it: one noun's page is never another's."""
    uid = f"tag:{host()},{_SINCE}:{line.path.strip('/')}"
    return Item(uid=uid, at=line.at, title=line.title, words=line.words, url=absolute(line.path))
