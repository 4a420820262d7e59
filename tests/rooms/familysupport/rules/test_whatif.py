"""What was assumed, and the week with the providers that would be there."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.engine.problem import Week
from ibasho.rooms.familysupport.rules import whatif
from ibasho.rooms.familysupport.rules.whatif import Assumed


def ints(*values: int) -> np.ndarray:
    return np.asarray(values, np.int32)


def week() -> Week:
    """Two visits at once, two providers; both may take the first, only 1 the second."""
    return Week(
        starts=ints(900, 900), ends=ints(960, 960), mode=ints(0, 2), gaps=np.zeros((3, 2, 2), np.int32), load=ints(4, 1),
        week_max=ints(1, 2), day_max=np.ones((2, 7), np.int32), pair_visit=ints(0, 0, 1), pair_provider=ints(0, 1, 1),
        pair_worth=ints(10, 20, 30), pinned=ints(-1, -1), busy_provider=ints(), busy_starts=ints(), busy_ends=ints(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("providers", "percent", "copies"), [(10, 10, [5]), (10, 0, []), (4, 50, [1, 3]), (3, 100, [0, 1, 2]), (2, 200, [0, 0, 1, 1]), (0, 50, []), (4, 10, [])]
)  # fmt: skip
def test_copies_are_taken_evenly(providers: int, percent: int, copies: list[int]) -> None:
    assert whatif.copies(range(providers), percent) == copies
    assert whatif.more_of(providers, percent) == len(copies)


@pytest.mark.parametrize(("tenths", "sums"), [(0, 0), (2, 2), (5, 5), (10, 10), (12, 12)])
def test_a_part_of_a_visit_is_given_by_turns(tenths: int, sums: int) -> None:
    each = [whatif.raised_caps(10, tenths, turn) for turn in range(10)]
    assert {int(one.sum()) for one in each} == {sums}
    assert set(np.sum(each, axis=0).tolist()) == {tenths}


def test_the_week_grows_by_copies_behind_those_there_are() -> None:
    grown = whatif.grown(week(), [1], ints(0, 1))
    assert (grown.providers, grown.visits) == (3, 2)
    assert list(zip(grown.pair_visit, grown.pair_provider, grown.pair_worth, strict=True)) == [
        (0, 0, 10), (0, 1, 20), (0, 2, 20), (1, 1, 30), (1, 2, 30),
    ]  # fmt: skip
    assert grown.load.tolist() == [4, 1, 0]
    assert grown.week_max.tolist() == [1, 3, 2]
    assert (grown.mode.tolist(), grown.day_max.shape) == ([0, 2, 2], (3, 7))
    assert week().providers == 2


def test_nothing_assumed_changes_nothing() -> None:
    same = whatif.grown(week(), [], ints(0, 0))
    for name in ("mode", "load", "week_max", "day_max", "pair_visit", "pair_provider", "pair_worth"):
        assert getattr(same, name).tolist() == getattr(week(), name).tolist()


@pytest.mark.parametrize(
    ("assumed", "weeks", "field"),
    [
        (Assumed(-1, 0, 0), 4, "more_yen"),
        (Assumed(2_001, 0, 0), 4, "more_yen"),
        (Assumed(0, 201, 0), 4, "more_percent"),
        (Assumed(0, 0, 31), 4, "more_visits"),
        (Assumed(0, 0, 0), 0, "weeks"),
        (Assumed(0, 0, 0), 13, "weeks"),
    ],
)
def test_limits(assumed: Assumed, weeks: int, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        whatif.require(assumed, weeks)
    assert list(refusal.value.fields) == [field]


def test_every_assumption_is_said() -> None:
    told = whatif.sentences(Assumed(100, 10, 2), weeks=4, providers=30)
    assert "1時間 100円 上げる" in told[0]
    assert "10％ ふえる（30人に 3人 足す）" in told[1]
    assert "週に 0.2回 多く" in told[2]
    assert all(one.endswith("。") for one in told)
    assert Assumed.of(Assumed(100, 10, 2).as_json()) == Assumed(100, 10, 2)
    assert Counter(one.count("週間") > 0 for one in told)[True] == 2
    assert whatif.a_year(40_000, 4) == 520_000
