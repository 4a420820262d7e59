"""In which order a driver halts: the shortest way on which nothing is dropped before it was picked up and the car is never
too full. Exact for the few halts of a day. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.geo import Position, haversine_m
from ibasho.town.areas.rules.paces import DETOUR

HALTS_MAX = 12  # 4,096 sets of halts: still at once, and more than a volunteer's morning
UNKNOWN_METRES = 3_000  # to or from a halt whose position nobody told
METRES_PER_MINUTE = 500  # 30 km/h through a town
HALT_MINUTES = 5  # to carry it in and say hello


@dataclass(frozen=True, slots=True)
class Halt:
    """`load`: grams that come into the car (below 0: that leave it). `after`: keys of halts that come before."""

    key: int
    position: Position | None
    load: int = 0
    after: frozenset[int] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Route:
    """`keys` in order; `minutes` from the start to the arrival at each, in the same order; all めやす."""

    keys: tuple[int, ...]
    arrivals: tuple[int, ...]
    metres: int

    @property
    def minutes(self) -> int:
        return self.arrivals[-1] + HALT_MINUTES if self.arrivals else 0


def straight(one: Position | None, other: Position | None) -> int:
    """Metres from halt to halt where no streets are known."""
    if one is None or other is None:
        return UNKNOWN_METRES
    return round(haversine_m(one.lat, one.lng, other.lat, other.lng) * DETOUR)


Metres = Callable[[Position | None, Position | None], int]


def shortest(halts: Sequence[Halt], *, load_grams: int, metres: Metres = straight) -> Route:
    """Raises Invalid for too many halts, and where no order keeps the car from being too full."""
    if len(halts) > HALTS_MAX:
        words = f"1回に まわれるのは {HALTS_MAX}か所までです。2回に 分けてください。"
        raise Invalid("surplus.route_long", words)
    if not halts:
        return Route((), (), 0)
    rows = sorted(halts, key=lambda one: one.key)
    legs = [[metres(one.position, other.position) for other in rows] for one in rows]
    order = _best(rows, legs, load_grams)
    if order is None:
        words = "荷物が 車に のりきりません。うけとる分を へらすか、2回に 分けてください。"
        raise Invalid("surplus.route_heavy", words)
    return _told(rows, legs, order)


def _best(rows: Sequence[Halt], legs: list[list[int]], load_grams: int) -> list[int] | None:
    """Over sets of halts done: the load depends on the set alone, the way on the set and where one stands."""
    places = {one.key: place for place, one in enumerate(rows)}
    needs = [sum(1 << places[key] for key in one.after if key in places) for one in rows]
    whole = (1 << len(rows)) - 1
    best: dict[tuple[int, int], tuple[int, int]] = {}  # (set, last) → (metres, the halt before)
    layer = {(0, -1): 0}
    for _step in rows:
        following: dict[tuple[int, int], int] = {}
        for (done, last), so_far in sorted(layer.items()):
            load = sum(one.load for place, one in enumerate(rows) if done >> place & 1)
            for place, one in enumerate(rows):
                if done >> place & 1 or needs[place] & ~done or load + one.load > load_grams:
                    continue
                key, total = (done | 1 << place, place), so_far + (legs[last][place] if last >= 0 else 0)
                if key not in following or total < following[key]:
                    following[key], best[key] = total, (total, last)
        layer = following
    ends = [(total, last) for (done, last), total in layer.items() if done == whole]
    return _walked_back(best, whole, min(ends)[1]) if ends else None


def _walked_back(best: dict[tuple[int, int], tuple[int, int]], done: int, last: int) -> list[int]:
    order = []
    while last >= 0:
        order.append(last)
        before = best[done, last][1]
        done, last = done & ~(1 << last), before
    return order[::-1]


def _told(rows: Sequence[Halt], legs: list[list[int]], order: list[int]) -> Route:
    arrivals, minutes, metres = [0], 0, 0
    for one, other in zip(order, order[1:], strict=False):
        minutes += HALT_MINUTES + ceil(legs[one][other] / METRES_PER_MINUTE)
        metres += legs[one][other]
        arrivals.append(minutes)
    return Route(tuple(rows[place].key for place in order), tuple(arrivals), metres)
