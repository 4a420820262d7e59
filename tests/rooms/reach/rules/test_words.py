"""The one sentence an alderman reads: nobody who can go somewhere is said to have nowhere."""

from __future__ import annotations

import pytest

from ibasho.rooms.reach.rules import words
from ibasho.rooms.reach.rules.comparing import compare
from ibasho.rooms.reach.rules.layers import Blank, Layer, Purpose
from ibasho.rooms.reach.rules.scenarios import Scenario
from ibasho.rooms.reach.rules.summary import Line, Look, Picture, picture

PRIMARY = Look("primary")


def told(look: Look = PRIMARY, **blank: float) -> str:
    line = Line("", "市全体", "", tuple(blank.get(kind.name.lower(), 0.0) for kind in Blank), 0, 0, 0)
    return words.headline("にじ市", Picture(look, line, (), None), Scenario.TERM)


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


@pytest.mark.parametrize(
    ("look", "label"),
    [
        (Look("primary"), "小学生"),
        (Look("primary", layer=Layer.BUS), "小学4～6年生"),
        (Look("school", layer=Layer.BUS), "小学4～6年生・中学生・高校生"),
        (Look("every", layer=Layer.MORNING), "小・中・高校生"),
        (Look("every", Purpose.STUDY), "小・中・高校生"),
        (Look("junior", Purpose.INFANTS), "乳幼児"),
    ],
)
def test_only_those_are_named_who_are_counted(look: Look, label: str) -> None:
    assert look.label == label


def test_ages_nobody_counts_are_not_said_to_be_unknown() -> None:
    look = Look("infant", layer=Layer.BUS)
    said = words.headline("にじ市", picture({}, look), Scenario.TERM)
    assert said.startswith("この えらびかたでは 乳幼児を 数えていません。")


def test_a_study_that_did_not_count_them_is_not_compared() -> None:
    line = Line("", "市全体", "", (1.0, 9.0, 0, 0, 0), 0, 0, 0)
    look = Look("primary", layer=Layer.BUS)
    compared = compare(picture({}, look), Picture(look, line, (), None))
    assert compared.city.unreached is None
    assert "くらべられません" in compared.headline


def test_limits_are_said_as_the_form_asks_for_them() -> None:
    assert words.limits_words(4, 0.03) == "週に 4コマ（1コマ30分）、こども100人に 3席"
    assert words.limits_words(0.25, 0) == "週に 0.25コマ（1コマ30分）、定員は 考えない"


def test_small_children_have_no_hours_after_school() -> None:
    assert "昼間に 親子で歩いて行ける 居場所が ありません" in told(Look("infant"), nowhere=20.0)


def test_children_in_clubs_who_are_left_out_are_named() -> None:
    assert "小学生（学童にいる こどもを のぞく） 20人のうち" in told(
        Look("primary", without_clubs=True), nowhere=20.0
    )
