"""Which place fits a child the centre has in mind: days and hours wished, what is there, in which order. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.stages import Stage
from ibasho.town.places.rules.status import Planned

DAYS_AHEAD = 28
FOUND_MAX = 20


@dataclass(frozen=True, slots=True)
class Wish:
    """`start` None: no minutes are told. It stands here for one answer and is written down nowhere. `weekdays` 0 = Monday;
    empty: any day. `since`/`until`: some of the hours between them are enough."""

    stage: Stage
    start: Position | None = None
    weekdays: frozenset[int] = frozenset()
    since: time | None = None
    until: time | None = None
    features: tuple[str, ...] = ()
    alone: bool = False
    allergy: bool = False


def fitting(days: Iterable[Planned], wish: Wish) -> Planned | None:
    """The first session that is held on a wished day and lasts into the wished hours. An hour nobody knows may fit."""
    open_days = (one for one in days if not one.cancelled)
    ours = [one for one in open_days if _on(one.day, wish) and _within(one, wish)]
    return min(ours, key=lambda one: (one.day, one.starts or time.min), default=None)


def _on(day: date, wish: Wish) -> bool:
    return not wish.weekdays or day.weekday() in wish.weekdays


def _within(session: Planned, wish: Wish) -> bool:
    begins_late = session.starts is not None and wish.until is not None and session.starts >= wish.until
    ends_early = session.ends is not None and wish.since is not None and session.ends <= wish.since
    return not begins_late and not ends_early


def on_picture(
    x: float, y: float, *, width: float, height: float, box: tuple[float, float, float, float]
) -> Position | None:
    """The spot a picture of the city was pressed at. `box`: west, south, east, north of the picture's edges. None for its
    very corner: that is what a keyboard sends."""
    if (x, y) == (0, 0) or not (0 <= x <= width and 0 <= y <= height):
        return None
    west, south, east, north = box
    return Position(north - (north - south) * y / height, west + (east - west) * x / width)
