"""The one sentence an alderman reads: nobody who can go somewhere is said to have nowhere."""

from __future__ import annotations

import pytest

from ibasho.rooms.reach.rules import words
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import Line, Look, Picture


def told(**blank: float) -> str:
    line = Line("", "市全体", "", tuple(blank.get(kind.name.lower(), 0.0) for kind in Blank), 0, 0, 0)
    return words.headline("にじ市", Picture(Look("primary"), line, (), None), Scenario.TERM)


@pytest.mark.parametrize(
    ("blank", "said"),
    [
        ({"reached": 10.0, "nowhere": 20.0}, "にじ市の 小学生 30人のうち 20人は、放課後と休みの日に 自分で行ける 居場所が ありません。"),
        (
            {"reached": 10.0, "closed": 15.0, "full": 5.0},
            "にじ市の 小学生 30人のうち 15人は、放課後と休みの日に 自分で行ける 居場所が ありません。ほかに 5人は、行けても 席が たりません。",
        ),
        (
            {"reached": 10.0, "full": 5.0},
            "にじ市の 小学生 15人の みんなに、放課後と休みの日に 自分で行ける 居場所が あります。ただし 5人には、席が たりません。",
        ),
        ({"reached": 10.0}, "にじ市の 小学生 10人の みんなに、放課後と休みの日に 自分で行ける 居場所が あります。"),
    ],
)  # fmt: skip
def test_who_has_nowhere_and_who_finds_no_seat_are_told_apart(blank: dict[str, float], said: str) -> None:
    assert told(**blank) == said
