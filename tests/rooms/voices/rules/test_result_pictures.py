"""Pictures of results: as much area as people, the same figure for everybody, and never a guess at what is hidden."""

from __future__ import annotations

import pytest

from ibasho.rooms.voices.rules import result_pictures as pictures
from ibasho.rooms.voices.rules.result_pictures import CELL, PER_ROW, ROWS_MAX, TOWER_MAX, Thing


def things(*values: int | None) -> list[Thing]:
    return [Thing(f"え{at}", "star", value) for at, value in enumerate(values)]


@pytest.mark.parametrize(
    ("top", "each"), [(0, 1), (20, 1), (21, 2), (40, 2), (41, 5), (119, 10), (900, 50), (10**7, 500_000)]
)
def test_one_figure_stands_for_a_round_number_of_people(top: int, each: int) -> None:
    assert pictures.each([top, 3, None], PER_ROW * ROWS_MAX) == each


def test_the_area_drawn_is_in_proportion_to_the_number() -> None:
    drawn = pictures.rows(things(37, 82, 5)).drawn
    areas = [sum(bar.width * bar.height for bar in one.bars) for one in drawn]
    assert areas[1] / areas[0] == pytest.approx(82 / 37, rel=0.02)
    assert areas[2] / areas[0] == pytest.approx(5 / 37, rel=0.02)
    assert all(one.height <= ROWS_MAX * CELL for one in drawn)


def test_all_rows_of_one_page_are_drawn_on_one_scale() -> None:
    few, many, balls = pictures.on_one_scale(
        [pictures.faces(things(5, 3)), pictures.rows(things(82)), pictures.towers(things(57))]
    )
    assert (few.shape, few.each, many.each) == ("faces", 5, 5)
    assert few.drawn[0].bars[0].width == CELL  # five people: one figure
    assert balls == pictures.towers(things(57))


def test_towers_stand_on_the_ground() -> None:
    """Whole balls lie at the bottom; what is cut off is cut off at the top."""
    one, two, nobody = pictures.towers(things(57, 30, 0)).drawn
    assert [bar.y + bar.height for drawn in (one, two) for bar in drawn.bars] == [one.height, two.height]
    assert one.bars[0].height / two.bars[0].height == pytest.approx(57 / 30, rel=0.02)
    assert 0 < one.bars[0].y < CELL
    assert one.height <= TOWER_MAX * CELL
    assert nobody.bars == ()


def test_a_podium_has_two_firsts_when_two_were_chosen_alike() -> None:
    picture = pictures.podium(things(12, 30, 30, 11, 40))
    assert [(one.thing.value, one.place) for one in picture.drawn] == [
        (40, 1), (30, 2), (30, 2), (12, 0), (11, 0)
    ]  # fmt: skip


def test_nobody_stands_on_a_podium_while_one_number_is_hidden() -> None:
    picture = pictures.podium(things(12, None, 30))
    assert picture.shape == "rows"
    assert pictures.first(picture) == ()


def test_who_was_chosen_most() -> None:
    assert [one.value for one in pictures.first(pictures.rows(things(12, 30, 30)))] == [30, 30]
    assert pictures.first(pictures.rows(things(30, 30))) == ()
    assert pictures.first(pictures.rows(things(0, 0))) == ()
