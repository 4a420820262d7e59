"""When a child can be somewhere: after school and the way there, and home again in time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ibasho.rooms.reach.engine.inputs import Words
from ibasho.rooms.reach.engine.week import SLOT_MINUTES, SLOTS, SLOTS_PER_DAY, WORDS

DAYS = 7


def allowed(free_from: Sequence[int], home_by: Sequence[int], minutes_max: int) -> Words:
    """uint64[minutes_max + 1, weeks × 6]: with m minutes of way, the half-hours that begin at `free_from` + m or later
    and end at `home_by` - m or earlier. Both are minutes from midnight, one a day (weeks × 7 of them, from a Monday);
    a day whose `home_by` is not after its `free_from` has no free half-hour. ValueError: not whole weeks."""
    if len(free_from) != len(home_by) or len(free_from) % DAYS:
        raise ValueError("one free_from and one home_by for each day of whole weeks")
    slot = np.arange(SLOTS_PER_DAY) * SLOT_MINUTES
    way = np.arange(minutes_max + 1)[:, None, None]
    begins = np.asarray(free_from, np.int64)[None, :, None] + way
    ends = np.asarray(home_by, np.int64)[None, :, None] - way
    return packed((slot >= begins) & (slot + SLOT_MINUTES <= ends))


def packed(free: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Words:
    """uint64[R, weeks × 6] from bool[R, weeks × 7, 48]."""
    rows, days = free.shape[:2]
    weeks = days // DAYS
    padded = np.zeros((rows, weeks, WORDS * 64), np.bool_)
    padded[:, :, :SLOTS] = free.reshape(rows, weeks, SLOTS)
    return (
        np.packbits(padded, axis=2, bitorder="little")
        .view("<u8")
        .reshape(rows, weeks * WORDS)
        .astype(np.uint64)
    )
