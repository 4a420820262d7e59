"""Which places opened, changed their hours or went, between two moments: the journal knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.labelled import Labelled
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.proposal import OPENINGS

TURNED_MAX = 30


class Turn(Labelled):
    HOURS = "hours", "あく時間が かわりました"
    NEW = "new", "あたらしく ひらきました"
    PAUSED = "paused", "休止しました"
    BACK = "back", "また ひらきました"
    GONE = "gone", "おわりました"


_VERBS = {
    "places.place.publish": Turn.NEW, "places.place.pause": Turn.PAUSED, "places.place.resume": Turn.BACK,
    "places.place.end": Turn.GONE,
}  # fmt: skip
_CHANGE = "places.place.change"


@dataclass(frozen=True, slots=True)
class Turned:
    """`on`: the day of the newest such entry."""

    place: Place
    turn: Turn
    on: date


def between(since: datetime, until: datetime) -> list[Turned]:
    """After `since`, up to and with `until`; each place once with what happened last, the newest first. Places everybody
    may go to, and those that were. Two statements."""
    rows = Entry.objects.filter(noun="places.Place", at__gt=since, at__lte=until, verb__in=[*_VERBS, _CHANGE])
    last: dict[int, tuple[Turn, date]] = {}
    for key, verb, data, at in rows.order_by("pk").values_list("object_id", "verb", "data", "at"):
        if verb in _VERBS or OPENINGS in data.get("fields", ()):
            last.pop(int(key), None)
            last[int(key)] = (_VERBS.get(verb, Turn.HOURS), clock.day(at))
    newest = list(last)[::-1][:TURNED_MAX]
    places = published.ever_open_to_all().in_bulk(newest)
    return [Turned(places[key], *last[key]) for key in newest if key in places]
