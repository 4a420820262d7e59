"""Why an opening stands where it stands, and how good the plan is."""

from __future__ import annotations

import pytest

from ibasho.rooms.reach.rules.comparing import compare
from ibasho.rooms.reach.rules.summary import Line, Look, Picture
from ibasho.rooms.reach.rules.why import Why, as_json, from_json, how_good

WHOLE = Why(
    stages=(("lower", 12.4), ("upper", 0.2)), districts=(("虹橋", 9.6), ("星見", 2.8)), near="みどり食堂",
    near_metres=1250, lost_children=8.0, lost_hours=31.0, next_name="星見会館", next_block="土 10:00–12:00",
    next_hours=22.0,
)  # fmt: skip


def test_the_reasons_are_four_sentences() -> None:
    who, beside, without, instead = WHOLE.sentences
    assert who == "小学1～3年生 約12人が 新しく とどきます。小学校区では 虹橋 約10人、星見 約3人。"
    assert "「みどり食堂」（まっすぐで 約1,250m）" in beside
    assert without == "もし ここを やめると、約8人に とどかなくなり、こども時間が 週に 約31時間 へります。"
    assert "「星見会館」土 10:00–12:00で、週に 約22時間を うめます" in instead


def test_what_is_not_there_is_said_too() -> None:
    who, beside, without, instead = Why(lost_hours=4.0).sentences
    assert "新しく とどく こどもは いません" in who
    assert "おなじ目的の場所は ありません" in beside
    assert "とどかなくなり" not in without
    assert "ほかの候補は ありません" in instead


def test_reasons_come_back_from_json() -> None:
    assert from_json(as_json(WHOLE)) == WHOLE
    assert from_json({}) is None


@pytest.mark.parametrize(
    ("gap", "done", "words"),
    [
        (0.0, True, "これが いちばん良い計画だと 証明できました。"),
        (0.0028, True, "これより良い計画は、あっても ふえる分の 0.3％まで です。"),
        (0.25, True, "これより良い計画は、あっても ふえる分の 25％まで です。"),
        (0.05, False, "5.0％まで です。もっと良い計画を さがしています。"),
    ],
)
def test_how_good_a_plan_is_is_said_in_a_sentence(gap: float, done: bool, words: str) -> None:
    assert how_good(gap, done=done).endswith(words)


def _line(code: str, reached: float, nowhere: float) -> Line:
    return Line(code, code, code, (reached, nowhere, 0.0, 0.0, 0.0), reached * 4, reached, 0.0)


def _picture(*lines: Line) -> Picture:
    city = _line("", sum(one.blank[0] for one in lines), sum(one.blank[1] for one in lines))
    return Picture(Look(), city, lines, None)


def test_districts_are_compared_by_their_code_and_new_ones_stand_alone() -> None:
    found = compare(
        _picture(_line("a", 5, 10), _line("b", 1, 1)), _picture(_line("a", 9, 6), _line("c", 2, 0))
    )
    assert [(one.name, one.unreached, one.child_hours) for one in found.lines] == [
        ("a", -4, 8), ("b", None, None), ("c", None, None),
    ]  # fmt: skip
    assert "約5人 へります" in found.headline
    assert not found.people_differ
