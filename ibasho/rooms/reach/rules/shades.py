"""The colours of the map: light to dark, so that they read without colour as well; the legend says what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.tints import Tint


class Shade(Tint):
    """(code as in CSS `data-reach`, colour on the map, words of the legend)."""

    S0 = ("s0", "#cfe8d5", "10%まで")
    S1 = ("s1", "#fff0b3", "11～40%")
    S2 = ("s2", "#ffd08a", "41～70%")
    S3 = ("s3", "#f58a4b", "71～95%")
    S4 = ("s4", "#a83200", "ほぼ全員")
    NOWHERE = ("nowhere", "#7a2f8f", Blank.NOWHERE.label)
    CLOSED = ("closed", "#1f6fb5", Blank.CLOSED.label)
    NOT_FOR_ME = ("not_for_me", "#d9822b", Blank.NOT_FOR_ME.label)
    FULL = ("full", "#b5285f", Blank.FULL.label)
    REACHED = ("reached", "#cfe8d5", Blank.REACHED.label)
    SECRET = ("secret", "#9aa0a6", "秘匿")


STEPS = (Shade.S0, Shade.S1, Shade.S2, Shade.S3, Shade.S4)
SHARE_EDGES = (0.105, 0.405, 0.705, 0.955)
_KIND = {
    Blank.REACHED: Shade.REACHED,
    Blank.NOWHERE: Shade.NOWHERE,
    Blank.CLOSED: Shade.CLOSED,
    Blank.NOT_FOR_ME: Shade.NOT_FOR_ME,
    Blank.FULL: Shade.FULL,
}


def shade_of_share(share: float) -> Shade:
    return STEPS[sum(share >= edge for edge in SHARE_EDGES)]


def count_edges(counts: NDArray[np.float64]) -> tuple[float, ...]:
    """Four whole numbers that cut the cells with unreached children into parts as large as can be."""
    some = counts[counts >= 0.5]
    if not len(some):
        return (1.0, 2.0, 3.0, 4.0)
    edges = np.maximum.accumulate(np.ceil(np.quantile(some, (0.05, 0.4, 0.7, 0.9))))
    return tuple(float(edge) for edge in edges)


def shade_of_count(count: float, edges: Sequence[float]) -> Shade:
    return STEPS[sum(count >= edge for edge in edges)] if count >= 0.5 else Shade.S0


def legend(show: str, edges: Sequence[float]) -> list[tuple[str, str]]:
    """(code, words) of each colour on a map shaded like this."""
    if show == "kind":
        return [
            (shade.code, shade.words) for shade in (Shade.REACHED, *list(_KIND.values())[1:], Shade.SECRET)
        ]
    if show == "count":
        lows = [0, *(int(edge) for edge in edges)]
        words = [f"{low}～{high - 1}人" for low, high in pairwise(lows)] + [f"{lows[-1]}人より"]
        kept = [
            (shade.code, said) for shade, said, wide in zip(STEPS, words, _wide(lows), strict=True) if wide
        ]
        return [*kept, (Shade.SECRET.code, Shade.SECRET.words)]
    return [(shade.code, shade.words) for shade in (*STEPS, Shade.SECRET)]


def _wide(lows: Sequence[int]) -> list[bool]:
    """Steps that hold any number at all: with few children two edges may be the same."""
    return [low < high for low, high in pairwise(lows)] + [True]


def kind_of(blank: Blank) -> Shade:
    return _KIND[blank]
