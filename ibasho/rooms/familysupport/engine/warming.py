"""Compile what a week needs before somebody waits for it (a few seconds after an upgrade, nothing otherwise)."""

from __future__ import annotations

import numpy as np

from ibasho.rooms.familysupport.engine.problem import NOBODY, Week
from ibasho.rooms.familysupport.engine.proving import prove


def warm() -> None:
    """A week of three visits and two providers runs through every loop."""
    prove(_week())


def _week() -> Week:
    def ints(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.array(numbers, np.int32)

    return Week(
        starts=ints(840, 870, 2_280), ends=ints(900, 930, 2_340), mode=ints(0, 0), gaps=np.zeros((1, 3, 3), np.int32),
        load=ints(0, 0), week_max=ints(2, 2), day_max=np.ones((2, 7), np.int32), pair_visit=ints(0, 1, 2, 2),
        pair_provider=ints(0, 0, 0, 1), pair_worth=ints(1, 2, 3, 4), pinned=np.full(3, NOBODY, np.int32),
        busy_provider=ints(1), busy_starts=ints(600), busy_ends=ints(660),
    )  # fmt: skip
