"""What a meal takes of each kind of food and how long grown things keep: assumptions, written down to be mended. Pure.

The amounts are the most of one thing that one meal takes, raw weight as it is handed over, because they bound what a place
can use before it spoils. They are our own assumptions beside everyday kitchen amounts (a bowl of rice is 65–75 g raw, the
national aim of vegetables 350 g a day, a slice of bread 60 g); a place that knows better says 「1回に 使いきれる 重さ」.
"""

from __future__ import annotations

from ibasho.rooms.surplus.rules.kinds import GROWN, Band, Food

PORTION_GRAMS: dict[Food, int] = {
    Food.VEGETABLE: 200,
    Food.FRUIT: 150,
    Food.RICE: 100,
    Food.BREAD: 120,
    Food.DAIRY: 200,
    Food.MEAT: 120,
    Food.FISH: 120,
    Food.PROCESSED: 150,
    Food.DRINK: 300,
    Food.SWEET: 60,
    Food.SEASONING: 20,
    Food.DISH: 450,
    Food.OTHER: 100,
}

# Days a grown thing usually keeps where nobody says a date: a hint that fills the form, the giver knows better.
_KEEPS: dict[Food, dict[Band, int]] = {
    Food.VEGETABLE: {Band.ROOM: 5, Band.CHILLED: 7, Band.FROZEN: 30},
    Food.FRUIT: {Band.ROOM: 5, Band.CHILLED: 10, Band.FROZEN: 30},
    Food.RICE: {Band.ROOM: 60, Band.CHILLED: 180, Band.FROZEN: 180},
}

# Never without a date on it: nobody can see how old it is.
DATED = frozenset({Food.DAIRY, Food.MEAT, Food.FISH, Food.DISH})


def portion_grams(food: str) -> int:
    """Whole grams of one meal."""
    return PORTION_GRAMS[Food(food)]


def keep_days(food: str, band: str = Band.ROOM.value) -> int | None:
    """A hint for what is grown; None for what is made: its own date counts."""
    kind = Food(food)
    return _KEEPS[kind][Band(band)] if kind in GROWN else None


def is_grown(food: str) -> bool:
    """やさい・くだもの・米: nobody is asked what is in it."""
    return Food(food) in GROWN


def word(food: str) -> str:
    """As a sentence says it."""
    return Food(food).label
