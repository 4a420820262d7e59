"""Which entry a row speaks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.rules.matching import Mark, alike, match


def _mark(key: str, name: str, spot: str = "", alias: str = "") -> Mark:
    return Mark("222135", key, name, spot, alias)


KNOWN = [_mark("1", "みどり食堂", "長谷1"), _mark("2", "あおぞら学習室", "長谷2"), _mark("3", "図書館", "")]


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (_mark("1", "みどり食堂", "長谷1"), 0),
        (_mark("1", "ミドリ食堂", "移転先"), 0),  # moved; kana of the other kind
        (_mark("1", "みどりこども食堂", "移転先"), 0),  # moved and nearly the same name
        (_mark("1", "大きな木", "長谷1"), 0),  # renamed
        (_mark("1", "大きな木", "大池9"), None),  # something else
        (_mark("7", "あおぞら学習室", "長谷2"), 1),  # numbered anew
        (_mark("7", "あおぞら学習室", "よそ"), None),
        (_mark("~ab", "図書館"), 2),  # without a number, the only one of this name
        (_mark("7", "図書館"), None),
    ],
)
def test_a_row_is_found_by_more_than_its_number(row: Mark, found: int | None) -> None:
    assert match([row], KNOWN) == [found]


def test_rows_numbered_anew_each_find_their_own() -> None:
    rows = [
        _mark("1", "あおぞら学習室", "長谷2"),
        _mark("2", "図書館", ""),
        _mark("3", "みどり食堂", "長谷1"),
    ]
    assert match(rows, KNOWN) == [1, None, 0]


def test_the_same_number_in_another_city_is_another_thing() -> None:
    assert match([Mark("222119", "1", "みどり食堂", "長谷1")], KNOWN) == [None]


def test_a_row_whose_number_was_taken_is_found_under_the_one_it_got() -> None:
    known = [_mark("5", "古い場所", "A"), _mark("5~ab", "新しい所", "")]
    assert match([_mark("5", "新しい所", "", alias="5~ab")], known) == [1]


def test_names_alike() -> None:
    assert alike("みどり食堂", "みどりこども食堂")
    assert not alike("みどり食堂", "森の図書室")
    assert not alike("", "みどり食堂")


_marks = st.lists(
    st.builds(_mark, st.sampled_from("1234"), st.sampled_from("あいう"), st.sampled_from(["", "x", "y"])),
    unique_by=lambda mark: mark.key,
    max_size=4,
)


@given(_marks, _marks)
def test_no_entry_is_given_to_two_rows(rows: list[Mark], known: list[Mark]) -> None:
    found = [index for index in match(rows, known) if index is not None]
    assert len(found) == len(set(found))


@given(_marks)
def test_an_unchanged_file_finds_everything(rows: list[Mark]) -> None:
    assert match(rows, rows) == list(range(len(rows)))
