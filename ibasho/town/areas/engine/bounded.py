"""The bounded search itself, compiled: kernels that call each other share one file, for numba's cache looks at one only.

A bucket queue (Dial) instead of a heap: distances are integers and each search is bounded, so the next node is taken
out of a short list instead of a tree. A bucket is narrower than almost every street; where a street is shorter, its
end falls into the bucket that is being emptied and is looked at again, so the answer is exact all the same.

Places that stand close together are searched abreast: each node holds one way per place, side by side in memory, and a
street is walked for 16 or 64 of them with a few vector instructions. A node whose ways became shorter is looked at
again, so the order in which nodes are taken costs time but never changes an answer. Where places are scattered the
lanes would be empty, and each is searched on its own.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ibasho.base.kernel.compiled import kernel
from ibasho.town.areas.engine.network import UNREACHED, Ints

Number = int | np.integer[Any]  # of a width that the compiler knows
Counts = NDArray[np.int64]
Metres = NDArray[np.float64]
Found = tuple[Counts, Counts, Ints, Ints]  # where each source's pairs begin, how many, nodes, ways
NOWHERE = np.int32(UNREACHED)
LANES = 64  # places searched abreast where they stand close …
FEW = 16  # … and where they stand less close
CLOSE, LESS_CLOSE = (
    1.8,
    1.05,
)  # how wide such a group may be, as a share of the limit: measured on Ube and a grid
FAR = np.int32(1 << 30)  # no way yet; twice of it still fits into 32 bits
NO_ROOM = -1


@kernel
def searched(
    first: Ints, to: Ints, mm: Ints, x: Metres, y: Metres, sources: Ints, limit: int, shift: int, buckets: int
) -> Found:
    """One bounded search after another: where each one's nodes and ways begin, and how many it found."""
    nodes = len(first) - 1
    best, slot, head = (
        np.full(nodes, NOWHERE, np.int32),
        np.full(nodes, -1, np.int32),
        np.full(buckets, -1, np.int32),
    )
    room = 2048
    queue, names, due, table = _rooms(room)
    starts, counts = np.zeros(len(sources), np.int64), np.zeros(len(sources), np.int64)
    points, ways = np.empty(nodes + 65536, np.int32), np.empty(nodes + 65536, np.int32)
    end = source = 0
    while source < len(sources):
        lanes = _lanes(x, y, sources, source, limit)
        mine = slice(source, min(source + lanes, len(sources)))
        likely = max(nodes, end * (len(sources) - source) // max(1, source))
        if end + nodes > len(points):
            points, ways = _grown(points, end, likely), _grown(ways, end, likely)
        if lanes > 1:
            found = _abreast(
                first, to, mm, sources[mine], np.int32(limit), shift, np.uint64(lanes), slot, head, names, due,
                table, queue,
            )  # fmt: skip
        else:
            found = _one(first, to, mm, sources[source], limit, shift, best, head, queue, points[end:])
        if found == NO_ROOM:
            room *= 2
            queue, names, due, table = _rooms(room)
            continue
        if lanes > 1:
            wanted = (found + 1) * lanes
            if end + wanted > len(points):
                points, ways = _grown(points, end, wanted + likely), _grown(ways, end, wanted + likely)
            end = _told(
                names,
                table,
                found,
                np.int32(limit),
                np.uint64(lanes),
                starts[mine],
                counts[mine],
                points,
                ways,
                end,
            )
        else:
            for at in range(end, end + found):
                ways[at] = best[points[at]]
                best[points[at]] = NOWHERE
            starts[source], counts[source] = end, found
            end += found
        source = mine.stop
    return starts, counts, points[:end], ways[:end]


@kernel
def _rooms(room: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Queue, names, due and table for as many rows."""
    return (
        np.empty((4 * room, 3), np.int32), np.empty(room, np.int32), np.empty(room, np.int32),
        np.empty(room * LANES, np.int32),
    )  # fmt: skip


@kernel
def _grown(values: Ints, used: int, wanted: int) -> Ints:
    """The same with room for as many more, and half as long again at least."""
    more = np.empty(max(used + wanted, len(values) * 3 // 2), np.int32)
    more[:used] = values[:used]
    return more


@kernel
def _lanes(x: Metres, y: Metres, sources: Ints, begin: int, limit: int) -> int:
    """How many of the next sources stand close enough to be searched abreast: 64, 16 or 1."""
    if limit >= FAR:
        return 1
    for lanes, share in ((LANES, CLOSE), (FEW, LESS_CLOSE)):
        some = sources[begin : begin + lanes]
        if 4 * len(some) < 3 * lanes:
            continue
        wide, high = np.ptp(x[some]), np.ptp(y[some])
        if np.sqrt(wide * wide + high * high) * 1000 <= share * limit:
            return lanes
    return 1


@kernel
def _one(
    first: Ints,
    to: Ints,
    mm: Ints,
    source: int,
    limit: int,
    shift: int,
    best: Ints,
    head: Ints,
    queue: Ints,
    found: Ints,
) -> int:
    """Fills `best` (UNREACHED before) and lists the nodes in `found`; how many, or NO_ROOM with everything as it was
    before. An entry of the queue is (node, mm, next). No array is made anew in here: numba would count references in
    the innermost loop."""
    ring = len(head) - 1
    best[source], found[0], count = 0, source, 1
    queue[0, 0], queue[0, 1], queue[0, 2] = source, 0, -1
    head[0], top, waiting, bucket = 0, 1, 1, 0
    while waiting:
        entry = head[bucket & ring]
        if entry < 0:
            bucket += 1
            continue
        head[bucket & ring] = queue[entry, 2]
        waiting -= 1
        node, way = queue[entry, 0], queue[entry, 1]
        if best[node] != way:
            continue  # a shorter way was found after this entry was made
        if top + first[node + 1] - first[node] > len(queue):
            best[found[:count]] = NOWHERE
            head[:] = -1
            return NO_ROOM
        for arc in range(first[node], first[node + 1]):
            other, further = to[arc], way + np.int64(mm[arc])
            if further <= limit and further < best[other]:
                if best[other] == NOWHERE:
                    found[count] = other
                    count += 1
                best[other] = further
                into = (further >> shift) & ring
                queue[top, 0], queue[top, 1], queue[top, 2] = other, further, head[into]
                head[into] = top
                top += 1
                waiting += 1
    return count


@kernel
def _abreast(
    first: Ints,
    to: Ints,
    mm: Ints,
    sources: Ints,
    limit: Number,
    shift: int,
    lanes: Number,
    slot: Ints,
    head: Ints,
    names: Ints,
    due: Ints,
    table: Ints,
    queue: Ints,
) -> int:
    """All sources at once; how many rows are used, or NO_ROOM with `slot` and `head` as they were before.

    Node `names[r]` has its ways in row r of `table`; `due[r]` is the bucket in which it waits, -1 where nothing about
    it is new. `slot` is the row of each node, -1 before and after.
    """
    used = top = 0
    for lane in range(len(sources)):
        row = _row(sources[lane], used, lanes, slot, names, due, table)
        used += 1
        table[np.uint64(row) * lanes + np.uint64(lane)] = 0
        top = _wait(row, 0, due, head, queue, top)
    waiting, bucket, ring = top, 0, len(head) - 1
    while waiting:
        entry = head[bucket & ring]
        if entry < 0:
            bucket += 1
            continue
        head[bucket & ring] = queue[entry, 2]
        waiting -= 1
        row, soon = queue[entry, 0], queue[entry, 1]
        if due[row] != soon:
            continue
        due[row] = -1
        node = names[row]
        degree = first[node + 1] - first[node]
        if top + degree > len(queue) or used + degree > len(names):
            slot[names[:used]] = -1
            head[:] = -1
            return NO_ROOM
        for arc in range(first[node], first[node + 1]):
            if mm[arc] > limit:
                continue
            other = slot[to[arc]]
            if other < 0:
                other = _row(to[arc], used, lanes, slot, names, due, table)
                used += 1
            low = _shortened(table, row, other, mm[arc], limit, lanes)
            if low < FAR:
                before = top
                top = _wait(other, max(low >> shift, bucket), due, head, queue, top)
                waiting += top - before
    slot[names[:used]] = -1
    return used


@kernel
def _shortened(table: Ints, row: Number, other: Number, mm: Number, limit: Number, lanes: Number) -> Number:
    """Walks one street for all lanes; the shortest way that became shorter, FAR where none did. Kept free of branches
    and its number of lanes unknown to the compiler, which then makes vector instructions of it."""
    here, there = np.uint64(row) * lanes, np.uint64(other) * lanes
    low = FAR
    for lane in range(lanes):
        way = np.int32(table[here + lane] + mm)
        old = table[there + lane]
        way = way if way <= limit else FAR
        low = min(low, way if way < old else FAR)
        table[there + lane] = min(way, old)
    return np.int32(low)


@kernel
def _wait(row: Number, soon: Number, due: Ints, head: Ints, queue: Ints, top: int) -> int:
    """Puts a row into its bucket unless it waits there or earlier already."""
    if 0 <= due[row] <= soon:
        return top
    into = soon & (len(head) - 1)
    due[row] = soon
    queue[top, 0], queue[top, 1], queue[top, 2] = row, soon, head[into]
    head[into] = top
    return top + 1


@kernel
def _row(node: Number, row: Number, lanes: Number, slot: Ints, names: Ints, due: Ints, table: Ints) -> Number:
    """A new row for a node that has none."""
    slot[node], names[row], due[row] = row, node, -1
    begin = np.uint64(row) * lanes
    for lane in range(lanes):
        table[begin + lane] = FAR
    return np.int32(row)


@kernel
def _told(
    names: Ints,
    table: Ints,
    used: int,
    limit: Number,
    lanes: Number,
    starts: Counts,
    counts: Counts,
    points: Ints,
    ways: Ints,
    end: int,
) -> int:
    """Writes the ways of each lane one after another, with a gap of one that is written over without asking."""
    told = np.zeros(np.int64(lanes), np.int32)
    for row in range(used):
        begin = np.uint64(row) * lanes
        for lane in range(lanes):
            told[lane] = np.int32(told[lane] + np.int32(table[begin + lane] <= limit))
    cursor = np.empty(len(starts), np.int64)
    for lane in range(len(starts)):
        starts[lane] = cursor[lane] = end
        counts[lane] = told[lane]
        end += told[lane] + 1
    for block in range(0, used, 32):
        last = min(block + 32, used)
        for lane in range(len(starts)):
            at = cursor[lane]
            for row in range(block, last):
                way = table[np.uint64(row) * lanes + np.uint64(lane)]
                points[at], ways[at] = names[row], way
                at += way <= limit
            cursor[lane] = at
    return end
