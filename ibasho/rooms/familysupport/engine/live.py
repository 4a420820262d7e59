"""An answer at once: whoever has least first, then chains that serve more, spread fairer and are worth more.

Nothing is proven, but the bounds are true ones: what could be had if no two visits ever excluded each other.
"""

from __future__ import annotations

import time

import numpy as np

from ibasho.rooms.familysupport.engine import auction, kernels
from ibasho.rooms.familysupport.engine.checking import DAYS
from ibasho.rooms.familysupport.engine.narrowing import Core, Long, narrow
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Floats, Ints, Week

ROUNDS, DEPTH = 3, 2  # of the search for more worth
BROAD, FINE = 0.02, 0.001  # steps of the auction, in visits
BIDS = 8  # at most, for each visit
FAIR = 0.02  # what one unit of spread is beside one visit …
FAIR_ALL = 0.4  # … and what the largest may come to


def live(week: Week) -> Answer:
    """Raises PinsClash. The same arrays give the same answer."""
    began = time.perf_counter()
    core = narrow(week)
    found = searched(core)
    return told(core, found, relaxed(core, found), prices=no_prices(), seconds=time.perf_counter() - began)


def searched(core: Core) -> Ints:
    """(n,) who takes which visit, pins included."""
    week = core.week
    state = _nothing(core)
    order = np.lexsort((week.starts, np.diff(core.first)))
    ground = kernels.Ground(
        core.first, core.provider, core.worth, week.starts, week.ends, week.mode, week.gaps, core.limits
    )
    if core.pairs:
        state = _bid(core, ground)
    kernels.fill(ground, state, order)
    kernels.level(ground, state, order)
    kernels.improve(ground, state, ROUNDS, DEPTH)
    return np.where(week.pinned != NOBODY, week.pinned, state.provider_of)


def _nothing(core: Core) -> kernels.State:
    week = core.week
    slots = 2 + max(0, int(core.limits[:, DAYS].max(initial=0)))  # a chain may pass through one more
    return kernels.State(
        np.full(week.visits, NOBODY, np.int32), np.full((week.providers, slots), NOBODY, np.int32),
        np.zeros(week.providers, np.int64), core.load.copy(),
    )  # fmt: skip


def _bid(core: Core, ground: kernels.Ground) -> kernels.State:
    """The auction: broad steps settle who is served; where that is soon done, fine steps settle it better from the start.
    One visit is more than all its spread, one unit of spread more than all the worth of a pair."""
    week = core.week
    order = np.lexsort((core.visit, week.starts[core.visit], core.provider))
    first = np.searchsorted(core.provider[order], np.arange(week.providers + 1))
    shelf = auction.shelved(ground, first, core.visit[order], core.worth[order])
    fair = min(FAIR, FAIR_ALL / float((2 * (core.load + core.limits[:, DAYS])).max()))
    worthy = 2 * fair / max(1.0, float(core.worth.max()))
    for step, bids in ((BROAD, BIDS * week.visits), (FINE, BIDS * week.visits)):
        state, price = _nothing(core), np.zeros(week.visits)
        content = auction.auction(ground, state, shelf, price, step, bids, fair, worthy)
        if not content:
            break
    return state


def told(
    core: Core, provider_of: Ints, bounds: tuple[int, int, int], *, prices: Floats, seconds: float
) -> Answer:
    """An answer with its figures. `bounds` of served, spread and worth, pins included."""
    served, spread, worth = figures(core.week, provider_of)
    proven = served == bounds[0] and spread == bounds[1] and worth == bounds[2]
    return Answer(
        provider_of, served, bounds[0], spread, bounds[1], worth, bounds[2], proven, seconds, prices
    )


def figures(week: Week, provider_of: Ints) -> tuple[int, int, int]:
    """(served, spread, worth) of any assignment of pairs."""
    taken = np.flatnonzero(provider_of != NOBODY)
    jobs = np.bincount(provider_of[taken], minlength=week.providers)
    chosen = provider_of[week.pair_visit] == week.pair_provider
    return len(taken), int(((week.load + jobs) ** 2).sum()), int(week.pair_worth[chosen].sum())


def relaxed(core: Core, provider_of: Ints | None) -> tuple[int, int, int]:
    """Bounds where no two visits exclude each other: of served, of the spread of as many as are served (by
    `provider_of`, or as many as can be), and of their worth."""
    week = core.week
    room = _room(core)
    pins = int((week.pinned != NOBODY).sum())
    most = pins + min(int(room.sum()), int((np.diff(core.first) > 0).sum()))
    served = most if provider_of is None else int((provider_of != NOBODY).sum())
    each = np.repeat(2 * core.load + 1, room) + 2 * (
        np.arange(room.sum()) - np.repeat(np.cumsum(room) - room, room)
    )
    spread = int((core.load**2).sum()) + int(np.sort(each)[: served - pins].sum())
    best = np.zeros(week.visits, np.int64)
    np.maximum.at(best, core.visit, core.worth)
    return most, spread, core.pinned_worth + int(-np.sort(-best)[: served - pins].sum())


def _room(core: Core) -> Long:
    """How many visits each provider could take at most."""
    able = np.bincount(core.provider, minlength=core.week.providers)
    return np.minimum(np.maximum(core.limits[:, DAYS], 0), able)


def no_prices() -> Floats:
    return np.zeros((DAYS, 48))
