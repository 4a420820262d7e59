"""The five steps as they are shown, and what a shop says to a child today."""

from __future__ import annotations

import pytest

from ibasho.rooms.mealtickets.rules.shop_words import today, way
from ibasho.rooms.mealtickets.rules.shops import Ready


@pytest.mark.parametrize(
    ("state", "kit", "tested", "marks"),
    [
        ("applied", False, False, "done now later later later"),
        ("approved", False, False, "done done now later later"),
        ("approved", True, False, "done done done now later"),
        ("approved", False, True, "done done now done later"),
        ("approved", True, True, "done done done done now"),
        ("started", False, False, "done done done done done"),
    ],
)
def test_one_step_is_the_next(state: str, kit: bool, tested: bool, marks: str) -> None:
    ready = Ready(cards=True, ribbon=False, pin=True, devices=1, tested=tested, payee=True)
    assert " ".join(one.mark for one in way(state, kit=kit, ready=ready)) == marks


def test_a_shop_of_ribbons_reads_no_card() -> None:
    ready = Ready(cards=False, ribbon=True, pin=False, devices=0, tested=False, payee=False)
    assert [one.code for one in way("approved", kit=True, ready=ready)] == [
        "apply",
        "approve",
        "kit",
        "start",
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "left"),
        ({"meals": 0}, "still"),
        ({"meals": 0, "reserve": 0}, "over"),
        ({"closed": True}, "resting"),
        ({"state": "paused"}, "resting"),
        ({"cards": False}, "ribbon"),
    ],
)
def test_what_a_shop_says_today(given: dict[str, object], said: str) -> None:
    known = {"state": "started", "cards": True, "closed": False, "meals": 3, "reserve": 5}
    assert today(**{**known, **given}) == said  # type: ignore[arg-type]
