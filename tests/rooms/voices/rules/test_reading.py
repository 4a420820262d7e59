"""Two of one mind settle it."""

from __future__ import annotations

import pytest

from ibasho.rooms.voices.rules.kinds import Looked
from ibasho.rooms.voices.rules.reading import outcome


@pytest.mark.parametrize(
    ("said", "settled"),
    [
        ([], None),
        (["show"], None),
        (["show", "show"], Looked.SHOW),
        (["hide", "hide"], Looked.HIDE),
        (["show", "hide"], None),
        (["show", "hide", "hide"], Looked.HIDE),
        (["hide", "show", "show"], Looked.SHOW),
    ],
)
def test_two_of_one_mind(said: list[str], settled: Looked | None) -> None:
    assert outcome(said) == settled
