"""The compiled loops of a week. They stand together: kernels that call each other share one file.

Shapes: n visits, m providers, k pairs. Pairs of visit i are `first[i]:first[i+1]`. `jobs[p, :count[p]]` are the visits a
provider takes, `total[p]` its load of the last weeks with them. A chain is a row of visits in which each takes the place
of the next; `before[v]` is the visit that takes v's place, so that a chain is walked from its end.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from ibasho.base.kernel.compiled import kernel

NOBODY = -1
DAY = 1_440
NOTHING = -1e18
CHEAPER = 0.9  # a visit that is given back is offered for a little less
NO_ROOM = -2  # more than one visit would have to go
ROOM, ANY, SAME_DAY = -1, -3, -4  # nobody must go · one of all must · one of this day must


class Ground(NamedTuple):
    """What does not change: the pairs by visit, and `limits` int32[m, 8], visits of each day and then of the week."""

    first: Any
    provider: Any
    worth: Any
    starts: Any
    ends: Any
    mode: Any
    gaps: Any
    limits: Any


class State(NamedTuple):
    """Who takes what: `provider_of` int32[n], `jobs` int32[m, slots], `count` and `total` int64[m]."""

    provider_of: Any
    jobs: Any
    count: Any
    total: Any


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


class Trail(NamedTuple):
    """Of a search: `seen` int64[n] in which turn a visit was reached, `before` int64[n], `queue` int64[n], and for more
    worth the `gain` int64[n] when the visit has lost its place and `now` int64[n], what it is worth there."""

    seen: Any
    before: Any
    queue: Any
    gain: Any
    now: Any


@kernel
def apart(i: Any, j: Any, starts: Any, ends: Any, gap: Any) -> Any:
    """Whether one person can take both: time enough for the way from the earlier to the later."""
    return starts[j] - ends[i] >= gap[i, j] or starts[i] - ends[j] >= gap[j, i]


@kernel
def open_pairs(
    visit: Any, provider: Any, starts: Any, ends: Any, mode: Any, gaps: Any, pinned: Any, pin_first: Any,
    pin_visit: Any, busy_first: Any, busy_starts: Any, busy_ends: Any, limits: Any,
) -> Any:  # fmt: skip
    """Which pairs are still possible beside what is taken already: bool[k]. A pinned visit has none."""
    able = np.zeros(len(visit), np.bool_)
    for k in range(len(visit)):
        i, p = visit[k], provider[k]
        if pinned[i] != NOBODY or limits[p, 7] <= 0 or limits[p, starts[i] // DAY] <= 0:
            continue
        fits = True
        for b in range(busy_first[p], busy_first[p + 1]):
            fits = fits and (busy_ends[b] <= starts[i] or ends[i] <= busy_starts[b])
        for at in range(pin_first[p], pin_first[p + 1]):
            fits = fits and apart(i, pin_visit[at], starts, ends, gaps[mode[p]])
        able[k] = fits
    return able


@kernel
def longer(items: Any, size: Any) -> Any:
    """The same numbers with room for `size` at least."""
    if size <= len(items):
        return items
    more = np.empty(max(size, 2 * len(items)), items.dtype)
    more[: len(items)] = items
    return more


@kernel
def cliques(first: Any, pair: Any, visit: Any, mode: Any, starts: Any, ends: Any, gaps: Any) -> Any:
    """Sets of pairs of one provider of which at most one can be, so that every two that exclude each other stand in one.

    `pair[first[p]:first[p+1]]` are the provider's pairs by beginning; `visit` of each pair. Sets are as large as they
    can be grown, earliest visits first: those of overlapping visits are the cliques of an interval graph, and where only
    the way between two visits is too long the set is small. Answers CSR: int64[c+1], int32[entries].
    """
    most = 1
    for p in range(len(first) - 1):
        most = max(most, first[p + 1] - first[p])
    clash = np.zeros((most, most), np.bool_)
    covered = np.zeros((most, most), np.bool_)
    members, candidate = np.empty(most, np.int64), np.empty(most, np.bool_)
    edge, item, sets, used = np.zeros(1_024, np.int64), np.empty(1_024, np.int32), 0, 0
    for p in range(len(first) - 1):
        begin, size = first[p], first[p + 1] - first[p]
        for a in range(size):
            for b in range(size):
                clash[a, b] = a != b and not apart(
                    visit[pair[begin + a]], visit[pair[begin + b]], starts, ends, gaps[mode[p]]
                )
                covered[a, b] = False
        for a in range(size):
            for b in range(a + 1, size):
                if not clash[a, b] or covered[a, b]:
                    continue
                count = grown(a, b, size, clash, members, candidate)
                item, edge = longer(item, used + count), longer(edge, sets + 2)
                for x in range(count):
                    item[used + x] = pair[begin + members[x]]
                    for y in range(count):
                        covered[members[x], members[y]] = True
                used, sets = used + count, sets + 1
                edge[sets] = used
    return edge[: sets + 1].copy(), item[:used].copy()


@kernel
def grown(a: Any, b: Any, size: Any, clash: Any, members: Any, candidate: Any) -> Any:
    """A set around a and b that nothing can be added to, written into `members`; how many."""
    members[0], members[1], count = a, b, 2
    for x in range(size):
        candidate[x] = clash[a, x] and clash[b, x]
    for x in range(size):
        if candidate[x]:
            members[count] = x
            count += 1
            for y in range(size):
                candidate[y] = candidate[y] and clash[x, y]
    return count


@kernel
def trail(n: Any) -> Any:
    return Trail(
        np.full(n, -1, np.int64), np.full(n, NOBODY, np.int64), np.empty(n, np.int64), np.zeros(n, np.int64),
        np.zeros(n, np.int64),
    )  # fmt: skip


@kernel
def held(ground: Any, i: Any, p: Any) -> Any:
    """What it is worth that p takes i; 0 where p is nobody."""
    for k in range(ground.first[i], ground.first[i + 1]):
        if ground.provider[k] == p:
            return np.int64(ground.worth[k])
    return np.int64(0)


@kernel
def blocker(ground: Any, state: Any, v: Any, p: Any, out: Any) -> Any:
    """Who must go so that p can take v, if `out` went already: a visit, ROOM, ANY, SAME_DAY or NO_ROOM."""
    found, here, today = ROOM, 0, 0
    day = ground.starts[v] // DAY
    gap = ground.gaps[ground.mode[p]]
    for at in range(state.count[p]):
        j = state.jobs[p, at]
        if j == out:
            continue
        here += 1
        today += ground.starts[j] // DAY == day
        if not apart(v, j, ground.starts, ground.ends, gap):
            if found != ROOM:
                return NO_ROOM
            found = j
    if found != ROOM:
        same = ground.starts[found] // DAY == day
        return found if same or today < ground.limits[p, day] else NO_ROOM
    if today >= ground.limits[p, day]:
        return SAME_DAY
    return ANY if here >= ground.limits[p, 7] else ROOM


@kernel
def may_go(ground: Any, j: Any, v: Any, found: Any) -> Any:
    """Whether j is one of those that `blocker` says must go for v. Where there is ROOM any may."""
    if found >= 0:
        return j == found
    return found != SAME_DAY or ground.starts[j] // DAY == ground.starts[v] // DAY


@kernel
def leave(state: Any, v: Any) -> None:
    """v is nobody's."""
    p = state.provider_of[v]
    if p == NOBODY:
        return
    last = state.count[p] - 1
    for at in range(last):
        if state.jobs[p, at] == v:
            state.jobs[p, at] = state.jobs[p, last]
            break
    state.count[p] = last
    state.total[p] -= 1
    state.provider_of[v] = NOBODY


@kernel
def take(state: Any, v: Any, p: Any) -> None:
    """p takes v, wherever it was."""
    leave(state, v)
    if p == NOBODY:
        return
    state.jobs[p, state.count[p]] = v
    state.count[p] += 1
    state.total[p] += 1
    state.provider_of[v] = p


@kernel
def pull(state: Any, before: Any, end: Any, p: Any) -> None:
    """Carry a chain out from its end: the last visit goes to p, each other into the place of the one after it."""
    v, target = end, p
    while v != NOBODY:
        old = state.provider_of[v]
        take(state, v, target)
        target = old
        v = before[v]


@kernel
def on_chain(state: Any, before: Any, v: Any, p: Any) -> Any:
    """Whether p's jobs change already in the chain that ends with v."""
    while v != NOBODY:
        if state.provider_of[v] == p:
            return True
        v = before[v]
    return False


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


@kernel
def chase(ground: Any, state: Any, marks: Any, tail: Any, ceiling: Any, barred: Any) -> Any:
    """The shortest chain from one of `queue[:tail]` to a provider with room whose total is below `ceiling`; never by
    `barred`: (end, provider) or (NOBODY, NOBODY). What was seen is not looked at again."""
    head = 0
    while head < tail:
        v = marks.queue[head]
        head += 1
        for k in range(ground.first[v], ground.first[v + 1]):
            p = ground.provider[k]
            if p == barred or on_chain(state, marks.before, v, p):
                continue
            found = blocker(ground, state, v, p, NOBODY)
            if found == ROOM and state.total[p] < ceiling:
                return v, p
            if found == NO_ROOM:
                continue
            for at in range(state.count[p]):
                j = state.jobs[p, at]
                if marks.seen[j] < 0 and may_go(ground, j, v, found):
                    marks.seen[j], marks.before[j], marks.queue[tail] = 1, v, j
                    tail += 1
    return NOBODY, NOBODY


@kernel
def root(marks: Any, tail: Any, v: Any) -> Any:
    """One more visit a chain may begin with; how many there are then."""
    marks.seen[v], marks.before[v], marks.queue[tail] = 1, NOBODY, v
    return tail + 1


@kernel
def fill(ground: Any, state: Any, order: Any) -> None:
    """Serve more: chains from visits that nobody takes to anybody with room."""
    marks = trail(len(order))
    better = True
    while better:
        better = False
        marks.seen[:] = -1
        for i in order:
            if state.provider_of[i] == NOBODY:
                end, p = chase(ground, state, marks, root(marks, 0, i), 1 << 30, NOBODY)
                if end != NOBODY:
                    pull(state, marks.before, end, p)
                    better = True


@kernel
def level(ground: Any, state: Any, order: Any) -> None:
    """Spread fairer: chains that take a visit from who has much to who has at least two less. Or the visit is given up
    and another is served instead, by a chain that ends there."""
    marks = trail(len(order))
    better = True
    while better:
        better = False
        marks.seen[:] = -1
        for p in np.argsort(-state.total, kind="mergesort"):
            had, tail = state.count[p], 0
            if had == 0:
                continue
            for at in range(had):
                tail = root(marks, tail, state.jobs[p, at])
            for i in order:
                if state.provider_of[i] == NOBODY and marks.seen[i] < 0:
                    tail = root(marks, tail, i)
            end, q = chase(ground, state, marks, tail, state.total[p] - 1, p)
            if end != NOBODY:
                better = True
                pull(state, marks.before, end, q)
                if state.count[p] == had:  # another visit is served now
                    leave(state, least(ground, state, p))


@kernel
def least(ground: Any, state: Any, p: Any) -> Any:
    """p's visit that is worth least."""
    found = state.jobs[p, 0]
    for at in range(1, state.count[p]):
        if held(ground, state.jobs[p, at], p) < held(ground, found, p):
            found = state.jobs[p, at]
    return found


@kernel
def improve(ground: Any, state: Any, rounds: Any, depth: Any) -> None:
    """More worth with as many served and the same spread: chains of at most `depth` visits that end where they began, or
    with a provider who then has what the first one had, or with a visit given up for the one that is served now."""
    n = len(ground.starts)
    marks, dirty = trail(n), np.ones(n, np.bool_)
    for i in range(n):
        marks.now[i] = held(ground, i, state.provider_of[i])
    turn = 0
    for _ in range(rounds):
        better = False
        for i in range(n):
            if not dirty[i] or ground.first[i] == ground.first[i + 1]:
                continue
            dirty[i] = False
            turn += 1
            end, p = ring(ground, state, marks, i, turn, depth)
            if end != NOBODY:
                pull(state, marks.before, end, p)
                stir(ground, state, marks, end, dirty)
                better = True
        if not better:
            return


@kernel
def stir(ground: Any, state: Any, marks: Any, end: Any, dirty: Any) -> None:
    """Whoever moved, and what those helpers take beside it, is worth another look."""
    v = end
    while v != NOBODY:
        p = state.provider_of[v]
        marks.now[v] = held(ground, v, p)
        dirty[v] = True
        if p != NOBODY:
            for at in range(state.count[p]):
                dirty[state.jobs[p, at]] = True
        v = marks.before[v]


@kernel
def ring(ground: Any, state: Any, marks: Any, i: Any, turn: Any, depth: Any) -> Any:
    """The chain from i that gains most among those looked at: (its last visit, where that goes); NOBODY, NOBODY where
    none gains. Only chains whose every step has gained so far: some turn of each gaining ring is so."""
    home = state.provider_of[i]
    marks.seen[i], marks.before[i], marks.gain[i], marks.queue[0] = turn, NOBODY, -marks.now[i], i
    best, best_end, best_to = 0, NOBODY, NOBODY
    head, tail, step, last = 0, 1, 0, 1
    while head < tail:
        v = marks.queue[head]
        for k in range(ground.first[v], ground.first[v + 1]):
            p, gain = ground.provider[k], marks.gain[v] + ground.worth[k]
            if gain <= 0:
                continue
            if p == home and v != i:
                if gain > best and blocker(ground, state, v, p, i) == ROOM:
                    best, best_end, best_to = gain, v, p
                continue
            if on_chain(state, marks.before, v, p):
                continue
            found = blocker(ground, state, v, p, NOBODY)
            if found == NO_ROOM:
                continue
            if found == ROOM and gain > best and home != NOBODY and state.total[p] + 1 == state.total[home]:
                best, best_end, best_to = gain, v, p
            for at in range(state.count[p]):
                j = state.jobs[p, at]
                if marks.seen[j] == turn or not may_go(ground, j, v, found):
                    continue
                left = gain - marks.now[j]
                gives_up = home == NOBODY and left > best
                if gives_up:
                    best, best_end, best_to = left, j, NOBODY
                if gives_up or step + 1 < depth:
                    marks.seen[j], marks.before[j], marks.gain[j] = turn, v, left
                if step + 1 < depth:
                    marks.queue[tail] = j
                    tail += 1
        head += 1
        if head == last:
            step, last = step + 1, tail
    return best_end, best_to
