"""The scheme as a child could explain it: purses, cards, days. No database, no Django; it judges what the real one answers.

It does not guess at doubts (要確認): it says which answers are allowed, takes the one that was given, and knows to the yen
where the money must be afterwards.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

PRICE = 400
RESERVE_PERCENT = 10


@dataclass(slots=True)
class Purses:
    """Yen by where they are; the sum of all but `given` is what was given."""

    given: int = 0
    unissued: int = 0
    live: int = 0
    reserve: int = 0
    payable: int = 0
    paid: int = 0

    def total(self) -> int:
        return self.unissued + self.live + self.reserve + self.payable + self.paid


@dataclass(slots=True)
class Ticket:
    """A card: may it be used, and on which days it was."""

    live: bool = True
    days: Counter[date] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Meal:
    """A meal that was paid, and out of which purse."""

    card: int | None
    day: date
    reserve: bool


@dataclass(slots=True)
class Model:
    """Two shops, some cards, one fund. `a_day`: meals the reserve pays on one day; `kitchen`: meals one shop has."""

    a_day: int
    kitchen: int
    purses: Purses = field(default_factory=Purses)
    cards: dict[int, Ticket] = field(default_factory=dict)
    served: Counter[tuple[int, date]] = field(default_factory=Counter)
    from_reserve: Counter[date] = field(default_factory=Counter)
    meals: dict[str, Meal] = field(default_factory=dict)

    def give(self, yen: int) -> None:
        part = yen * RESERVE_PERCENT // 100
        self.purses.given += yen
        self.purses.reserve += part
        self.purses.unissued += yen - part

    def issue(self, yen: int) -> None:
        assert yen <= self.purses.unissued, "more was brought out than there was"
        self.purses.unissued -= yen
        self.purses.live += yen

    def end(self, yen: int) -> None:
        assert yen <= self.purses.live, "more ended than was out"
        self.purses.live -= yen
        self.purses.reserve += yen

    def at_counter(self, card: int, shop: int, day: date) -> set[str]:
        """The reasons the counter may give now: one of them means that the child eats."""
        ticket = self.cards[card]
        if not ticket.live:
            return {"revoked"}
        if ticket.days[day]:
            return {"eaten"}
        if self.served[shop, day] >= self.kitchen:
            return {"full"}
        if self.purses.live >= PRICE:
            return {"fed"}
        if self.purses.reserve >= PRICE and self.from_reserve[day] < self.a_day:
            return {"fed_reserve"}
        return {"sold_out"}

    def after_eating(self, card: int, day: date) -> set[str]:
        """What a queue may be told of a meal that was eaten. Never that it was refused."""
        ticket = self.cards[card]
        if ticket.days[day]:
            return {"double", "check"} if self.purses.reserve >= PRICE else {"check", "double"}
        return {"ok", "check"}

    def fed(self, nonce: str, card: int | None, shop: int, day: date, *, reserve: bool, booked: date) -> None:
        """Eaten on `day`, paid on `booked`: the reserve's number a day counts what it pays, not what was eaten."""
        assert nonce not in self.meals, "one nonce, two meals"
        purse = "reserve" if reserve else "live"
        left = getattr(self.purses, purse) - PRICE
        assert left >= 0, f"{purse} fell below zero"
        setattr(self.purses, purse, left)
        self.purses.payable += PRICE
        self.meals[nonce] = Meal(card, day, reserve)
        self.came(card, shop, day)
        if reserve:
            self.from_reserve[booked] += 1

    def came(self, card: int | None, shop: int, day: date) -> None:
        """A child ate, whoever pays."""
        self.served[shop, day] += 1
        if card is not None:
            self.cards[card].days[day] += 1

    def taken_back(self, nonce: str, shop: int, booked: date) -> None:
        meal = self.meals.pop(nonce)
        purse = "reserve" if meal.reserve else "live"
        setattr(self.purses, purse, getattr(self.purses, purse) + PRICE)
        self.purses.payable -= PRICE
        self.served[shop, meal.day] -= 1
        if meal.card is not None:
            self.cards[meal.card].days[meal.day] -= 1
        if meal.reserve:
            self.from_reserve[booked] -= 1

    def decided(self, reserve: bool, day: date) -> None:
        purse = "reserve" if reserve else "live"
        setattr(self.purses, purse, getattr(self.purses, purse) - PRICE)
        self.purses.payable += PRICE
        if reserve:
            self.from_reserve[day] += 1


@dataclass(slots=True)
class Phone:
    """A shop's device as it is in a pocket: its counter, its queue, its wrong clock, and when it was last even."""

    shop: int
    skew: timedelta = timedelta()
    counter: int = 0
    queue: list[tuple[int, dict[str, object]]] = field(default_factory=list)  # (card, signed item)
    sent: list[dict[str, object]] = field(default_factory=list)

    def claims(self, now: datetime) -> datetime:
        return now + self.skew
