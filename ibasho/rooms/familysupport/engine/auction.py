"""Compiled loops: providers bid for visits, each for its best bundle (the caches of all engines are emptied together, so
that loops of two files may call each other)."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ibasho.base.kernel.compiled import kernel
from ibasho.rooms.familysupport.engine.kernels import DAY, NOBODY, leave, take

NOTHING = -1e18
CHEAPER = 0.9  # a visit that is given back is offered for a little less


class Shelf(NamedTuple):
    """The pairs by provider and beginning: those of p are `first[p]:first[p+1]` of `visit`, `worth`. Of two of one day the
    later row says whether it can come right after the earlier: `fits[square[p] + later * size + earlier]`."""

    first: Any
    visit: Any
    worth: Any
    fits: Any
    square: Any


class Desk(NamedTuple):
    """To work out one provider's best visits. By pair: `value`, `best[c, a]` of c visits of a day of which a is the last,
    `back[c, a]` the one before it, `chosen`. By day: `top[d, w]` of w visits before day d, `share[d, w]` how many of them are
    on the day before, `last[d, c]` the last of c."""

    value: Any
    best: Any
    back: Any
    chosen: Any
    top: Any
    share: Any
    last: Any


@kernel
def shelved(ground: Any, first: Any, visit: Any, worth: Any) -> Any:
    square = np.zeros(len(first), np.int64)
    for p in range(len(first) - 1):
        square[p + 1] = square[p] + (first[p + 1] - first[p]) ** 2
    fits = np.zeros(square[-1], np.bool_)
    for p in range(len(first) - 1):
        gap, size = ground.gaps[ground.mode[p]], first[p + 1] - first[p]
        for a in range(size):
            i = visit[first[p] + a]
            for b in range(a + 1, size):
                j = visit[first[p] + b]
                if ground.starts[j] // DAY != ground.starts[i] // DAY:
                    break
                fits[square[p] + b * size + a] = ground.starts[j] - ground.ends[i] >= gap[i, j]
    return Shelf(first, visit, worth, fits, square)


@kernel
def desk(most: Any, room: Any) -> Any:
    return Desk(
        np.empty(most), np.empty((room + 1, most)), np.empty((room + 1, most), np.int64), np.empty(most, np.bool_),
        np.empty((8, room + 1)), np.zeros((8, room + 1), np.int64), np.empty((8, room + 1), np.int64),
    )  # fmt: skip


@kernel
def day_best(shelf: Any, desk: Any, p: Any, begin: Any, end: Any, c: Any) -> Any:
    """The last of the best c visits among the pairs `begin:end` of one day, -1 where there are not so many."""
    found, size = -1, shelf.first[p + 1] - shelf.first[p]
    for a in range(begin, end):
        desk.best[c, a] = NOTHING
        if desk.value[a] <= 0.0:
            continue
        if c == 1:
            desk.best[c, a], desk.back[c, a] = desk.value[a], -1
        else:
            row = shelf.square[p] + a * size
            for b in range(begin, a):
                if shelf.fits[row + b] and desk.best[c - 1, b] + desk.value[a] > desk.best[c, a]:
                    desk.best[c, a], desk.back[c, a] = desk.best[c - 1, b] + desk.value[a], b
        if desk.best[c, a] > NOTHING and (found < 0 or desk.best[c, a] > desk.best[c, found]):
            found = a
    return found


@kernel
def bundle(ground: Any, shelf: Any, desk: Any, p: Any, load: Any, fair: Any) -> None:
    """The visits p would choose: most value, less `fair` for each unit that they add to the spread. A way of one visit after
    another within a day, days put together up to the week's limit."""
    offset, size, room = shelf.first[p], shelf.first[p + 1] - shelf.first[p], max(0, ground.limits[p, 7])
    desk.chosen[:size] = False
    desk.top[0, : room + 1] = NOTHING
    desk.top[0, 0] = 0.0
    end = 0
    for day in range(7):
        begin = end
        while end < size and ground.starts[shelf.visit[offset + end]] // DAY == day:
            end += 1
        desk.top[day + 1, : room + 1] = desk.top[day, : room + 1]
        desk.share[day + 1, : room + 1] = 0
        for c in range(1, min(room, ground.limits[p, day], end - begin) + 1):
            found = day_best(shelf, desk, p, begin, end, c)
            if found < 0:
                break
            desk.last[day + 1, c] = found
            for w in range(c, room + 1):
                reached = desk.top[day, w - c] + desk.best[c, found]
                if reached > desk.top[day + 1, w]:
                    desk.top[day + 1, w], desk.share[day + 1, w] = reached, c
    choose(desk, room, load, fair)


@kernel
def choose(desk: Any, room: Any, load: Any, fair: Any) -> None:
    """How many in the week, then which, from the last day to the first."""
    w, most = 0, 0.0
    for number in range(1, room + 1):
        reached = desk.top[7, number] - fair * (2 * load * number + number * number)
        if reached > most:
            w, most = number, reached
    for day in range(7, 0, -1):
        c = desk.share[day, w]
        w -= c
        if c > 0:
            a = desk.last[day, c]
            while a >= 0:
                desk.chosen[a] = True
                a, c = desk.back[c, a], c - 1


@kernel
def auction(
    ground: Any, state: Any, shelf: Any, price: Any, step: Any, bids_max: Any, fair: Any, worthy: Any
) -> Any:
    """Providers bid for visits (Bertsekas): each in turn takes its best bundle at the prices that stand and lifts the price
    of what it takes by `step`; who loses one bids again. Whether all are content after at most `bids_max` bids."""
    m = len(state.count)
    space = desk(np.diff(shelf.first).max(), max(1, ground.limits[:, 7].max()))
    ring, waits, head, size = np.arange(m), np.ones(m, np.bool_), 0, m
    for _ in range(bids_max):
        if size == 0:
            return True
        p = ring[head]
        head, size, waits[p] = (head + 1) % m, size - 1, False
        begin, end = shelf.first[p], shelf.first[p + 1]
        for k in range(begin, end):
            i = shelf.visit[k]
            fresh = 0.0 if state.provider_of[i] == p else step
            space.value[k - begin] = 1.0 + worthy * shelf.worth[k] - price[i] - fresh
        bundle(ground, shelf, space, p, state.total[p] - state.count[p], fair)
        for k in range(begin, end):
            if state.provider_of[shelf.visit[k]] == p and not space.chosen[k - begin]:
                leave(state, shelf.visit[k])
                price[shelf.visit[k]] *= CHEAPER
        for k in range(begin, end):
            i = shelf.visit[k]
            loser = state.provider_of[i]
            if not space.chosen[k - begin] or loser == p:
                continue
            take(state, i, p)
            price[i] += step
            if loser != NOBODY and not waits[loser]:
                ring[(head + size) % m] = loser
                size, waits[loser] = size + 1, True
    return size == 0
