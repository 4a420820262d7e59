"""In which order a child would choose among the places of a city, found for one page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.base.kernel.kana import to_katakana
from ibasho.town.areas.rules import Minutes
from ibasho.town.places.queries.criteria import Criteria
from ibasho.town.places.rules.answers import Group, trip
from ibasho.town.places.rules.status import Planned, Status


class Outline(NamedTuple):
    """As much of a place as its order needs. A tuple: a city has ten thousand, and every page makes them anew."""

    pk: int
    public_id: str
    name: str
    kana: str
    kind: str
    lat: float | None
    lng: float | None
    knows_days: bool
    status: Status
    group: Group

    @property
    def position(self) -> Position | None:
        return None if self.lat is None or self.lng is None else Position(self.lat, self.lng)

    @property
    def session(self) -> Planned | None:
        return self.status.session


Order = Callable[[Outline], tuple[float, ...]]


def in_order(found: Sequence[Outline], order: Order, first: int, last: int) -> list[Outline]:
    """Those from `first` to before `last` if all were sorted by `order`, then by their reading. Thousands share an
    order (the same hours): only those among whom the page begins or ends are put in the order of their readings."""
    alike: dict[tuple[float, ...], list[Outline]] = defaultdict(list)
    for one in found:
        alike[order(one)].append(one)
    shown: list[Outline] = []
    passed = 0
    for key in sorted(alike):
        group = alike[key]
        if passed < last and passed + len(group) > first:
            shown += sorted(group, key=_by_reading)[max(0, first - passed) : last - passed]
        passed += len(group)
    return shown


def by_time(one: Outline) -> tuple[float, ...]:
    """By heading. Open places: the one open longest first. Coming ones: the next to open first."""
    session = one.status.session
    if session is None:
        return one.group.rank, 0.0
    if one.group is Group.NOW and session.ends:
        return one.group.rank, -_seconds(session.day, session.ends)
    return one.group.rank, _seconds(session.day, session.starts or clock.END_OF_DAY)


def _seconds(day: date, hour: time) -> float:
    return day.toordinal() * 86_400 + hour.hour * 3600 + hour.minute * 60 + hour.second


@dataclass(frozen=True, slots=True)
class ByMinutes:
    """By heading, then by the way there. What shuts before one arrives comes last, and so does what has no position."""

    walks: Mapping[int, Minutes]
    at: datetime
    asked: Criteria

    def __call__(self, one: Outline) -> tuple[float, ...]:
        walk = self.walks.get(one.pk)
        way = trip(one.status.session, self.at, walk.value if walk else None, self.asked.home_by)
        late = way.too_late or way.no_time
        return one.group.rank, late, walk.value if walk else float("inf")


def _by_reading(one: Outline) -> tuple[str, int]:
    return to_katakana(one.kana or one.name), one.pk
