"""Where and when as a covering problem: rows are half-hours of children who reach nothing then, columns are sites in
weekly blocks.

Half-hours that the same columns can serve are one row: `allowed` is nested (who has time for m minutes of way has
time for less), so a half-hour is known by its blocks and by the longest way it allows.
D points, C columns, W words of 64 half-hours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.engine.inputs import Words
from ibasho.rooms.reach.engine.study import Found, Meetings
from ibasho.rooms.reach.engine.week import WORDS

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Slots = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Wanting:
    """One stage: who lies near which site, when it can be out, what it reaches already, and how many children live at
    each point. `children` float64[D] · `weight` float64[D] how much an hour of theirs counts (equity)."""

    near: Meetings
    allowed: Words
    found: Found
    children: Floats
    weight: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """As `covering.Problem` takes it, weights in equity-weighted child-hours a week. `start` int64[C+1], `row` int32[k],
    `weight` float64[r] · `hours` float64[r] the same without the equity."""

    weight: Floats
    hours: Floats
    start: NDArray[np.int64]
    row: Ints


def lay(wanting: Sequence[Wanting], site: Ints, block: Ints, words: Words) -> Laid:
    """Column c is the site `site[c]` in the block `block[c]`, whose half-hours are `words[block]` (uint64[B, W])."""
    columns = len(site)
    rows, weights, hours, used = 0, [], [], []
    for one in wanting:
        for blocks, minutes, slots in _classes(one.allowed, words):
            weight = _weight(one, slots)
            at = np.flatnonzero(np.isin(block, blocks))
            found = entries(one.near, minutes, weight, site[at])
            if not len(found[0]):
                continue
            points, fresh = np.unique(found[1], return_inverse=True)
            used.append((at[found[0]], (rows + fresh).astype(np.int64)))
            weights.append(weight[points] * one.weight[points])
            hours.append(weight[points])
            rows += len(points)
    return as_rows(columns, weights, hours, used)


def as_rows(
    columns: int, weights: list[Floats], hours: list[Floats], used: list[tuple[NDArray[np.int64], Slots]]
) -> Laid:
    if not used:
        return Laid(np.empty(0), np.empty(0), np.zeros(columns + 1, np.int64), np.empty(0, np.int32))
    column = np.concatenate([one for one, _ in used])
    row = np.concatenate([one for _, one in used])
    order = np.argsort(column, kind="stable")
    start = np.concatenate(([0], np.cumsum(np.bincount(column, minlength=columns)))).astype(np.int64)
    return Laid(np.concatenate(weights), np.concatenate(hours), start, row[order].astype(np.int32))


def _classes(allowed: Words, words: Words) -> Iterator[tuple[NDArray[np.int64], int, Slots]]:
    """(blocks, longest way in minutes, half-hours) of each kind of half-hour that some block holds."""
    inside = _bits(words)
    free = _bits(allowed)
    longest = free.sum(axis=0) - 1  # nested: the rows that hold a half-hour are the first so many
    slots = np.flatnonzero(inside.any(axis=0) & (longest >= 0))
    kinds = np.vstack((inside[:, slots], longest[slots][None])).T
    seen, which = np.unique(kinds, axis=0, return_inverse=True)
    for at, kind in enumerate(seen):
        yield np.flatnonzero(kind[:-1]), int(kind[-1]), slots[which.reshape(-1) == at]


def _bits(words: Words) -> NDArray[np.int64]:
    """int64[R, W × 64] of noughts and ones."""
    little = np.ascontiguousarray(words.astype("<u8")).view(np.uint8)
    return np.unpackbits(little, axis=1, bitorder="little").astype(np.int64)


def _weight(one: Wanting, slots: Slots) -> Floats:
    """float64[D]: hours a week of these half-hours that the point does not reach yet, times children."""
    mask = np.zeros(one.allowed.shape[1] * 64, np.uint8)
    mask[slots] = 1
    packed = np.packbits(mask, bitorder="little").view("<u8").astype(np.uint64)
    missing = np.bitwise_count(packed & ~one.found.words).sum(axis=1, dtype=np.float64)
    weeks = one.allowed.shape[1] // WORDS
    result: Floats = missing / 2 / weeks * one.children
    return result


def entries(
    near: Meetings, minutes: int, weight: Floats, sites: Ints
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """(which of `sites`, point) of every point that gains something there within the minutes."""
    begins, ends = near.first[sites], near.first[sites + 1]
    counts = ends - begins
    which = np.repeat(np.arange(len(sites)), counts)
    offsets = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    at = begins[which] + offsets
    kept = (near.minutes[at] <= minutes) & (weight[near.point[at]] > 0)
    return which[kept], near.point[at][kept]
