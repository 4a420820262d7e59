"""From where a refund is taken: the accounts the gift was put into, never from what children were offered. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """`own_yen`: what of the gift was put there; `left_yen`: all that is in it now."""

    key: int
    own_yen: int
    left_yen: int


def possible(gift_yen: int, refunded_yen: int, sources: Sequence[Source]) -> int:
    """The most that can go back now."""
    return max(0, min(gift_yen - refunded_yen, sum(max(0, one.left_yen) for one in sources)))


def drawn(yen: int, sources: Sequence[Source]) -> list[tuple[int, int]]:
    """(key, yen) in the order of `sources`: each gives back its own part first, then one helps out for another.
    The sum is `yen`, or less where all of them together do not hold it."""
    taken = {one.key: 0 for one in sources}
    rest = yen
    for own_only in (True, False):
        for one in sources:
            room = min(one.own_yen, one.left_yen) if own_only else one.left_yen
            part = max(0, min(rest, room - taken[one.key]))
            taken[one.key] += part
            rest -= part
    return [(key, part) for key, part in taken.items() if part]
