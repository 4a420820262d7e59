"""The bank's CSV in the shapes banks give it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.datasets.bank import Line, read

TODAY = date(2026, 11, 25)
PLAIN = "日付,お預り金額,お支払金額,摘要,残高\n2026/11/24,3000,,ホシノ タモツ,103000\n2026/11/24,,1100,手数料,101900\n"


def lines(text: str, encoding: str = "utf-8-sig") -> tuple[Line, ...]:
    return read(text.encode(encoding), "meisai.csv", today=TODAY).lines


def test_only_what_came_in_is_taken() -> None:
    found = read(PLAIN.encode("cp932"), today=TODAY)
    assert found.lines == (Line(2, date(2026, 11, 24), 3000, "ホシノ タモツ", 103000),)
    assert (found.left_out, found.problems, found.encoding) == (1, (), "cp932")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("取引日,入金金額,出金金額,振込依頼人名,残高", "令和8年11月24日,\"3,000\",,ホシノ タモツ,"),
        ("お取引日,お預入れ額（円）,お引出し（円）,お取引内容,差引残高", "R8.11.24,3000円,,ホシノ タモツ,x"),
        ("年月日,入金,出金,内容", "081124,３０００,,ホシノ　タモツ"),
        ("年月日,入金,出金,内容", "261124,3000,,ホシノ タモツ"),
        ("取引日付,金額,入出金区分,摘要", "20261124,3000,入金,ホシノ タモツ"),
        ("日付,取引金額,摘要", "2026-11-24,+3000,ホシノ タモツ"),
        ("\"日付\",\"摘要\",\"内容\",\"お預り金額\"", "2026/11/24,ホシノ タモツ,,¥3000"),
    ],
)  # fmt: skip
def test_columns_are_found_by_name(head: str, row: str) -> None:
    (line,) = lines(f"口座番号,1234567\n{head}\n{row}\n")
    assert (line.day, line.yen, line.payer) == (date(2026, 11, 24), 3000, "ホシノ タモツ")


def test_payments_of_a_list_with_signs_or_kinds_are_left_out() -> None:
    assert len(lines("日付,取引金額,摘要\n2026-11-24,-500,電気\n2026-11-24,500,ホシノ\n")) == 1
    assert len(lines("日付,金額,区分,摘要\n2026-11-24,500,出金,電気\n2026-11-24,500,入金,ホシノ\n")) == 1


def test_a_line_that_cannot_be_read_blocks_no_other() -> None:
    text = (
        "日付,入金,摘要\n2026/11/24,3000.5,ア\n2026/13/01,3000,イ\n2026/12/24,3000,ウ\n合計,6000,\n"
        "2026/11/24,3000,エ\n"
    )
    found = read(text.encode(), today=TODAY)
    assert [line.payer for line in found.lines] == ["エ"]
    assert [one.number for one in found.problems] == [2, 3, 4]
    assert "きょうより あと" in found.problems[2].words
    assert found.left_out == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("日付,摘要\n2026/11/24,ホシノ\n", "bank.no_columns"),
        ("名前,住所\nあ,い\n", "bank.no_columns"),
        ("日付,入金,出金,摘要\n2026/11/24,,500,電気\n", "bank.nothing_in"),
        ("", "empty"),
    ],
)
def test_a_file_that_is_no_such_list_says_why(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        lines(text)
    assert refused.value.code == code


CELLS = st.sampled_from(
    [
        "",
        "日付",
        "お預り金額",
        "摘要",
        "2026/11/24",
        "081124",
        "3,000",
        "-5",
        "3.5",
        "合計",
        '"',
        "ﾎｼﾉ",
        "令和8年",
    ]
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=5).map(",".join), max_size=8).map("\n".join))
def test_whatever_a_file_holds_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        found = read(text.encode(), today=TODAY)
    except Invalid as refused:
        assert refused.message.endswith("。")
    else:
        assert all(line.yen > 0 and line.day <= TODAY for line in found.lines)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read(data, today=TODAY)
    except Invalid as refused:
        assert refused.message
