"""A made-up year of surplus in a town: forty places of all sizes and some seven lots a week, the same one every time.

Who gets a lot is decided by a way that is passed in, so that the engine stands beside first-come and round-robin on the same
year. What happens then is the same for all: it is fetched, cooked at the next openings, and what is past its day is thrown away.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from ibasho.base.kernel.geo import Position, haversine_m
from ibasho.rooms.surplus.engine import storage
from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from ibasho.rooms.surplus.rules.foods import portion_grams
from ibasho.rooms.surplus.rules.kinds import Band, DateKind, Food

FIRST = date(2026, 4, 1)
DAYS, PLACES = 364, 40
LATELY = 28
MEAL_GRAMS_MAX = 700  # nobody eats more of given food at one meal, however much there is
SHARE_EATEN = (0.6, 1.0)  # of the most that the engine reckons with a meal takes
Way = Callable[[Lot, Sequence[Taker], date], list[tuple[int, int]]]
Seen = Callable[[Lot, Sequence[Taker], list[tuple[int, int]], date], None]


@dataclass(frozen=True, slots=True)
class Home:
    """One place as it is all year. `every`: opens each so many days, from `begins` on."""

    key: int
    at: Position
    every: int
    begins: int
    meals: int
    holds: dict[str, int]
    reach: int
    avoids: frozenset[str]
    refused: frozenset[str]
    wishes: frozenset[str]

    def opens(self, day: int) -> bool:
        return day % self.every == self.begins

    @property
    def weight(self) -> float:
        return self.meals * 7 / self.every


@dataclass(frozen=True, slots=True)
class Arrival:
    """A lot of a day. `wishing`: who asked for that food just now."""

    day: int
    lot: Lot
    wishing: frozenset[int]


@dataclass(slots=True)
class Shelf:
    food: str
    band: str
    until: int
    grams: int


@dataclass(slots=True)
class Result:
    """All grams; `by_place`: what each got; `meals`: what each served; `gram_metres`: each gram's
    way from giver to place; `trip_metres`: one way there for each parcel."""

    offered: int = 0
    eaten: int = 0
    spoiled: int = 0
    no_home: int = 0
    gram_metres: float = 0.0
    trip_metres: int = 0
    parcels: int = 0
    by_place: dict[int, int] = field(default_factory=dict)
    meals: dict[int, int] = field(default_factory=dict)

    @property
    def wasted(self) -> float:
        """The part of all that nobody ate: spoiled on a shelf or without a home."""
        return (self.spoiled + self.no_home) / self.offered

    @property
    def unevenness(self) -> float:
        """Gini of grams per meal served over the places: 0 all alike, near 1 all for one."""
        return gini([self.by_place[key] / self.meals[key] for key in self.by_place if self.meals[key]])

    @property
    def kilometres(self) -> float:
        """Of an average kilo that found a home."""
        return self.gram_metres / max(1, self.offered - self.no_home) / 1_000


def gini(values: Sequence[float]) -> float:
    ordered, total = sorted(values), sum(values)
    if not total:
        return 0.0
    n = len(ordered)
    return sum((2 * i - n + 1) * value for i, value in enumerate(ordered)) / (n * total)


def homes(seed: int, count: int = PLACES) -> list[Home]:
    """A few open every few days (shops among them), most once or twice a month, some every second month."""
    dice = random.Random(seed)
    return [_home(key, dice) for key in range(1, count + 1)]


def _home(key: int, dice: random.Random) -> Home:
    every = dice.choices((2, 7, 14, 28, 56), (4, 10, 11, 12, 3))[0]
    meals = dice.choice((5, 8, 12)) if every == 2 else dice.choice((15, 20, 30, 40, 60, 100))
    chilled = dice.choice((0, 10_000, 20_000, 40_000))
    return Home(
        key=key,
        at=_point(dice),
        every=every,
        begins=dice.randrange(every),
        meals=meals,
        holds={"room": dice.choice((20_000, 40_000, 80_000)), "chilled": chilled, "frozen": chilled // 2},
        reach=dice.choice((4_000, 8_000, 15_000)),
        avoids=frozenset(dice.sample(("egg", "milk", "peanut", "shrimp"), dice.choice((0, 0, 0, 1)))),
        refused=frozenset(dice.sample((Food.FISH, Food.DISH, Food.SWEET), dice.choice((0, 0, 1)))),
        wishes=frozenset(dice.sample((Food.RICE, Food.VEGETABLE, Food.MEAT, Food.DAIRY), 2)),
    )


def _point(dice: random.Random) -> Position:
    """Somewhere in a town of some ten kilometres."""
    return Position(34.72 + dice.random() * 0.09, 137.95 + dice.random() * 0.11)


# food, band, grams, piece, days it keeps, date, allergens, how often
_KINDS: tuple[tuple[Food, Band, tuple[int, ...], int, tuple[int, ...], DateKind, tuple[str, ...], int], ...] = (
    (Food.VEGETABLE, Band.ROOM, (10_000, 20_000, 40_000), 5_000, (5, 7, 10), DateKind.NONE, (), 30),
    (Food.VEGETABLE, Band.CHILLED, (6_000, 12_000), 2_000, (4, 6), DateKind.NONE, (), 12),
    (Food.FRUIT, Band.ROOM, (8_000, 20_000), 2_000, (5, 10), DateKind.NONE, (), 12),
    (Food.RICE, Band.ROOM, (30_000, 60_000), 5_000, (60,), DateKind.NONE, (), 8),
    (Food.BREAD, Band.ROOM, (3_000, 6_000), 500, (1, 2), DateKind.USE_BY, ("wheat", "milk", "egg"), 12),
    (Food.DAIRY, Band.CHILLED, (6_000, 12_000), 1_000, (3, 6), DateKind.BEST_BEFORE, ("milk",), 8),
    (Food.MEAT, Band.FROZEN, (5_000, 10_000), 1_000, (30,), DateKind.BEST_BEFORE, ("pork",), 6),
    (Food.SWEET, Band.ROOM, (2_000, 5_000), 500, (30, 60), DateKind.BEST_BEFORE, ("wheat", "peanut"), 6),
    (Food.DISH, Band.CHILLED, (4_000, 8_000), 1_000, (1,), DateKind.USE_BY, ("egg", "soy"), 6),
)  # fmt: skip


def arrivals(seed: int, places: Sequence[Home], days: int = DAYS) -> list[Arrival]:
    dice = random.Random(seed + 1)
    givers = [_point(dice) for _ in range(12)]
    return [
        _arrival(day, places, givers, dice) for day in range(days) for _ in range(dice.choice((0, 1, 1, 2)))
    ]


def _arrival(day: int, places: Sequence[Home], givers: Sequence[Position], dice: random.Random) -> Arrival:
    kind = dice.choices(_KINDS, [one[-1] for one in _KINDS])[0]
    food, band, grams, piece, keeps, date_kind, allergens, _ = kind
    lot = Lot(
        grams=dice.choice(grams), step_grams=piece, band=band, food=food, date_kind=date_kind,
        use_until=FIRST + timedelta(days=day + dice.choice(keeps)), allergens=frozenset(allergens),
        position=dice.choice(givers), brought=dice.random() < 0.2,
    )  # fmt: skip
    wishing = frozenset(one.key for one in places if food in one.wishes and dice.random() < 0.05)
    return Arrival(day, lot, wishing)


class Year:
    """Runs day by day; `seen` is called with every lot, its takers and what the way gave, for tests that look over them."""

    def __init__(self, seed: int = 1, *, count: int = PLACES, days: int = DAYS) -> None:
        self.homes = homes(seed, count)
        self.days = days
        self.arrivals = arrivals(seed, self.homes, days)
        self._seed = seed

    def run(self, way: Way, seen: Seen | None = None) -> Result:
        self._empty()
        found = Result(
            by_place=dict.fromkeys(self.shelves, 0),
            meals={one.key: one.meals * sum(one.opens(d) for d in range(self.days)) for one in self.homes},
        )
        dice = random.Random(self._seed + 2)
        coming = iter(self.arrivals)
        arrival = next(coming, None)
        for day in range(self.days):
            while arrival is not None and arrival.day == day:
                self._give(arrival, way, found, seen)
                arrival = next(coming, None)
            self._cook(day, found, dice)
        found.eaten += sum(
            one.grams for rows in self.shelves.values() for one in rows
        )  # still good at the year's end
        return found

    def town_of(self, grams: int) -> tuple[Lot, list[Taker]]:
        """A lot of vegetables of the first day and all takers before anything was given."""
        lot = Lot(
            grams,
            1_000,
            Band.ROOM,
            Food.VEGETABLE,
            DateKind.NONE,
            FIRST + timedelta(days=9),
            position=self.homes[0].at,
        )
        self._empty()
        return lot, [self._taker(one, Arrival(0, lot, frozenset())) for one in self.homes]

    def _empty(self) -> None:
        self.shelves: dict[int, list[Shelf]] = {one.key: [] for one in self.homes}
        self.got: dict[int, list[tuple[int, int]]] = {one.key: [] for one in self.homes}

    def _give(
        self,
        arrival: Arrival,
        way: Way,
        found: Result,
        seen: Seen | None,
    ) -> None:
        takers = [self._taker(one, arrival) for one in self.homes]
        today = FIRST + timedelta(days=arrival.day)
        shares = way(arrival.lot, takers, today)
        if seen:
            seen(arrival.lot, takers, shares, today)
        found.offered += arrival.lot.grams
        found.no_home += arrival.lot.grams - sum(grams for _, grams in shares)
        found.parcels += len(shares)
        until = (arrival.lot.use_until - FIRST).days
        metres = {one.key: one.metres or 0 for one in takers}
        for key, grams in shares:
            self.shelves[key].append(Shelf(arrival.lot.food, arrival.lot.band, until, grams))
            self.got[key].append((arrival.day, grams))
            found.by_place[key] += grams
            found.gram_metres += grams * metres[key]
            found.trip_metres += metres[key]

    def _taker(self, one: Home, arrival: Arrival) -> Taker:
        day, lot = arrival.day, arrival.lot
        assert lot.position is not None
        stands = self.shelves[one.key]
        last = min((lot.use_until - FIRST).days, day + 62)
        return Taker(
            key=one.key,
            storage=storage.free(one.holds, [(row.band, row.grams) for row in stands]),
            sessions=tuple(
                (FIRST + timedelta(days=ahead), one.meals)
                for ahead in range(day, last + 1)
                if one.opens(ahead)
            ),
            weight=one.weight,
            wishes=one.wishes,
            wished_once=one.key in arrival.wishing,
            refused=one.refused,
            avoids=one.avoids,
            reach_metres=one.reach,
            metres=round(haversine_m(one.at.lat, one.at.lng, lot.position.lat, lot.position.lng) * 1.3),
            recent_grams=sum(grams for since, grams in self.got[one.key] if since > day - LATELY),
            held_grams=sum(row.grams for row in stands if row.food == lot.food),
        )

    def _cook(self, day: int, found: Result, dice: random.Random) -> None:
        for one in self.homes:
            rows = self.shelves[one.key]
            hunger = dice.uniform(*SHARE_EATEN)  # drawn for everybody, so that the ways meet the same days
            if one.opens(day):
                found.eaten += _eat(rows, one.meals, hunger)
            found.spoiled += sum(row.grams for row in rows if row.until <= day)
            self.shelves[one.key] = [row for row in rows if row.until > day and row.grams]


def _eat(rows: list[Shelf], meals: int, hunger: float) -> int:
    """What goes bad first is cooked first; of one food no more than a meal takes."""
    left, eaten = round(meals * MEAL_GRAMS_MAX * hunger), 0
    of_food: dict[str, int] = {}
    for row in sorted(rows, key=lambda one: one.until):
        most = of_food.setdefault(row.food, round(meals * portion_grams(row.food) * hunger))
        grams = min(row.grams, most, left)
        row.grams -= grams
        of_food[row.food] -= grams
        left -= grams
        eaten += grams
    return eaten
