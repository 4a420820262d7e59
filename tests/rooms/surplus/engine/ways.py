"""Ways to decide who gets a lot: the engine, and what is done without one. Each returns (key, grams) pairs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from datetime import date

from ibasho.rooms.surplus.engine.allot import allot
from ibasho.rooms.surplus.engine.inputs import Lot, Taker
from ibasho.rooms.surplus.engine.limits import Limits, limits
from ibasho.rooms.surplus.engine.storage import room_for
from ibasho.rooms.surplus.rules.allergens import clash
from ibasho.rooms.surplus.rules.foods import portion_grams
from tests.rooms.surplus.engine.year import Way

Most = Callable[[Lot, Taker, date], int]


def engine(lot: Lot, takers: Sequence[Taker], today: date) -> list[tuple[int, int]]:
    found = allot(lot, takers, today=today, portion_grams=portion_grams(lot.food))
    return [(one.key, one.grams) for one in found.shares]


def guessed(lot: Lot, taker: Taker, today: date) -> int:
    """What people look at when they are asked: is it allowed, can we fetch it, do we open in time, where would it stand; and
    they ask for what two of their openings cook, whatever they still have and however often they open in time."""
    fine = (
        not clash(lot.allergens, taker.avoids)
        and lot.food not in taker.refused
        and (lot.brought or (taker.metres or 0) <= taker.reach_metres)
        and any(day <= lot.use_until for day, _ in taker.sessions)
    )
    if not fine:
        return 0
    step = min(lot.step_grams, lot.grams)
    wanted = max(step, 2 * taker.sessions[0][1] * portion_grams(lot.food))
    return min(lot.grams, room_for(lot.band, taker.storage), wanted) // step * step


def careful(lot: Lot, taker: Taker, today: date) -> int:
    """The engine's own limits: what they can use before it spoils, less what they have of it."""
    found = limits(lot, taker, today=today, portion_grams=portion_grams(lot.food), carried=False)
    return found.most if isinstance(found, Limits) else 0


def first_come(most: Most, seed: int = 9) -> Way:
    """A message to all: some are always quicker than others, and the first takes what it can."""
    dice = random.Random(seed)

    def way(lot: Lot, takers: Sequence[Taker], today: date) -> list[tuple[int, int]]:
        # Quick ones are quick all year: the time to answer is drawn around a habit of each place.
        hurry = {one.key: dice.random() * (1 + one.key % 10) for one in takers}
        return _in_turn(sorted(takers, key=lambda one: hurry[one.key]), lot, most, today)

    return way


def round_robin(most: Most) -> Way:
    """Next in the queue: yes or no. Who has taken some goes to the end."""
    queue: list[int] = []

    def way(lot: Lot, takers: Sequence[Taker], today: date) -> list[tuple[int, int]]:
        queue.extend(one.key for one in takers if one.key not in queue)
        place = {key: order for order, key in enumerate(queue)}
        shares = _in_turn(sorted(takers, key=lambda one: place[one.key]), lot, most, today)
        for key, _ in shares:
            queue.remove(key)
            queue.append(key)
        return shares

    return way


def _in_turn(takers: Sequence[Taker], lot: Lot, most: Most, today: date) -> list[tuple[int, int]]:
    left, shares = lot.grams, []
    for one in takers:
        step = min(lot.step_grams, lot.grams)
        grams = min(most(lot, one, today), left // step * step)
        if grams > 0:
            shares.append((one.key, grams))
            left -= grams
    return shares
