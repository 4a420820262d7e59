"""The compiled loops of a week. They stand together: kernels that call each other share one file.

Shapes: n visits, m providers, k pairs. Pairs of visit i are `first[i]:first[i+1]`. `jobs[p, :count[p]]` are the visits a
provider takes, `total[p]` its load of the last weeks with them. A chain is a row of visits in which each takes the place
of the next; `before[v]` is the visit that takes v's place, so that a chain is walked from its end.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ibasho.base.kernel.compiled import kernel

NOBODY = -1
DAY = 1_440
NO_ROOM = -2  # more than one visit would have to go
ROOM, ANY, SAME_DAY = -1, -3, -4  # nobody must go · one of all must · one of this day must


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
def held(i: Any, p: Any, first: Any, provider: Any, worth: Any) -> Any:
    """What the pair is worth; -1 where there is none."""
    for k in range(first[i], first[i + 1]):
        if provider[k] == p:
            return worth[k]
    return -1


@kernel
def blocker(v: Any, p: Any, out: Any, starts: Any, ends: Any, gap: Any, jobs: Any, count: Any, limits: Any) -> Any:
    """Who must go for p to take v, if `out` went already: a visit, ROOM, ANY, SAME_DAY or NO_ROOM.
    `limits`: visits a week, then a day, int32[m, 8]."""
    found, here, today = ROOM, 0, 0
    day = starts[v] // DAY
    for at in range(count[p]):
        j = jobs[p, at]
        if j == out:
            continue
        here += 1
        today += starts[j] // DAY == day
        if not apart(v, j, starts, ends, gap):
            if found != ROOM:
                return NO_ROOM
            found = j
    full_week, full_day = here >= limits[p, 7], today >= limits[p, day]
    if found != ROOM:
        return found if not full_day or starts[found] // DAY == day else NO_ROOM
    return SAME_DAY if full_day else ANY if full_week else ROOM


@kernel
def leave(v: Any, provider_of: Any, jobs: Any, count: Any, total: Any) -> None:
    """v is nobody's."""
    p = provider_of[v]
    if p == NOBODY:
        return
    for at in range(count[p]):
        if jobs[p, at] == v:
            jobs[p, at] = jobs[p, count[p] - 1]
            break
    count[p] -= 1
    total[p] -= 1
    provider_of[v] = NOBODY


@kernel
def take(v: Any, p: Any, provider_of: Any, jobs: Any, count: Any, total: Any) -> None:
    """p takes v, wherever it was."""
    leave(v, provider_of, jobs, count, total)
    jobs[p, count[p]] = v
    count[p] += 1
    total[p] += 1
    provider_of[v] = p


@kernel
def pull(end: Any, p: Any, before: Any, provider_of: Any, jobs: Any, count: Any, total: Any) -> Any:
    """Carry a chain out from its end: the last goes to p, each other into the place of the one after. Its first visit."""
    v, target = end, p
    while True:
        old = provider_of[v]
        if target == NOBODY:
            leave(v, provider_of, jobs, count, total)
        else:
            take(v, target, provider_of, jobs, count, total)
        target = old
        if before[v] == NOBODY:
            return v
        v = before[v]


@kernel
def on_chain(v: Any, p: Any, before: Any, provider_of: Any) -> Any:
    """Whether p's jobs change already in the chain that ends with v."""
    while v != NOBODY:
        if provider_of[v] == p:
            return True
        v = before[v]
    return False


@kernel
def begin(
    order: Any, first: Any, provider: Any, worth: Any, starts: Any, ends: Any, mode: Any, gaps: Any, limits: Any,
    provider_of: Any, jobs: Any, count: Any, total: Any,
) -> None:  # fmt: skip
    """Visit after visit to who is free and has the least load; of equals, where it is worth most."""
    for i in order:
        best, best_worth = NOBODY, -1
        for k in range(first[i], first[i + 1]):
            p = provider[k]
            if best != NOBODY and (total[p] > total[best] or (total[p] == total[best] and worth[k] <= best_worth)):
                continue
            if blocker(i, p, NOBODY, starts, ends, gaps[mode[p]], jobs, count, limits) == ROOM:
                best, best_worth = p, worth[k]
        if best != NOBODY:
            take(i, best, provider_of, jobs, count, total)


@kernel
def chase(
    queue: Any, tail: Any, ceiling: Any, barred: Any, first: Any, provider: Any, starts: Any, ends: Any, mode: Any,
    gaps: Any, limits: Any, provider_of: Any, jobs: Any, count: Any, total: Any, seen: Any, before: Any,
) -> Any:  # fmt: skip
    """The shortest chain from one of `queue[:tail]` to a provider with room and `total` below `ceiling`; never by
    `barred`. (end, provider), or (NOBODY, NOBODY). What was `seen` is not looked at again."""
    head = 0
    while head < tail:
        v = queue[head]
        head += 1
        for k in range(first[v], first[v + 1]):
            p = provider[k]
            if p == barred or on_chain(v, p, before, provider_of):
                continue
            found = blocker(v, p, NOBODY, starts, ends, gaps[mode[p]], jobs, count, limits)
            if found == NO_ROOM:
                continue
            if found == ROOM and total[p] < ceiling:
                return v, p
            for at in range(count[p]):
                j = jobs[p, at]
                if seen[j] or (found >= 0 and j != found):
                    continue
                if found == SAME_DAY and starts[j] // DAY != starts[v] // DAY:
                    continue
                seen[j] = True
                before[j] = v
                queue[tail] = j
                tail += 1
    return NOBODY, NOBODY


@kernel
def fill(
    order: Any, first: Any, provider: Any, starts: Any, ends: Any, mode: Any, gaps: Any, limits: Any,
    provider_of: Any, jobs: Any, count: Any, total: Any,
) -> None:  # fmt: skip
    """Serve more: chains from visits that nobody takes to anybody with room."""
    n = len(starts)
    queue, seen, before = np.empty(n, np.int64), np.zeros(n, np.bool_), np.full(n, NOBODY, np.int64)
    better = True
    while better:
        better = False
        seen[:] = False
        for i in order:
            if provider_of[i] != NOBODY or first[i] == first[i + 1]:
                continue
            queue[0], before[i], seen[i] = i, NOBODY, True
            end, p = chase(
                queue, 1, 1 << 30, NOBODY, first, provider, starts, ends, mode, gaps, limits, provider_of, jobs,
                count, total, seen, before,
            )  # fmt: skip
            if end != NOBODY:
                pull(end, p, before, provider_of, jobs, count, total)
                better = True


@kernel
def level(
    order: Any, first: Any, provider: Any, worth: Any, starts: Any, ends: Any, mode: Any, gaps: Any, limits: Any,
    provider_of: Any, jobs: Any, count: Any, total: Any,
) -> None:  # fmt: skip
    """Spread fairer: chains that take a visit from who has much to who has at least two less. Or the visit is given up
    and another is served instead, by a chain that ends there."""
    n, m = len(starts), len(total)
    queue, seen, before = np.empty(n, np.int64), np.zeros(n, np.bool_), np.full(n, NOBODY, np.int64)
    better = True
    while better:
        better = False
        seen[:] = False
        for p in np.argsort(-total, kind="mergesort"):
            tail = 0
            for at in range(count[p]):
                queue[tail], before[jobs[p, at]], seen[jobs[p, at]] = jobs[p, at], NOBODY, True
                tail += 1
            if tail == 0:
                continue
            for i in order:
                if provider_of[i] == NOBODY and not seen[i]:
                    queue[tail], before[i], seen[i] = i, NOBODY, True
                    tail += 1
            end, q = chase(
                queue, tail, total[p] - 1, p, first, provider, starts, ends, mode, gaps, limits, provider_of, jobs,
                count, total, seen, before,
            )  # fmt: skip
            if end == NOBODY:
                continue
            better = True
            had = count[p]
            pull(end, q, before, provider_of, jobs, count, total)
            if count[p] == had:  # somebody else is served now: give up the visit that is worth least
                least = jobs[p, 0]
                for at in range(1, had):
                    if held(jobs[p, at], p, first, provider, worth) < held(least, p, first, provider, worth):
                        least = jobs[p, at]
                leave(least, provider_of, jobs, count, total)


@kernel
def improve(
    rounds: Any, depth: Any, first: Any, provider: Any, worth: Any, starts: Any, ends: Any, mode: Any, gaps: Any,
    limits: Any, provider_of: Any, jobs: Any, count: Any, total: Any,
) -> None:  # fmt: skip
    """More worth with the same number served and the same spread: chains of at most `depth` visits that end where they
    began, or at a provider who then has what the first one had. Each step's sum is above nought (some turn of every
    gaining ring is so)."""
    n = len(starts)
    now = np.zeros(n, np.int64)  # what each visit is worth where it is
    for i in range(n):
        if provider_of[i] != NOBODY:
            now[i] = held(i, provider_of[i], first, provider, worth)
    stamp, before = np.full(n, -1, np.int64), np.full(n, NOBODY, np.int64)
    gain, layer, following = np.zeros(n, np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    dirty = np.ones(n, np.bool_)
    turn = 0
    for _ in range(rounds):
        better = False
        for i in range(n):
            if not dirty[i] or first[i] == first[i + 1]:
                continue
            dirty[i] = False
            turn += 1
            home = provider_of[i]
            stamp[i], before[i], gain[i] = turn, NOBODY, -now[i]
            layer[0], size = i, 1
            best, best_end, best_to = 0, NOBODY, NOBODY
            for step in range(depth):
                wide = 0
                for at in range(size):
                    v = layer[at]
                    for k in range(first[v], first[v + 1]):
                        p, reached = provider[k], gain[v] + worth[k]
                        if reached <= 0:
                            continue
                        if p == home and v != i:
                            if reached > best:
                                found = blocker(v, p, i, starts, ends, gaps[mode[p]], jobs, count, limits)
                                if found == ROOM:
                                    best, best_end, best_to = reached, v, p
                            continue
                        if on_chain(v, p, before, provider_of):
                            continue
                        found = blocker(v, p, NOBODY, starts, ends, gaps[mode[p]], jobs, count, limits)
                        if found == NO_ROOM:
                            continue
                        if found == ROOM and home != NOBODY and total[p] + 1 == total[home] and reached > best:
                            best, best_end, best_to = reached, v, p
                        for slot in range(count[p]):
                            j = jobs[p, slot]
                            if found >= 0 and j != found:
                                continue
                            if found == SAME_DAY and starts[j] // DAY != starts[v] // DAY:
                                continue
                            left = reached - now[j]
                            if home == NOBODY and left > best:
                                if stamp[j] != turn:
                                    best, best_end, best_to = left, j, NOBODY
                                    stamp[j], before[j], gain[j] = turn, v, left
                                    if step + 1 < depth:
                                        following[wide] = j
                                        wide += 1
                                continue
                            if stamp[j] == turn or step + 1 >= depth:
                                continue
                            stamp[j], before[j], gain[j] = turn, v, left
                            following[wide] = j
                            wide += 1
                layer, following, size = following, layer, wide
            if best > 0:
                v, target = best_end, best_to
                while v != NOBODY:
                    old = provider_of[v]
                    if target != NOBODY:
                        now[v] = held(v, target, first, provider, worth)
                    else:
                        now[v] = 0
                    for place in (old, target):
                        if place != NOBODY:
                            for slot in range(count[place]):
                                dirty[jobs[place, slot]] = True
                    dirty[v] = True
                    target = old
                    v = before[v]
                pull(best_end, best_to, before, provider_of, jobs, count, total)
                better = True
        if not better:
            return
