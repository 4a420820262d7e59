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
        after, before = ground.starts[v] - ground.ends[j], ground.starts[j] - ground.ends[v]
        if after < gap[j, v] and before < gap[v, j]:
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
    best, end, to = 0, NOBODY, NOBODY
    head, tail, step, last = 0, 1, 1, 1
    while head < tail and step <= depth:
        v = marks.queue[head]
        for k in range(ground.first[v], ground.first[v + 1]):
            p, gain = ground.provider[k], marks.gain[v] + ground.worth[k]
            found = NO_ROOM if gain <= 0 else onward(ground, state, marks, i, v, p)
            if gain > best and closes(state, found, home, p):
                best, end, to = gain, v, p
            if found == NO_ROOM or (p == home and home != NOBODY):
                continue
            for at in range(state.count[p]):
                j = state.jobs[p, at]
                if marks.seen[j] == turn or not may_go(ground, j, v, found):
                    continue
                left = gain - marks.now[j]
                if home == NOBODY and left > best:
                    best, end, to = left, j, NOBODY
                elif step == depth:
                    continue
                marks.seen[j], marks.before[j], marks.gain[j] = turn, v, left
                marks.queue[tail] = j
                tail += 1
        head += 1
        if head == last:
            step, last = step + 1, tail
    return end, to


@kernel
def onward(ground: Any, state: Any, marks: Any, i: Any, v: Any, p: Any) -> Any:
    """Who must go so that p takes v in a chain from i; NO_ROOM where p's jobs change in it already. Where i was, i is gone."""
    if p == state.provider_of[i]:
        there = blocker(ground, state, v, p, i) if v != i else NO_ROOM
        return ROOM if there == ROOM else NO_ROOM
    if on_chain(state, marks.before, v, p):
        return NO_ROOM
    return blocker(ground, state, v, p, NOBODY)


@kernel
def closes(state: Any, found: Any, home: Any, p: Any) -> Any:
    """Whether a chain may end at p: with who had its first visit, or who has one less than that one."""
    return found == ROOM and home != NOBODY and (p == home or state.total[p] + 1 == state.total[home])
