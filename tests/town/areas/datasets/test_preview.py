"""One value tells what any file holds: for a page, a terminal, a program."""

from __future__ import annotations

import json

import pytest

from ibasho.town.areas.datasets.preview import (
    Figure,
    Preview,
    Problem,
    Sample,
    Weight,
    gathered,
    number,
)

REJECTED = Problem(Weight.REJECTED, "番号では ありません。", "直してください。", 4, "KEY_CODE", "5.2E+08")
NOTE = Problem(Weight.NOTE, "推計です。")


def preview(*problems: Problem, taken: bool = False, same: bool = False) -> Preview:
    return Preview(
        "mesh", "地域メッシュ", "a.txt", "e-Stat", "2020年", (Figure("こども", "12", "人", "推計"),), problems,
        Sample(("区画",), (("1",),)), taken, same,
    )  # fmt: skip


def test_the_same_sentence_about_many_rows_is_said_once_at_the_first() -> None:
    later = Problem(Weight.REJECTED, "番号では ありません。", "直してください。", 9, "KEY_CODE", "x")
    (one, other) = gathered([REJECTED, later, NOTE])
    assert (one.row, one.value, one.count) == (4, "5.2E+08", 2)
    assert other == NOTE


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        (REJECTED, "[入れない行] 4行目「KEY_CODE」（5.2E+08）: 番号では ありません。 直してください。"),
        (NOTE, "[お知らせ] 推計です。"),
        (Problem(Weight.WARNING, "ありません。", count=1234), "[たしかめてほしい] 1,234件: ありません。"),
        (Problem(Weight.REJECTED, "だめ。", "", 4, count=3), "[入れない行] 4行目（ほか 2行）: だめ。"),
    ],
)
def test_a_problem_is_one_line(problem: Problem, line: str) -> None:
    assert problem.line() == line


def test_the_worst_comes_first_and_left_out_rows_make_the_exit_code() -> None:
    found = preview(NOTE, REJECTED)
    assert found.ranked() == [REJECTED, NOTE]
    assert found.weights() == [(Weight.REJECTED, 1), (Weight.NOTE, 1)]
    assert (found.exit_code, preview(NOTE).exit_code) == (1, 0)


@pytest.mark.parametrize(
    ("taken", "same", "words"),
    [(False, False, "まだ 書いていません"), (True, False, "を 入れました"), (True, True, "もう 同じもの")],
)
def test_a_person_reads_what_was_done(taken: bool, same: bool, words: str) -> None:
    lines = preview(NOTE, taken=taken, same=same).lines()
    assert words in lines[0]
    assert lines[1:] == ["  こども 12人（推計）", "  出典: e-Stat", "[お知らせ] 推計です。"]


def test_a_program_reads_everything_and_a_person_no_more_than_he_can() -> None:
    many = tuple(Problem(Weight.NOTE, f"{row}") for row in range(300))
    found = preview(*many)
    assert len(found.lines()) == 3 + 200 + 1
    told = json.loads(json.dumps(found.as_dict(), ensure_ascii=False))
    assert (len(told["problems"]), told["exit_code"], told["sample"]["rows"]) == (300, 0, [["1"]])


def test_numbers_are_shown_to_the_tenth_only_where_they_are_no_whole_ones() -> None:
    assert [number(value) for value in (1234.0, 2.04, 2.16, 0)] == ["1,234", "2", "2.2", "0"]
