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
    pin_visit: Any, busy_first: Any, busy_starts: Any, busy_ends: Any, week_left: Any, day_left: Any,
) -> Any:  # fmt: skip
    """Which pairs are still possible beside what is taken already: bool[k]. A pinned visit has none."""
    able = np.zeros(len(visit), np.bool_)
    for k in range(len(visit)):
        i, p = visit[k], provider[k]
        if pinned[i] != NOBODY or week_left[p] <= 0 or day_left[p, starts[i] // DAY] <= 0:
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
def begin(ground: Any, state: Any, order: Any) -> None:
    """Visit after visit to who is free and has the least load; of equals, where it is worth most."""
    total = state.total
    for i in order:
        best, best_worth = NOBODY, 0
        for k in range(ground.first[i], ground.first[i + 1]):
            p, worth = ground.provider[k], ground.worth[k]
            if best != NOBODY and (total[p] > total[best] or (total[p] == total[best] and worth <= best_worth)):
                continue
            if blocker(ground, state, i, p, NOBODY) == ROOM:
                best, best_worth = p, worth
        take(state, i, best)


@kernel
def chase(ground: Any, state: Any, marks: Any, tail: Any, ceiling: Any, barred: Any) -> Any:
    """The shortest chain from one of `queue[:tail]` to a provider with room whose total is below `ceiling`; never by
    `barred`: (end, provider, 0), or (NOBODY, NOBODY, how many visits were looked at). What was seen before is not looked
    at again."""
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
                return v, p, 0
            if found == NO_ROOM:
                continue
            for at in range(state.count[p]):
                j = state.jobs[p, at]
                if marks.seen[j] < 0 and may_go(ground, j, v, found):
                    marks.seen[j], marks.before[j], marks.queue[tail] = 1, v, j
                    tail += 1
    return NOBODY, NOBODY, tail


@kernel
def root(marks: Any, tail: Any, v: Any) -> Any:
    """One more visit a chain may begin with; how many there are then."""
    marks.seen[v], marks.before[v], marks.queue[tail] = 1, NOBODY, v
    return tail + 1


@kernel
def fill(ground: Any, state: Any, order: Any, trades: Any) -> None:
    """Serve more: chains from visits that nobody takes to anybody with room. Where there is none, serve it instead of a
    longer one that a chain leads to, in at most `trades` rounds: time that is free again lets others in."""
    marks = trail(len(order))
    trading = False
    while True:
        better = False
        marks.seen[:] = -1
        for i in order:
            if state.provider_of[i] != NOBODY:
                continue
            end, p, looked = chase(ground, state, marks, root(marks, 0, i), 1 << 30, NOBODY)
            if end == NOBODY and trading:
                end, p = longest(ground, marks, looked), NOBODY
            if end != NOBODY and end != i or p != NOBODY:
                pull(state, marks.before, end, p)
                better = better or p != NOBODY
        if not better and trades == 0:
            return
        trading = not better
        trades -= trading


@kernel
def longest(ground: Any, marks: Any, looked: Any) -> Any:
    """The longest of the visits looked at; the first one where none is longer."""
    found = marks.queue[0]
    for at in range(1, looked):
        j = marks.queue[at]
        if ground.ends[j] - ground.starts[j] > ground.ends[found] - ground.starts[found]:
            found = j
    return found


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
            end, q, _ = chase(ground, state, marks, tail, state.total[p] - 1, p)
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
