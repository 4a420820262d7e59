from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.my_number import (
    contains_my_number,
    is_my_number,
    refuse_my_number,
    without_my_numbers,
)

# Counted up, not anybody's: 1…9, 0, 1 and the check digit that follows from them.
MADE_UP = "123456789018"


@pytest.mark.parametrize(
    "text",
    [
        MADE_UP,
        f"番号は{MADE_UP}です",
        "1234-5678-9018",
        "1234 5678 9018",
        "１２３４５６７８９０１８",
        "１２３４－５６７８－９０１８",
        "1234ー5678ー9018",
        "電話 0537211111 と 1234　5678　9018",
        "tel:05372 123456789018",
    ],
)
def test_it_is_found_in_free_text(text: str) -> None:
    assert contains_my_number(text)
    with pytest.raises(Invalid) as refusal:
        refuse_my_number(text)
    assert refusal.value.code == "text.my_number"
    assert "1234" not in refusal.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "123456789012",  # wrong check digit
        f"{MADE_UP}3",  # 法人番号 has thirteen digits
        f"4{MADE_UP}",
        "1234-56789018",
        "0537-21-1111",
        "令和8年11月23日 15:00～17:30",
    ],
)
def test_other_numbers_pass(text: str) -> None:
    assert not contains_my_number(text)
    assert refuse_my_number(text) == text


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_exactly_one_last_digit_fits(eleven: str) -> None:
    assert sum(is_my_number(f"{eleven}{last}") for last in range(10)) == 1


@given(st.from_regex(r"[0-9]{11}", fullmatch=True), st.integers(0, 10))
def test_a_slip_in_one_digit_is_mostly_noticed(eleven: str, place: int) -> None:
    last = next(last for last in range(10) if is_my_number(f"{eleven}{last}"))
    slips = [f"{eleven[:place]}{digit}{eleven[place + 1 :]}{last}" for digit in range(10)]
    assert sum(map(is_my_number, slips)) <= 2  # the two remainders 0 and 1 share the check digit 0


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("番号は 123456789018 です", "番号は 〇 です"),
        ("123456789018と 1234-5678-9018", "〇と 〇"),
        ("１２３４５６７８９０１８", "〇"),
        ("tel 0537-21-1111", "tel 0537-21-1111"),
        ("123456789012と 123456789018", "123456789012と 〇"),
        ("㈱ 0537", "㈱ 0537"),  # untouched where there is none, also in its letters
    ],
)
def test_each_of_them_is_taken_out_and_nothing_else(text: str, left: str) -> None:
    assert without_my_numbers(text, "〇") == left
