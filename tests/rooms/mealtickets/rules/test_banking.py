"""Lines known by key, references in a payer's words, readings of names."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.banking import (
    Incoming,
    bearing_nendo,
    head,
    heads_of,
    is_named,
    new_keys,
    references,
)

DAY = date(2026, 11, 24)
FUND = 1


def line(
    payer: str = "ホシノ タモツ", yen: int = 3000, balance: int | None = None, day: date = DAY
) -> Incoming:
    return Incoming(day, yen, payer, balance)


def taken(*files: list[Incoming]) -> list[str]:
    """Keys after reading one file after the other."""
    known: list[str] = []
    for lines in files:
        known += [key for key in new_keys(FUND, lines, known) if key]
    return known


def test_two_equal_gifts_on_one_day_stay_two() -> None:
    assert len(taken([line(), line()])) == 2
    assert len(taken([line(balance=3000), line(balance=6000)])) == 2


def test_a_file_read_again_adds_nothing() -> None:
    file = [line(), line(), line("ﾐﾅﾄ")]
    assert len(taken(file, file, file[:1], file[::-1])) == 3


def test_a_later_file_brings_the_second_of_two_equal_gifts() -> None:
    assert len(taken([line()], [line(), line()])) == 2


def test_a_file_of_only_new_lines_is_told_by_the_balance() -> None:
    assert len(taken([line(balance=3000)], [line(balance=6000)])) == 2


def test_a_file_without_balances_after_one_with_them_adds_nothing() -> None:
    with_balance = [line(balance=3000), line(balance=6000)]
    assert len(taken(with_balance, [line(), line()])) == 2
    assert len(taken([line(), line()], with_balance)) == 2


def test_width_and_spaces_of_the_payer_do_not_matter() -> None:
    assert len(taken([line("ﾎｼﾉ ﾀﾓﾂ")], [line("ホシノ　タモツ")])) == 1


def test_keys_are_what_stored_ones_are() -> None:
    """Keys lie in the database for years: a line of an old file is known by the very same letters."""
    begin = hashlib.sha256("1|2026-11-24|3000|ホシノタモツ".encode()).hexdigest()[:32]
    assert head(FUND, line("ﾎｼﾉ ﾀﾓﾂ")) == begin
    assert new_keys(FUND, [line(), line(balance=3000)], []) == [f"{begin}-1-", f"{begin}-2-3000"]
    assert heads_of(FUND, [line(), line(), line("ミナト")]) == {begin, head(FUND, line("ミナト"))}


def test_each_known_line_stands_for_one() -> None:
    """The same balance twice in one day: the second is another gift."""
    (known,) = new_keys(FUND, [line(balance=3000)], [])
    again = new_keys(FUND, [line(balance=3000), line(balance=3000)], [known])
    assert again == ["", known.replace("-1-", "-2-")]


def test_another_fund_has_lines_of_its_own() -> None:
    known = new_keys(1, [line()], [])
    assert new_keys(2, [line()], known) != [""]


LINES = st.lists(
    st.builds(
        line, st.sampled_from(["ア", "イ"]), st.sampled_from([500, 3000]),
        st.sampled_from([None, 500, 3000]), st.sampled_from([DAY, DAY - timedelta(days=1)]),
    ),
    max_size=12,
)  # fmt: skip


@given(LINES, st.integers(0, 12), st.integers(0, 12))
def test_overlapping_parts_of_one_list_are_worth_the_whole(rows: list[Incoming], a: int, b: int) -> None:
    """Whole days in two overlapping files, in any order of them: nothing twice."""
    keys = taken(rows, rows[min(a, b) : max(a, b)], rows)
    assert len(keys) == len(rows)
    assert len(set(keys)) == len(keys)


@given(LINES)
def test_keys_fit_their_column(rows: list[Incoming]) -> None:
    assert all(0 < len(key) <= 64 for key in taken(rows))


@pytest.mark.parametrize(
    "payer",
    [
        "1234567", "１２３４５６７ ホシノ タモツ", "ﾎｼﾉ ﾀﾓﾂ 123-4567", "ホシノ１２３　４５６７", "No.1234567",
        "振込 ホシノ タモツ(1234567)", "1 2 3 4 5 6 7", "ﾌﾘｺﾐ 08 123ー4567",
    ],
)  # fmt: skip
def test_a_reference_is_found_however_it_is_written(payer: str) -> None:
    assert "1234567" in references(payer)


@pytest.mark.parametrize("payer", ["ホシノ タモツ", "12345", "123456789", "0312345678901"])
def test_other_numbers_are_no_reference(payer: str) -> None:
    assert "1234567" not in references(payer)


@given(st.text(max_size=60))
def test_any_words_can_be_searched(payer: str) -> None:
    assert all(digits.isdigit() for digits in references(payer))


@pytest.mark.parametrize(
    ("payer", "kana", "named"),
    [
        ("ﾌﾘｺﾐ ﾎｼﾉ ﾀﾓﾂ", "ほしの たもつ", True), ("ホシノタモツ", "ホシノ タモツ", True),
        ("カ)ミナト", "ホシノ タモツ", False), ("ホシノ", "ホ", False), ("ﾌﾘｺﾐ ﾐﾅﾄ", "ミナト", True), ("ﾌﾘｺﾐ ﾓﾘ", "モリ", False), ("ホシノ", "", False),
    ],
)  # fmt: skip
def test_a_reading_is_found_in_the_payers_words(payer: str, kana: str, *, named: bool) -> None:
    assert is_named(payer, kana) is named


@pytest.mark.parametrize(
    ("came_on", "read_on", "year"),
    [
        (date(2027, 3, 30), date(2027, 4, 2), 2026), (date(2027, 3, 30), date(2027, 5, 31), 2026),
        (date(2027, 3, 30), date(2027, 6, 1), None), (date(2027, 4, 1), date(2027, 4, 2), None),
        (date(2026, 11, 24), date(2026, 11, 25), None),
    ],
)  # fmt: skip
def test_the_books_of_a_year_stay_open_until_the_end_of_may(
    came_on: date, read_on: date, year: int | None
) -> None:
    assert bearing_nendo(came_on, read_on) == year
