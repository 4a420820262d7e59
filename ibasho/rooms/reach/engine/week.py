"""Time as bits: a week is 336 half-hours from Monday 0:00, padded to six words of 64. Weeks stand one after another."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

SLOT_MINUTES = 30
SLOTS_PER_DAY = 48
SLOTS = 7 * SLOTS_PER_DAY
WORDS = 6
Words = NDArray[np.uint64]


def bits(slots: Iterable[int], weeks: int = 1) -> Words:
    """uint64[weeks × 6] with these half-hours set; slot s of week w is `w × 336 + s`."""
    out = np.zeros(weeks * WORDS, np.uint64)
    for slot in slots:
        week, inside = divmod(slot, SLOTS)
        out[week * WORDS + inside // 64] |= np.uint64(1) << np.uint64(inside % 64)
    return out


def slots_of(words: Words) -> list[int]:
    """The half-hours that are set, in order: the inverse of `bits`."""
    unpacked = np.unpackbits(words.view(np.uint8).reshape(-1, WORDS * 8), axis=1, bitorder="little")[
        :, :SLOTS
    ]
    return [int(slot) for slot in np.flatnonzero(unpacked)]


def inside(day: int, starts_minute: int, ends_minute: int) -> range:
    """Half-hours that lie wholly within an opening: day 0 is the first Monday, minutes count from its midnight."""
    begin = -(-starts_minute // SLOT_MINUTES)
    return range(day * SLOTS_PER_DAY + begin, day * SLOTS_PER_DAY + max(begin, ends_minute // SLOT_MINUTES))
