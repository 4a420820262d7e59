"""What a plan asks, as forms and JSON carry it."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.reach.rules.asking import (
    MOBILE_BLOCKS,
    USUAL_BLOCKS,
    Asked,
    Block,
    Fairness,
    as_json,
    block,
    from_json,
    in_order,
)
from ibasho.rooms.reach.rules.layers import Purpose
from ibasho.town.areas.stages import CHILD_STAGES, Stage


def test_a_block_is_told_and_read_back() -> None:
    one = Block(2, time(15, 30), time(17, 30))
    assert (one.code, one.label, one.minutes) == ("2-1530-1730", "水 15:30–17:30", (930, 1050))
    assert block(one.code) == one


@pytest.mark.parametrize(
    "code", ["", "9-1000-1200", "2-1200-1000", "2-10-12-13", "x-1000-1200", "2-2500-2600"]
)
def test_a_block_that_cannot_be_is_refused(code: str) -> None:
    with pytest.raises(Invalid):
        block(code)


def test_a_question_comes_back_from_json_as_it_was() -> None:
    asked = Asked(
        (Stage.INFANT,), Purpose.INFANTS, MOBILE_BLOCKS, 4, Fairness.LEFT_BEHIND, kinds=("hall",), cycle=2, teams=3,
        closed_places=True, without_clubs=True,
    )  # fmt: skip
    assert from_json(as_json(asked)) == asked


def test_an_old_question_is_filled_up_as_the_form_begins() -> None:
    asked = from_json({})
    assert (asked.stages, asked.blocks, asked.budget) == (CHILD_STAGES, USUAL_BLOCKS, 1)


def test_blocks_stand_in_the_order_of_the_week_and_once() -> None:
    several = [Block(5, time(10), time(12)), Block(0, time(15), time(17)), Block(5, time(10), time(12))]
    assert [one.weekday for one in in_order(several)] == [0, 5]


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"stages": (Stage.LOWER,)}, "小学1～3年生のための「学習」、週2回"),
        ({"stages": CHILD_STAGES}, "すべての こどものための「学習」、週2回"),
    ],
)
def test_a_question_has_a_name_in_plain_words(fields: dict[str, Any], label: str) -> None:
    asked = Asked(**{"purpose": Purpose.STUDY, "blocks": USUAL_BLOCKS, "budget": 2, **fields})
    assert asked.label == label
