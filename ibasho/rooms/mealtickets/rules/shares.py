"""How a gift without a wish is shared out. Pure; sums to the yen whatever the percentages."""

from __future__ import annotations

from collections.abc import Sequence


def split(yen: int, percents: Sequence[int]) -> list[int]:
    """Whole yen for each percentage, in its order, and last what is left for nobody in particular.

    Largest remainder; equal remainders go to the one that stands first. Raises ValueError for percentages that are
    negative or pass 100 together, and for less than no yen.
    """
    if yen < 0 or any(one < 0 for one in percents) or sum(percents) > 100:
        raise ValueError(f"cannot share {yen} yen by {list(percents)} percent")
    parts = [*percents, 100 - sum(percents)]
    shared = [yen * one // 100 for one in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -(yen * parts[place] % 100))
    for place in by_remainder[: yen - sum(shared)]:
        shared[place] += 1
    return shared
