"""The compiled loops of a study. They stand together: kernels that call each other share one file.

Shapes: D points, P places, K meetings, W words of 64 half-hours, C cells. Meetings are "this point lies within the
minutes of this place", by place: those of place j are `first[j]:first[j+1]`.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ibasho.base.kernel.compiled import kernel

NEAR = 1  # flags of a point: some place lies within the minutes …
OPEN = 2  # … some such place is open in my free time, whatever it says to me


@kernel
def bits_in(word: Any) -> Any:
    """How many of the 64 bits are set."""
    word = word - ((word >> np.uint64(1)) & np.uint64(0x5555555555555555))
    word = (word & np.uint64(0x3333333333333333)) + ((word >> np.uint64(2)) & np.uint64(0x3333333333333333))
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@kernel
def chains(node: Any, nodes: Any) -> Any:
    """Points by node as chains: the first of node n is `head[n]`, the one after point d is `after[d]`; -1 ends."""
    head = np.full(nodes, -1, np.int32)
    after = np.full(len(node), -1, np.int32)
    for d in range(len(node) - 1, -1, -1):
        n = node[d]
        if 0 <= n < nodes:
            after[d] = head[n]
            head[n] = d
    return head, after


@kernel
def most(first: Any, point: Any, mm: Any, mm_max: Any, head: Any, after: Any) -> Any:
    """How many meetings there can be at most, so that their arrays are made once."""
    found = 0
    for way in range(first.shape[0]):
        for k in range(first[way, 0], first[way, -1]):
            if mm[k] <= mm_max[way] and point[k] < len(head):
                d = head[point[k]]
                while d >= 0:
                    found += 1
                    d = after[d]
    return found


@kernel
def meet(
    first: Any, point: Any, mm: Any, pace: Any, minutes_max: Any, inside: Any, head: Any, after: Any,
    district: Any, place_district: Any, room: Any,
) -> Any:  # fmt: skip
    """Every (place, point) within the minutes of some way, once, with the fewest whole minutes of all ways.

    `first` int64[ways, P+1] into `point`, `mm` of all ways one after another; `pace` mm a minute, by way.
    """
    places = first.shape[1] - 1
    starts = np.zeros(places + 1, np.int64)
    points = np.empty(room, np.int32)
    minutes = np.empty(room, np.int16)
    best = np.full(len(after), -1, np.int16)
    found = 0
    for j in range(places):
        for way in range(first.shape[0]):
            mm_max = pace[way] * minutes_max[way]
            for k in range(first[way, j], first[way, j + 1]):
                if mm[k] > mm_max or point[k] >= len(head):
                    continue
                m = (mm[k] + pace[way] - 1) // pace[way]
                d = head[point[k]]
                while d >= 0:
                    barred = inside[way] and (district[d] < 0 or district[d] != place_district[j])
                    if not barred and best[d] < 0:
                        best[d] = m
                        points[found] = d
                        found += 1
                    elif not barred and m < best[d]:
                        best[d] = m
                    d = after[d]
        for k in range(starts[j], found):
            minutes[k] = best[points[k]]
            best[points[k]] = -1
        starts[j + 1] = found
    return starts, points[:found].copy(), minutes[:found].copy()


@kernel
def masks_of(opened: Any, allowed: Any, masks: Any, lively: Any) -> None:
    """What of one place's hours can be used with m minutes of travel: `masks` [M+1, W], `lively` whether any is."""
    for m in range(len(allowed)):
        some = False
        for w in range(allowed.shape[1]):
            masks[m, w] = opened[w] & allowed[m, w]
            some = some or masks[m, w] != 0
        lively[m] = some


@kernel
def cover(
    first: Any, point: Any, minutes: Any, opened: Any, allowed: Any, wanted: Any, says: Any, kind: Any,
    words: Any, asked: Any, flags: Any, kinds: Any, usable: Any,
) -> None:  # fmt: skip
    """Adds to each point what its places give. `says[j]`: 0 no, 1 ask, 2 yes. Fills `words` uint64[D, W], `asked`
    (the same for places that must be asked; may have no rows where there are none), `flags`, `kinds` and, by
    meeting, whether it can be `usable` at all (open in my free time and a yes)."""
    masks = np.empty(allowed.shape, np.uint64)
    lively = np.empty(len(allowed), np.bool_)
    for j in range(len(first) - 1):
        if not wanted[j]:
            continue
        masks_of(opened[j], allowed, masks, lively)
        bit = np.uint32(1) << np.uint32(kind[j])
        for k in range(first[j], first[j + 1]):
            d, m = point[k], minutes[k]
            flags[d] |= NEAR
            if not lively[m]:
                continue
            flags[d] |= OPEN
            if says[j] == 2:
                usable[k] = True
                kinds[d] |= bit
                for w in range(masks.shape[1]):
                    words[d, w] |= masks[m, w]
            elif says[j] == 1:
                for w in range(masks.shape[1]):
                    asked[d, w] |= masks[m, w]


@kernel
def counted(words: Any) -> Any:
    """int32[D]: how many half-hours are set in each row."""
    out = np.zeros(len(words), np.int32)
    for d in range(len(words)):
        total = 0
        for w in range(words.shape[1]):
            total += bits_in(words[d, w])
        out[d] = total
    return out


@kernel
def verdict_of(flags: Any, slots: Any, seats: Any, slots_least: Any, seats_least: Any) -> Any:
    """The kind of 空白 of one point (rules.layers.Blank), in the order the study asks."""
    if slots == 0:
        return 1 if flags & NEAR == 0 else (2 if flags & OPEN == 0 else 3)
    if slots < slots_least:
        return 2
    return 4 if seats < seats_least else 0


@kernel
def judge(flags: Any, slots: Any, seats: Any, slots_least: Any, seats_least: Any) -> Any:
    """uint8[D] of Blank."""
    out = np.empty(len(flags), np.uint8)
    for d in range(len(flags)):
        out[d] = verdict_of(flags[d], slots[d], seats[d], slots_least, seats_least)
    return out


@kernel
def would(blank: Any, words: Any, asked: Any, slots_least: Any) -> Any:
    """bool[D]: not reached, but it would be if the places that must be asked said yes."""
    out = np.zeros(len(blank), np.bool_)
    for d in range(len(blank)):
        if blank[d] == 0:
            continue
        both, more = 0, False
        for w in range(words.shape[1]):
            both += bits_in(words[d, w] | asked[d, w])
            more = more or asked[d, w] != 0
        out[d] = more and both >= slots_least
    return out


@kernel
def by_point(first: Any, point: Any, minutes: Any, points: Any) -> Any:
    """The meetings turned round: those of point d are `starts[d]:starts[d+1]`, with place and minutes."""
    starts = np.zeros(points + 1, np.int64)
    for k in range(len(point)):
        starts[point[k] + 1] += 1
    for d in range(points):
        starts[d + 1] += starts[d]
    at = starts[:-1].copy()
    place = np.empty(len(point), np.int32)
    there = np.empty(len(point), np.int16)
    for j in range(len(first) - 1):
        for k in range(first[j], first[j + 1]):
            d = point[k]
            place[at[d]] = j
            there[at[d]] = minutes[k]
            at[d] += 1
    return starts, place, there


@kernel
def in_order(point: Any, mm: Any, nodes: Any) -> Any:
    """The points of one place in the order of their numbers, which is that of the memory: looked at one after another
    they are found sooner. Those that are no node are left out."""
    ways = np.full(nodes, -1, np.int32)
    for k in range(len(point)):
        if 0 <= point[k] < nodes:
            ways[point[k]] = mm[k]
    points, found = np.empty(len(point), np.int32), np.empty(len(point), np.int32)
    count = 0
    for n in range(nodes):
        if ways[n] >= 0:
            points[count] = n
            found[count] = ways[n]
            count += 1
    return points[:count], found[:count]


@kernel
def _without(
    drop: Any,
    places: Any,
    there: Any,
    opened: Any,
    allowed: Any,
    wanted: Any,
    says: Any,
    share: Any,
    rest: Any,
) -> Any:
    """One point's hours (into `rest`), flags and seats without the place `drop`."""
    rest[:] = 0
    flags, seats = np.uint8(0), 0.0
    for k in range(len(places)):
        j, m = places[k], there[k]
        if j == drop or not wanted[j]:
            continue
        flags |= NEAR
        some = False
        for w in range(len(rest)):
            some = some or (opened[j, w] & allowed[m, w]) != 0
        if not some:
            continue
        flags |= OPEN
        if says[j] == 2:
            seats += share[j]
            for w in range(len(rest)):
                rest[w] |= opened[j, w] & allowed[m, w]
    return flags, seats


@kernel
def _more(row: Any, mask: Any) -> Any:
    """How many half-hours of `mask` are new to `row`."""
    total = 0
    for w in range(len(row)):
        total += bits_in(mask[w] & ~row[w])
    return total


@kernel
def change(
    gone: Any, drop: Any, points: Any, minutes: Any, masks: Any, lively: Any, yes: Any, pin_share: Any,
    starts: Any, place: Any, there: Any, opened: Any, allowed: Any, wanted: Any, says: Any, share: Any,
    words: Any, flags: Any, slots: Any, seats: Any, blank: Any, children: Any, cell: Any,
    slots_least: Any, seats_least: Any, at: Any, out: Any, seen: Any,
) -> None:  # fmt: skip
    """What changes for one stage if place `drop` goes (its points are `gone`) and a pin comes (`points`, `minutes`,
    its usable hours `masks` [M+1, W]). Adds to `out` float64[C, T, 6] at stage `at`, and marks the cells `seen`."""
    rest, none = np.empty(words.shape[1], np.uint64), np.zeros(words.shape[1], np.uint64)
    pin = np.full(len(cell) if len(gone) else 0, -1, np.int32)
    for k in range(len(points) if len(gone) else 0):
        pin[points[k]] = k
    for i in range(len(gone) + len(points)):
        dropped = i < len(gone)
        k = pin[gone[i]] if dropped else i - len(gone)
        d = gone[i] if dropped else points[k]
        if dropped:
            span = slice(starts[d], starts[d + 1])
            flag, seat = _without(drop, place[span], there[span], opened, allowed, wanted, says, share, rest)
            count = _more(none, rest)
        elif len(gone) and pin[d] < 0:
            continue  # its turn came among those that lost the place
        else:
            flag, seat, count = flags[d], seats[d], np.int64(slots[d])
        if k >= 0:
            m = minutes[k]
            flag |= NEAR | (OPEN if lively[m] else 0)
            if lively[m] and yes:
                seat += pin_share
                count += _more(rest if dropped else words[d], masks[m])
        if dropped:
            pin[d] = -1
        now = verdict_of(flag, count, seat, slots_least, seats_least)
        c = cell[d]
        seen[c] = True
        out[c, at, 5] += children[d] * (count - slots[d])
        if now != blank[d]:
            out[c, at, blank[d]] -= children[d]
            out[c, at, now] += children[d]


@kernel
def _metres(lat: Any, lng: Any, other_lat: Any, other_lng: Any, earth: Any) -> Any:
    """As `kernel.geo.haversine_m`."""
    phi, other = math.radians(lat), math.radians(other_lat)
    half = math.sin((other - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other) * math.sin(math.radians(other_lng - lng) / 2) ** 2
    return 2 * earth * math.asin(math.sqrt(min(1.0, half)))


@kernel
def straight(
    row: Any, column: Any, place_lat: Any, place_lng: Any, order: Any, first: Any, rows: Any, columns: Any,
    lat: Any, lng: Any, earth: Any, detour: Any, mm_max: Any, out_first: Any, out_point: Any, out_mm: Any,
) -> Any:  # fmt: skip
    """Pairs along straight lines, from the nine buckets around each place. Counts only where `out_point` is empty."""
    found = 0
    for j in range(len(row)):
        for r in range(max(0, row[j] - 1), min(rows, row[j] + 2)):
            for c in range(max(0, column[j] - 1), min(columns, column[j] + 2)):
                for k in range(first[r * columns + c], first[r * columns + c + 1]):
                    d = order[k]
                    mm = round(_metres(place_lat[j], place_lng[j], lat[d], lng[d], earth) * detour * 1000)
                    if mm > mm_max:
                        continue
                    if len(out_point):
                        out_point[found] = d
                        out_mm[found] = mm
                    found += 1
        out_first[j + 1] = found
    return found
