from __future__ import annotations

from collections import Counter

import pytest

from ibasho.base.kernel import kyoiku


def test_the_table_has_the_official_counts() -> None:
    counts = Counter(kyoiku.grade_of(chr(code)) for code in range(0x4E00, 0xA000))
    assert [counts[grade] for grade in range(1, 7)] == [80, 160, 200, 202, 193, 191]


@pytest.mark.parametrize(
    ("kanji", "grade"),
    [
        ("一", 1),
        ("森", 1),
        ("場", 2),
        ("所", 3),
        ("岡", 4),
        ("賀", 4),
        ("城", 4),
        ("居", 5),
        ("囲", 5),
        ("胃", 6),
        ("恩", 6),
    ],
)
def test_kanji_stand_where_the_table_of_2020_puts_them(kanji: str, grade: int) -> None:
    assert kyoiku.grade_of(kanji) == grade
    assert kyoiku.learnt_by(kanji, grade)
    assert not kyoiku.learnt_by(kanji, grade - 1)


@pytest.mark.parametrize("other", ["掛", "あ", "A", ""])
def test_other_characters_are_never_learnt_at_primary_school(other: str) -> None:
    assert kyoiku.grade_of(other) is None
    assert not kyoiku.learnt_by(other, 6)
