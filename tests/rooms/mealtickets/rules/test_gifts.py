"""Amounts, references and words of gifts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets.rules import gifts


@pytest.mark.parametrize(
    ("typed", "yen"),
    [
        ("3000", 3_000),
        ("３０００", 3_000),
        ("3,000円", 3_000),
        ("¥1,200", 1_200),
        (" 100 ", 100),
        ("10000000", 10_000_000),
    ],
)
def test_amounts_are_read_as_people_write_them(typed: str, yen: int) -> None:
    assert gifts.read_amount(typed, least=100) == yen


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("3000.5", "gift.amount_unreadable"), ("300．5", "gift.amount_unreadable"), ("-300", "gift.amount_unreadable"),
        ("－300", "gift.amount_unreadable"), ("三百", "gift.amount_unreadable"), ("", "gift.amount_unreadable"),
        ("1e4", "gift.amount_unreadable"), ("3 000 000 000 000 000", "gift.amount_unreadable"),
        ("0", "gift.amount_small"), ("99", "gift.amount_small"), ("無料", "gift.amount_small"),
        ("10000001", "gift.amount_large"),
    ],
)  # fmt: skip
def test_other_amounts_are_refused_each_with_its_own_sentence(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        gifts.read_amount(typed, least=100)
    assert (refused.value.code, set(refused.value.fields)) == (code, {"amount"})


def test_a_reference_has_seven_digits_and_is_never_the_same_twice_in_a_row() -> None:
    made = {gifts.new_reference() for _ in range(200)}
    assert all(gifts.is_reference(one) and len(one) == 7 for one in made)
    assert len(made) > 190


@given(st.integers(100_000, 999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_wrong_digit_is_found(number: int, place: int, off: int) -> None:
    right = str(number) + gifts._check_digit(str(number))
    wrong = right[:place] + str((int(right[place]) + off) % 10) + right[place + 1 :]
    assert gifts.is_reference(right)
    assert not gifts.is_reference(wrong)


@given(st.integers(100_000, 999_999), st.integers(0, 5))
def test_two_swapped_neighbours_are_found(number: int, place: int) -> None:
    right = str(number) + gifts._check_digit(str(number))
    swapped = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert swapped == right or not gifts.is_reference(swapped)


@pytest.mark.parametrize("text", ["", "123456", "１２３４５６７", "12345678", "123456x"])
def test_what_is_no_reference_is_told(text: str) -> None:
    assert not gifts.is_reference(text)


def test_a_reference_never_begins_with_nought_and_uses_all_six_digits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The bank's form drops noughts in front."""
    asked: list[int] = []
    for drawn in (0, 899_999):
        monkeypatch.setattr(gifts.secrets, "randbelow", lambda most, drawn=drawn: asked.append(most) or drawn)
        assert gifts.new_reference()[:-1] == str(drawn + 100_000)
    assert asked == [900_000, 900_000]


def test_the_check_digit_is_damms() -> None:
    """The published example: 572 has the check digit 4."""
    assert gifts._check_digit("572") == "4"


def test_words_to_the_children_stand_on_one_line_and_end_somewhere() -> None:
    assert gifts.checked_message(" おなか いっぱい\n食べてね ") == "おなか いっぱい 食べてね"
    assert len(gifts.checked_message("あ" * 200)) == 200
    with pytest.raises(Invalid) as refused:
        gifts.checked_message("あ" * 201)
    assert (refused.value.code, set(refused.value.fields)) == ("gift.message_long", {"message"})
    assert "200文字まで" in refused.value.message and "201文字" in refused.value.message
