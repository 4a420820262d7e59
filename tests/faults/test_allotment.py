"""Surplus over many made-up years: no lot of any of them breaks a promise of the engine, and each year evens out."""

from __future__ import annotations

from tests.faults.scale import counted, first_seed, times
from tests.rooms.surplus.engine import ways
from tests.rooms.surplus.engine.looking import look_over
from tests.rooms.surplus.engine.year import Year

SEEDS_FROM = 1_000  # beside those of the suite and of the bench


def test_no_lot_of_many_years_breaks_a_promise() -> None:
    years = times(2)
    lots = 0
    for seed in range(years):
        year = Year(SEEDS_FROM + first_seed(years) + seed)
        ours = year.run(ways.engine, look_over)
        assert ours.unevenness < year.run(ways.first_come(ways.careful)).unevenness
        assert ours.wasted < 0.15
        lots += len(year.arrivals)
    counted("Y40", years=years, lots=lots)
