"""No small number can be worked out from what the public reads, not even by who knows the rules."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.publishing import Rounded, by_pool, months, periods

TEN = 10
MONTHS = months(date(2026, 4, 9), date(2026, 12, 3))


def test_only_months_that_are_over_are_told() -> None:
    assert [MONTHS[0], MONTHS[-1]] == [date(2026, 4, 1), date(2026, 11, 1)]


@pytest.mark.parametrize(
    ("meals", "told"),
    [
        ([0, 12, 30], [("2026年4月", 0), ("2026年5月", 12), ("2026年6月", 30)]),
        ([3, 4, 30], [("2026年4月〜6月", 37)]),
        ([0, 3, 0, 8, 2], [("2026年4月", 0), ("2026年5月〜7月", 11)]),
        ([9], []),
    ],
)
def test_small_months_wait_for_the_next(meals: list[int], told: list[tuple[str, int]]) -> None:
    over = MONTHS[: len(meals)]
    found = periods(dict(zip(over, meals, strict=True)), over, TEN)
    assert [(one.label, one.meals) for one in found] == told


def test_a_period_over_new_year_names_both_years() -> None:
    over = [date(2026, 12, 1), date(2027, 1, 1)]
    (one,) = periods({over[0]: 4, over[1]: 6}, over, TEN)
    assert one.label == "2026年12月〜2027年1月"
    assert one.last == date(2027, 1, 31)


@given(st.lists(st.integers(0, 40), max_size=30))
def test_who_reads_every_month_learns_no_small_number(meals: list[int]) -> None:
    """Page after page: each publication's total, its end, and what came to it since the one before."""
    over = [date(2026, 1, 1)]
    while len(over) < len(meals):
        over.append((over[-1] + timedelta(days=31)).replace(day=1))
    known = dict(zip(over, meals, strict=False))
    seen = [0]
    for end in range(1, len(meals) + 1):
        told = periods(known, over[:end], TEN)
        total = sum(one.meals for one in told)
        assert total - seen[-1] == 0 or total - seen[-1] >= TEN
        seen.append(total)
        assert told == periods(known, over, TEN)[: len(told)]  # what was told once is told for ever


def test_pools_with_few_meals_are_never_alone() -> None:
    found = by_pool([("どこでも", 153), ("山", 4), ("花道", 38), ("冬休み", 60)], TEN)
    assert found == [Rounded(("どこでも",), 150), Rounded(("冬休み",), 60), Rounded(("山", "花道"), 40)]


def test_an_attacker_who_knows_the_rules_and_the_total_pins_no_small_pool() -> None:
    """Every town of three pools with up to eight meals each, and a minimum of three: what is told of two towns is
    compared; for every pool with 1 or 2 meals there is another town that would read exactly the same."""
    towns = defaultdict(list)
    for town in product(range(9), repeat=3):
        read = tuple(by_pool(list(zip("abc", town, strict=True)), 3))
        towns[(sum(town), read)].append(town)
    pinned = [
        (town, place)
        for (total, _read), alike in towns.items()
        if 3 <= total <= 8  # above, the test's own bound of eight would help the attacker
        for place in range(3)
        for town in alike
        if 0 < town[place] < 3 and len({one[place] for one in alike}) == 1
    ]
    assert pinned == []
