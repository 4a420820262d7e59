"""「この時間の提供会員が足りません」: only where one more provider would bring something."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from ibasho.rooms.familysupport.engine.problem import Week
from ibasho.rooms.familysupport.engine.proving import prove
from tests.rooms.familysupport.engine.weeks import Asked, drawn, pin, week_of


def prices(week: Week) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return prove(week, 60.0).prices


def test_where_everybody_is_served_no_hour_has_a_price() -> None:
    """Though each visit has only one provider: nobody waits for any of them."""
    assert not prices(week_of([Asked(0, 14, 16, {0: 9}), Asked(2, 8, 9, {1: 0})], 2)).any()


@settings(max_examples=60, deadline=None)
@given(drawn())
def test_prices_are_nought_in_a_week_that_is_served_and_one_where_nobody_comes(week: Week) -> None:
    answer = prove(week, 60.0)
    assert answer.prices.min() >= 0.0
    assert answer.prices.max() <= 1.0
    assert answer.prices.any() == (answer.served < week.visits)
    for i in np.flatnonzero(answer.provider_of < 0).tolist():
        assert answer.prices[week.starts[i] // 1_440, week.starts[i] % 1_440 // 30] == 1.0


def test_the_hours_of_a_visit_that_nobody_takes_have_a_price() -> None:
    found = prices(week_of([Asked(0, 14, 16, {0: 9}), Asked(0, 15, 16.25, {0: 0})], 1))
    assert np.flatnonzero(found.ravel()).tolist() == [28, 29, 30, 31, 32]


def test_a_visit_has_a_price_where_its_provider_is_wanted_elsewhere() -> None:
    """One visit a week, two families: one more pair of hands on either day lets both be served."""
    asked = [Asked(0, 14, 15, {0: 1}), Asked(3, 8, 9, {0: 9}), Asked(4, 8, 9, {1: 1})]
    found = prices(week_of(asked, 2, week_max=[1, 5]))
    assert found[0, 28:30].tolist() == found[3, 16:18].tolist() == [1.0, 1.0]
    assert not found[4].any()


def test_what_the_adviser_has_settled_has_none() -> None:
    asked = [Asked(0, 14, 15, {0: 1}), Asked(0, 14, 15, {0: 9})]
    found = prices(pin(week_of(asked, 1), 0, 0))
    assert found[0, 28:30].tolist() == [1.0, 1.0]  # of the other visit
    assert not prices(pin(week_of(asked[:1], 1), 0, 0)).any()
