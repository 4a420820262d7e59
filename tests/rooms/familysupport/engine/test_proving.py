"""The best week, held against trying everything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from ibasho.rooms.familysupport.engine.checking import breaches
from ibasho.rooms.familysupport.engine.live import figures, live
from ibasho.rooms.familysupport.engine.narrowing import PinsClash
from ibasho.rooms.familysupport.engine.problem import NOBODY, Answer, Week
from ibasho.rooms.familysupport.engine.proving import prove
from tests.rooms.familysupport.engine.weeks import Asked, by_trying_all, days, drawn, ints, pin, week_of

ENOUGH = 60.0  # seconds: a slow machine must not make a proof fail


def three(answer: Answer) -> tuple[int, int, int]:
    return answer.served, answer.spread, answer.worth


def in_order(week: Week, answer: Answer) -> None:
    """What an answer says about itself is so, and its bounds are on the right side."""
    assert breaches(week, answer.provider_of) == []
    assert three(answer) == figures(week, answer.provider_of)
    assert answer.served <= answer.served_bound
    assert answer.spread >= answer.spread_bound
    assert answer.worth <= answer.worth_bound


@settings(max_examples=120, deadline=None)
@given(drawn())
def test_nothing_beats_what_is_proven(week: Week) -> None:
    answer = prove(week, ENOUGH)
    in_order(week, answer)
    assert answer.proven
    assert three(answer) == by_trying_all(week)


@settings(max_examples=60, deadline=None)
@given(drawn())
def test_an_answer_at_once_is_lawful_and_its_bounds_are_true(week: Week) -> None:
    answer, best = live(week), by_trying_all(week)
    in_order(week, answer)
    assert answer.served_bound >= best[0]
    if answer.served == best[0]:
        assert answer.spread_bound <= best[1]
        assert answer.spread != best[1] or answer.worth_bound >= best[2]
    assert not answer.prices.any()


@settings(max_examples=60, deadline=None)
@given(drawn())
def test_pins_are_obeyed_whatever_they_cost(week: Week) -> None:
    for visit, provider in zip(week.pair_visit.tolist(), week.pair_provider.tolist(), strict=True):
        pinned = pin(week, visit, provider)
        if breaches(pinned, pinned.pinned):
            with pytest.raises(PinsClash) as refused:
                prove(pinned, ENOUGH)
            assert refused.value.visits == (visit,)
            continue
        answer = prove(pinned, ENOUGH)
        in_order(pinned, answer)
        assert answer.provider_of[visit] == provider
        assert three(answer) == by_trying_all(pinned)
        assert live(pinned).provider_of[visit] == provider
        return


def test_the_stages_are_truly_one_after_the_other() -> None:
    """A visit more is better than any fairness, and fairness better than any worth."""
    both = [Asked(0, 14, 15, {0: 100}), Asked(1, 14, 15, {0: 100, 1: 0}), Asked(2, 14, 15, {0: 100})]
    fair = prove(week_of(both, 2), ENOUGH)
    assert fair.provider_of.tolist() == [0, 1, 0]
    assert three(fair) == (3, 5, 200)
    heavy = prove(week_of(both, 2, load=[90, 0]), ENOUGH)
    assert three(heavy) == (3, 92**2 + 1, 200)
    tired = prove(week_of(both, 2, load=[0, 9]), ENOUGH)
    assert three(tired) == (3, 9 + 81, 300)


def test_two_visits_need_time_for_the_way() -> None:
    asked = [Asked(0, 14, 15, {0: 5}), Asked(0, 15.25, 16, {0: 9})]
    assert prove(week_of(asked, 1, way=15), ENOUGH).served == 2
    late = prove(week_of(asked, 1, way=16), ENOUGH)
    assert late.provider_of.tolist() == [NOBODY, 0]
    assert three(late) == (1, 1, 9)


def test_what_is_taken_already_counts_for_the_day() -> None:
    asked = [Asked(0, 14, 15, {0: 5}), Asked(0, 17, 18, {0: 5}), Asked(1, 14, 15, {0: 5})]
    taken: dict[str, Any] = {"busy_provider": [0], "busy_starts": [15 * 60], "busy_ends": [16 * 60]}
    assert prove(week_of(asked, 1, day_max=days([2]), **taken), ENOUGH).served == 2
    assert prove(week_of(asked, 1, **taken), ENOUGH).served == 3


@pytest.mark.parametrize("ask", [live, lambda week: prove(week, ENOUGH)], ids=["live", "prove"])
def test_a_day_that_was_overruled_lifts_no_other_day(ask: Callable[[Week], Answer]) -> None:
    """Two were agreed for Monday. One more there is too many, and Tuesday still takes one."""
    asked = [Asked(day, hour, hour + 1, {0: 5}) for day in (0, 1) for hour in (9, 12, 15)]
    once = days([1])
    once[0, 0] = 2
    answer = ask(pin(pin(week_of(asked, 1, day_max=once), 0, 0), 1, 0))
    served = np.flatnonzero(answer.provider_of == 0)
    assert (served // 3).tolist() == [0, 0, 1]
    assert breaches(week_of(asked, 1, day_max=once), ints([0, 0, NOBODY, 0, 0, NOBODY])) == [3, 4]


def test_pins_that_exclude_each_other_are_named() -> None:
    asked = [Asked(0, 14, 15, {0: 1}), Asked(0, 14.5, 16, {0: 1, 1: 1}), Asked(1, 14, 15, {1: 1})]
    week = pin(pin(pin(week_of(asked, 2), 0, 0), 1, 0), 2, 1)
    for ask in (live, prove):
        with pytest.raises(PinsClash) as refused:
            ask(week)
        assert refused.value.visits == (0, 1)
        assert "2件" in refused.value.message
        assert "はずして" in refused.value.message


def test_a_week_without_visits_providers_or_pairs_is_answered_too() -> None:
    assert three(prove(week_of([], 0), ENOUGH)) == (0, 0, 0)
    alone = prove(week_of([Asked(0, 14, 15, {})], 1, load=[2]), ENOUGH)
    assert (three(alone), alone.proven) == ((0, 4, 0), True)
    assert alone.prices[0, 28:30].tolist() == [1.0, 1.0]


def test_no_time_gives_an_answer_with_its_bounds() -> None:
    asked = [Asked(day, 14, 16, {0: 50, 1: 40}) for day in range(5)]
    week = week_of([*asked, *(Asked(day, 15, 17, {0: 10}) for day in range(5))], 2, way=10)
    answer = prove(week, 0.0)
    in_order(week, answer)
    assert not answer.prices.any()


def test_a_start_is_taken_where_it_is_lawful_and_passed_over_where_it_is_not() -> None:
    asked = [Asked(0, 14, 15, {0: 5, 1: 1}), Asked(0, 14, 15, {0: 5, 1: 5})]
    week = week_of(asked, 2)
    assert prove(week, 0.0, start=ints([1, 0])).provider_of.tolist() == [1, 0]
    for wrong in ([0, 0], [5, 0], [0]):
        assert prove(week, 0.0, start=ints(wrong)).provider_of.tolist() != wrong
    assert prove(week, ENOUGH, start=ints([1, 0])).provider_of.tolist() == [0, 1]
    assert np.array_equal(week.pinned, ints([NOBODY, NOBODY]))
