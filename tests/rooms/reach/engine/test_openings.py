"""Where and when as rows and columns: the worth of any choice is what a plain count over half-hours gives."""

from __future__ import annotations

import numpy as np
import pytest

from ibasho.rooms.reach.engine.covering import Problem, worth
from ibasho.rooms.reach.engine.openings import Wanting, lay
from ibasho.rooms.reach.engine.study import Found, Meetings
from ibasho.rooms.reach.engine.week import WORDS, bits, slots_of

POINTS, SITES, MINUTES, WEEKS = 6, 3, 4, 2


def drawn(seed: int) -> tuple[list[Wanting], np.ndarray, np.ndarray, np.ndarray]:
    """A random town: two stages, sites near some points, blocks of some half-hours, some reached already."""
    random = np.random.default_rng(seed)
    slots = [week * 336 + slot for week in range(WEEKS) for slot in range(20)]
    words = np.stack([bits(random.choice(slots, 12, replace=False), WEEKS) for _ in range(3)])
    wanting = [_stage(random, slots) for _ in range(2)]
    columns = [(site, block) for site in range(SITES) for block in range(len(words)) if random.random() < 0.8]
    site, block = (np.array(one, np.int32) for one in zip(*columns, strict=True))
    return wanting, site, block, words


def _stage(random: np.random.Generator, slots: list[int]) -> Wanting:
    near = [random.choice(POINTS, random.integers(0, POINTS), replace=False) for _ in range(SITES)]
    first = np.cumsum([0, *map(len, near)]).astype(np.int64)
    minutes = random.integers(0, MINUTES, first[-1]).astype(np.int16)
    meetings = Meetings(first, np.concatenate(near).astype(np.int32), minutes)
    longest = random.integers(-1, MINUTES, len(slots))
    allowed = np.stack(
        [
            bits([slot for slot, most in zip(slots, longest, strict=True) if most >= m], WEEKS)
            for m in range(MINUTES)
        ]
    )
    reached = np.stack([bits(random.choice(slots, 8, replace=False), WEEKS) for _ in range(POINTS)])
    none = np.zeros(POINTS)
    found = Found(
        0, WEEKS, none.astype(np.int32), reached, none.astype(np.uint32), none.astype(np.uint8), none > 0, none,
        none.astype(np.uint8),
    )  # fmt: skip
    return Wanting(
        meetings, allowed, found, random.random(POINTS), random.integers(1, 4, POINTS).astype(float)
    )


def by_hand(
    wanting: list[Wanting], columns: list[tuple[int, int]], words: np.ndarray, *, equity: bool
) -> float:
    """Every half-hour of every point, one by one."""
    total = 0.0
    for one in wanting:
        for point in range(POINTS):
            new: set[int] = set()
            for site, block in columns:
                for at in range(one.near.first[site], one.near.first[site + 1]):
                    if one.near.point[at] == point:
                        there = words[block] & one.allowed[one.near.minutes[at]]
                        new |= set(slots_of(there & ~one.found.words[point]))
            weight = one.weight[point] if equity else 1.0
            total += len(new) / 2 / WEEKS * one.children[point] * weight
    return total


@pytest.mark.parametrize("seed", range(12))
def test_any_choice_is_worth_what_a_plain_count_gives(seed: int) -> None:
    wanting, site, block, words = drawn(seed)
    laid = lay(wanting, site, block, words)
    random = np.random.default_rng(seed + 1000)
    for _ in range(5):
        chosen = np.flatnonzero(random.random(len(site)) < 0.4).astype(np.int32)
        columns = [(int(site[one]), int(block[one])) for one in chosen]
        for weight, equity in ((laid.weight, True), (laid.hours, False)):
            problem = Problem(weight, laid.start, laid.row, 9.0)
            assert worth(problem, chosen) == pytest.approx(by_hand(wanting, columns, words, equity=equity))


def test_nobody_near_makes_no_rows() -> None:
    wanting, site, block, words = drawn(1)
    alone = Meetings(np.zeros(SITES + 1, np.int64), np.empty(0, np.int32), np.empty(0, np.int16))
    lonely = [Wanting(alone, one.allowed, one.found, one.children, one.weight) for one in wanting]
    laid = lay(lonely, site, block, words)
    assert len(laid.weight) == len(laid.row) == 0
    assert len(laid.start) == len(site) + 1


def test_words_are_whole_weeks() -> None:
    assert drawn(2)[3].shape[1] == WEEKS * WORDS
