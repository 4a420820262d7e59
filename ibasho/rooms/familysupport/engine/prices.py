"""Which hours lack providers: 「この時間の提供会員が足りません」.

A visit's price is what one more pair of hands for it would bring, in visits: 1 where nobody can take it, something between
where somebody takes it who is wanted elsewhere at that price, 0 where it is served by people whom nobody else waits for. It is
the dual of "this visit once at most" against those of the providers' rows, in the program that asks for most visits served;
of several duals that are right it is the one that holds when hands are added (never the one that holds when they go).

The price of a half hour is the highest price of a visit that takes place in it: what one more provider who is free from the
beginning of that visit to its end, near enough and able, would bring. So it is never more than 1, it is 0 in every hour of a
week in which everybody is served, and it must not be summed over the hours of a day: a visit stands in each of its half hours.
"""

from __future__ import annotations

import numpy as np

from ibasho.rooms.familysupport.engine.live import no_prices
from ibasho.rooms.familysupport.engine.narrowing import Core
from ibasho.rooms.familysupport.engine.problem import HALF_HOUR, NOBODY, Floats
from ibasho.rooms.familysupport.engine.rows import Columns

NOISE = 1e-6


def by_half_hour(core: Core, of: Columns, asked: Floats) -> Floats:
    """(7, 48). `asked`: the prices of the visits that somebody could take, in the order of `of.asked`; where nobody can
    take one it is 1, and 0 for what the adviser has settled."""
    week = core.week
    price = np.where(week.pinned == NOBODY, 1.0, 0.0)
    price[of.asked] = np.where(asked > NOISE, np.minimum(asked, 1.0), 0.0)
    slots = no_prices().ravel()
    for i in np.flatnonzero(price).tolist():
        inside = slice(week.starts[i] // HALF_HOUR, -(-week.ends[i] // HALF_HOUR))
        slots[inside] = np.maximum(slots[inside], price[i])
    return slots.reshape(no_prices().shape)
