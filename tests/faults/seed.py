"""What a planted scheme consists of, as clients know it."""

from __future__ import annotations

from dataclasses import dataclass

PIN = "2468"


@dataclass(frozen=True, slots=True)
class TillKey:
    """A device that is open: its public id, the token of its session, its key in hex, and its shop's row."""

    device: str
    session: str
    key: str
    shop: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """`live_meals` are out as tickets, `reserve_meals` may be paid from the reserve on one day."""

    shops: int = 4
    cards: int = 100
    live_meals: int = 1_000
    reserve_meals: int = 0
    price_yen: int = 400
