"""Looks over what a way gave of one lot, by rules of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ibasho.rooms.surplus.engine.allot import RECEIVERS_MOST, wish_grams
from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from ibasho.rooms.surplus.engine.limits import PARCEL_GRAMS
from ibasho.rooms.surplus.rules.foods import portion_grams
from tests.rooms.surplus.engine import ways


def look_over(lot: Lot, takers: Sequence[Taker], shares: list[tuple[int, int]], today: date) -> None:
    known = {one.key: one for one in takers}
    assert sum(grams for _, grams in shares) <= lot.grams
    for key, grams in shares:
        who = known[key]
        assert any(day <= lot.use_until for day, _ in who.sessions)
        assert grams <= who.storage[lot.band] + (who.storage["chilled"] if lot.band == "room" else 0)
        assert not lot.allergens & who.avoids
        assert lot.food not in who.refused
    if len(shares) <= RECEIVERS_MOST:
        look_for_envy(lot, [(known[key], grams) for key, grams in shares], today)


def look_for_envy(lot: Lot, shares: list[tuple[Taker, int]], today: date) -> None:
    """Whoever shares in it and could take one more piece is no further behind another than the bound says."""
    step, portion = min(lot.step_grams, lot.grams), portion_grams(lot.food)
    for i, of_i in shares:
        piece = max(step, min(of_i, -(-PARCEL_GRAMS // step) * step))
        for j, of_j in shares:
            if of_j + step > ways.careful(lot, j, today):
                continue
            behind = (i.recent_grams + of_i) / i.weight - (j.recent_grams + of_j) / j.weight
            wish = wish_grams(lot.food, i, portion) - wish_grams(lot.food, j, portion)
            assert behind < piece / i.weight + portion + wish + 1e-6
