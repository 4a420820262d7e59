"""The best places to open, held against trying everything."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.rooms.reach.engine.siting import (
    Answer,
    Cause,
    Floors,
    Impossible,
    Limit,
    Problem,
    solve,
    worth,
)

CLOSE = 1e-6


def problem_of(covers: list[set[int]], weights: list[float], budget: float = 2, **more: object) -> Problem:
    """`covers[j]`: the rows of column j."""
    start = np.concatenate([[0], np.cumsum([len(rows) for rows in covers])]).astype(np.int64)
    row = np.array([row for rows in covers for row in sorted(rows)], np.int32)
    return Problem(np.array(weights, np.float64), start, row, budget, **more)  # type: ignore[arg-type]


def ints(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(numbers, np.int32)


def allowed(problem: Problem, chosen: tuple[int, ...]) -> bool:
    cost = np.ones(problem.columns) if problem.cost is None else problem.cost
    picked = np.array(chosen, int)
    if cost[picked].sum() > problem.budget + CLOSE or set(chosen) & set(problem.never.tolist()):
        return False
    for limit in problem.limits:
        groups = limit.group[picked]
        if any((groups == group).sum() > most for group, most in enumerate(limit.most)):
            return False
    return set(problem.must.tolist()) <= set(chosen) and floors_met(problem, chosen)


def floors_met(problem: Problem, chosen: tuple[int, ...]) -> bool:
    if problem.floors is None:
        return True
    covered = np.zeros(problem.rows, bool)
    for column in chosen:
        covered[problem.row[problem.start[column] : problem.start[column + 1]]] = True
    return all(
        problem.weight[covered & (problem.floors.district == district)].sum() >= least - CLOSE
        for district, least in enumerate(problem.floors.least)
    )


def by_trying_all(problem: Problem) -> float | None:
    every = range(problem.columns)
    choices = [one for size in range(problem.columns + 1) for one in combinations(every, size)]
    return max((worth(problem, ints(*one)) for one in choices if allowed(problem, one)), default=None)


@st.composite
def problems(draw: st.DrawFn, *, floors: bool = False) -> Problem:
    columns, rows = draw(st.integers(2, 8)), draw(st.integers(1, 12))
    covers = draw(st.lists(st.sets(st.integers(0, rows - 1), max_size=6), min_size=columns, max_size=columns))
    weights = draw(st.lists(st.floats(0.125, 64, width=16), min_size=rows, max_size=rows))
    cost = draw(st.one_of(st.none(), st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0]), min_size=columns,
                                              max_size=columns)))  # fmt: skip
    group = draw(st.lists(st.integers(-1, 2), min_size=columns, max_size=columns))
    most = draw(st.lists(st.integers(1, 2), min_size=3, max_size=3))
    never = draw(st.sets(st.integers(0, columns - 1), max_size=2))
    must = draw(st.sets(st.integers(0, columns - 1), max_size=1)) - never
    more: dict[str, object] = {
        "limits": (Limit(ints(*group), ints(*most)),), "never": ints(*never), "must": ints(*must),
        "cost": None if cost is None else np.array(cost),
    }  # fmt: skip
    if floors:
        district = draw(st.lists(st.integers(-1, 1), min_size=rows, max_size=rows))
        least = draw(st.lists(st.integers(0, 40), min_size=2, max_size=2))
        more["floors"] = Floors(ints(*district), np.array(least, np.float64))
    return problem_of(covers, weights, draw(st.sampled_from([1.0, 2.0, 3.0, 4.5])), **more)


def answer_or_cause(problem: Problem) -> Answer | Cause:
    try:
        return solve(problem)
    except Impossible as impossible:
        return impossible.cause


@settings(max_examples=150, deadline=None)
@given(problems())
def test_no_choice_is_worth_more_than_the_answer(problem: Problem) -> None:
    found = answer_or_cause(problem)
    if isinstance(found, Cause):
        assert by_trying_all(problem) in (None, 0.0)
    else:
        assert found.value == pytest.approx(by_trying_all(problem), rel=CLOSE)
        assert found.proven
        assert allowed(problem, tuple(found.chosen.tolist()))
        assert worth(problem, found.chosen) == pytest.approx(found.value, rel=CLOSE)


@settings(max_examples=150, deadline=None)
@given(problems(floors=True))
def test_floors_of_districts_are_kept_or_said_to_be_out_of_reach(problem: Problem) -> None:
    best, found = by_trying_all(problem), answer_or_cause(problem)
    if best is None:
        assert isinstance(found, Cause)
    elif isinstance(found, Answer):
        assert found.value == pytest.approx(best, rel=CLOSE)
        assert allowed(problem, tuple(found.chosen.tolist()))
    else:
        assert best == 0.0


def scattered(seed: int, rows: int = 300, columns: int = 60, budget: int = 6) -> Problem:
    """Rows and columns on a square; a column covers what lies near."""
    random = np.random.default_rng(seed)
    homes, sites = random.random((rows, 2)), random.random((columns, 2))
    near = ((homes[:, None] - sites[None]) ** 2).sum(axis=2) < 0.02
    return problem_of(
        [set(np.flatnonzero(near[:, site])) for site in range(columns)],
        list(random.gamma(2, 1, rows)),
        budget,
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_is_never_under_the_value_and_both_only_get_better(seed: int) -> None:
    heard: list[Answer] = []
    last = solve(scattered(seed), on_better=heard.append)
    assert last.proven
    assert heard
    assert all(one.bound >= one.value for one in heard)
    assert [one.value for one in heard] == sorted(one.value for one in heard)
    assert [one.bound for one in heard] == sorted((one.bound for one in heard), reverse=True)
    assert heard[0].bound >= last.value


def test_the_same_question_has_the_same_answer() -> None:
    first, second = solve(scattered(7), seed=3), solve(scattered(7), seed=3)
    assert first.chosen.tolist() == second.chosen.tolist()
    assert (first.value, first.bound, first.rounds) == (second.value, second.bound, second.rounds)


def test_a_gap_that_is_enough_ends_the_search_early() -> None:
    enough = solve(scattered(1, 600, 120, 8), gap=0.05)
    best = solve(scattered(1, 600, 120, 8))
    assert enough.proven
    assert enough.gap <= 0.05
    assert enough.value <= best.value <= enough.bound * (1 + CLOSE)
    assert enough.rounds <= best.rounds


def test_out_of_time_there_is_still_an_answer_with_its_bound() -> None:
    hasty = solve(scattered(2), seconds=0.0)
    assert hasty.bound >= hasty.value > 0


def test_one_more_opening_never_lowers_the_best() -> None:
    values = [solve(scattered(5, budget=budget)).value for budget in range(1, 8)]
    assert values == sorted(values)


def test_a_pin_is_chosen_and_a_ban_is_kept() -> None:
    covers = [{0, 1, 2}, {3, 4}, {5}]
    weights = [1.0] * 6
    assert solve(problem_of(covers, weights)).chosen.tolist() == [0, 1]
    assert solve(problem_of(covers, weights, must=ints(2))).chosen.tolist() == [0, 2]
    assert solve(problem_of(covers, weights, never=ints(0))).chosen.tolist() == [1, 2]


def test_pins_alone_may_use_up_the_budget() -> None:
    answer = solve(problem_of([{0}, {1}, {2}], [1.0, 2.0, 4.0], must=ints(0, 1)))
    assert (answer.chosen.tolist(), answer.value, answer.gap) == ([0, 1], 3.0, 0.0)


def test_no_column_is_chosen_that_brings_nothing() -> None:
    answer = solve(problem_of([{0}, {0}, set()], [5.0], 3))
    assert len(answer.chosen) == 1


def test_at_most_one_block_of_a_site() -> None:
    covers, weights = [{0}, {1}, {2}], [3.0, 2.0, 1.0]
    at_one_site = Limit(ints(0, 0, 1), ints(1, 1))
    assert solve(problem_of(covers, weights, limits=(at_one_site,))).chosen.tolist() == [0, 2]


@pytest.mark.parametrize(
    ("more", "cause"),
    [
        ({"budget": 0.0}, Cause.NO_BUDGET),
        ({"cost": np.array([5.0, 5.0, 5.0])}, Cause.NO_BUDGET),
        ({"never": ints(0, 1, 2)}, Cause.NO_COLUMNS),
        ({"must": ints(0, 1, 2)}, Cause.PINS_OVER_BUDGET),
        ({"must": ints(1), "never": ints(1)}, Cause.PIN_FORBIDDEN),
        ({"must": ints(0, 1), "limits": (Limit(ints(0, 0, 1), ints(1, 1)),)}, Cause.PINS_OVER_LIMIT),
        ({"floors": Floors(ints(0, 0, 0), np.array([99.0]))}, Cause.FLOOR_OUT_OF_REACH),
    ],
)
def test_why_there_is_no_plan(more: dict[str, object], cause: Cause) -> None:
    with pytest.raises(Impossible) as refused:
        solve(problem_of([{0}, {1}, {2}], [1.0, 1.0, 1.0], **more))  # type: ignore[arg-type]
    assert refused.value.cause is cause


def test_without_rows_or_columns_there_is_nothing_to_choose() -> None:
    for covers, weights, cause in (
        ([set(), set()], [], Cause.NO_ROWS),
        ([{0}], [0.0], Cause.NO_ROWS),
        ([], [1.0], Cause.NO_COLUMNS),
        ([set()], [1.0], Cause.NO_COLUMNS),
    ):  # type: ignore[var-annotated]
        with pytest.raises(Impossible) as refused:
            solve(problem_of(covers, weights))
        assert refused.value.cause is cause


def test_the_pins_that_are_too_many_are_named() -> None:
    with pytest.raises(Impossible) as refused:
        solve(problem_of([{0}, {1}, {2}], [1.0] * 3, 1, must=ints(0, 2)))
    assert refused.value.detail == (0, 2)
