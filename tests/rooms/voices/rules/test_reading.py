"""Two of one mind settle it."""

from __future__ import annotations

import pytest

from ibasho.rooms.voices.rules.kinds import Looked
from ibasho.rooms.voices.rules.reading import outcome, still_needed


@pytest.mark.parametrize(
    ("said", "settled", "needed"),
    [
        ([], None, 2),
        (["show"], None, 1),
        (["show", "show"], Looked.SHOW, 0),
        (["hide", "hide"], Looked.HIDE, 0),
        (["show", "hide"], None, 1),
        (["show", "hide", "hide"], Looked.HIDE, 0),
        (["hide", "show", "show"], Looked.SHOW, 0),
    ],
)
def test_two_of_one_mind(said: list[str], settled: Looked | None, needed: int) -> None:
    assert outcome(said) == settled
    assert still_needed(said) == needed
