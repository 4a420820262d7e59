"""Clubs, years to come and buses of みほん市: fewer children each year, and a timetable the reader of GTFS-JP takes."""

from __future__ import annotations

from datetime import date

import pytest

from demo import city as model
from demo.chapters.bus import as_gtfs
from ibasho.town.areas.datasets.gtfs import read_gtfs

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def city() -> model.City:
    return model.build(today=TODAY)


def test_no_club_holds_more_children_than_its_district_has(city: model.City) -> None:
    assert {club.stage for club in city.clubs} == {"lower", "upper"}
    for club in city.clubs:
        ages = range(6, 9) if club.stage == "lower" else range(9, 12)
        held = [cell.by_age for cell in city.cells if cell.district == club.district and cell.by_age]
        assert club.children < sum(sum(by_age[age] for age in ages) for by_age in held)


def test_there_are_fewer_children_in_every_year_to_come(city: model.City) -> None:
    now = sum(sum(cell.by_age) for cell in city.cells)
    years = [sum(sum(cell.by_age) for cell in projection.cells) for projection in city.future]
    assert [projection.year for projection in city.future] == [2030, 2040, 2050]
    assert now > years[0] > years[1] > years[2] > 0.6 * now


def test_the_buses_are_a_timetable_of_this_year_that_the_reader_takes(city: model.City) -> None:
    found = read_gtfs(as_gtfs(city.buses, TODAY))
    assert found.problems == ()
    assert found.bus.stops == len({stop.code for line in city.buses for stop in line.stops}) == 13
    assert (found.valid_from, found.valid_until) == (date(2026, 4, 1), date(2027, 3, 31))
    assert found.source == "みほんバス（つくりもの）（GTFS-JP）"
