"""News of the directory, read from the journal: new places, new hours, sudden closures. It names places, never people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock, wareki
from ibasho.town.places.datasets.syndication import Channel, Item
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.queries.directory import absolute, licence, page_of
from ibasho.town.places.queries.feeds import host
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL

ITEMS_MAX = 50
LOOK_BACK = timedelta(days=90)
_ENTRIES_MAX = 2_000  # a big import writes thousands of entries in one night
_SINCE = date(2026, 1, 1)  # the day in our tag URIs: fixed for ever, so that no reader sees old news twice


@dataclass(frozen=True, slots=True)
class _Kind:
    """`tells` decides by the journal's data whether an entry of this verb is news."""

    title: str
    words: Callable[[dict[str, Any]], str]
    tells: Callable[[dict[str, Any]], bool] = lambda data: True


def _closed(data: dict[str, Any]) -> str:
    first, last = (date.fromisoformat(data[name]) for name in ("first", "last"))
    if first == last:
        return _("%(day)sは お休みです。") % {"day": wareki.day_label(first)}
    return _("%(first)sから %(last)sまで お休みです。") % {
        "first": wareki.day_label(first),
        "last": wareki.day_label(last),
    }


_NEW = _Kind("あたらしい居場所: {}", lambda data: _("居場所の 一覧に 入りました。"))
_KINDS = {
    "places.place.create": _Kind(_NEW.title, _NEW.words, lambda data: data.get("state") == "published"),
    "places.place.publish": _NEW,
    "places.place.change": _Kind(
        "時間が かわりました: {}",
        lambda data: _("あく時間が かわりました。ページで たしかめてください。"),
        lambda data: "openings" in data.get("fields", ()),
    ),
    "places.place.close_days": _Kind("急な お休み: {}", _closed, lambda data: bool(data.get("sudden"))),
    "places.place.reopen": _Kind("お休みを とりけしました: {}", lambda data: _("予定どおり あきます。")),
    "places.place.pause": _Kind("休止: {}", lambda data: _("しばらく お休みです。")),
    "places.place.resume": _Kind("また あきます: {}", lambda data: _("休止が おわりました。")),
}


def channel(at: datetime, own_url: str) -> Channel:
    """The newest fifty, newest first; of places anybody may go to, and paused ones."""
    city = settings.IBASHO_CITY["name"]
    return Channel(
        title=f"{city} こどもの居場所 おしらせ",
        words=_("あたらしい居場所、かわった時間、急な お休み"),
        url=absolute(reverse("places:today")),
        own_url=own_url,
        uid=f"tag:{host()},{_SINCE}:news",
        rights=f"{licence()['attribution']}, {licence()['licence']}",
        items=tuple(_items(at)),
    )


def _items(at: datetime) -> list[Item]:
    """One item for each place, kind of news and day: who corrects their hours three times has one piece of news."""
    rows = Entry.objects.filter(verb__in=_KINDS, noun="places.Place", at__gt=at - LOOK_BACK, at__lte=at)
    entries = [row for row in rows.order_by("-at", "-pk")[:_ENTRIES_MAX] if _KINDS[row.verb].tells(row.data)]
    places = _places({row.object_id for row in entries})
    found: dict[tuple[str, str, date], Item] = {}
    for row in entries:
        place = places.get(row.object_id)
        if place is not None:
            kind = _KINDS[row.verb]
            found.setdefault((row.object_id, kind.title, clock.day(row.at)), _item(row, kind, place))
    return list(found.values())[:ITEMS_MAX]


def _places(keys: set[str]) -> dict[str, Place]:
    seen = published.listed().filter(pk__in=keys, restricted=False).exclude(kind__in=NEVER_FOR_ALL)
    return {str(place.pk): place for place in seen}


def _item(row: Entry, kind: _Kind, place: Place) -> Item:
    return Item(
        uid=f"tag:{host()},{_SINCE}:{place.public_id}/{row.verb.rpartition('.')[2]}/{clock.day(row.at)}",
        at=row.at,
        title=_(kind.title).format(place.name),
        words=kind.words(row.data),
        url=page_of(place),
    )
