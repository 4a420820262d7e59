"""Notes of a workshop: one on each line, ×3 at its end."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules import notes
from ibasho.rooms.voices.rules.notes import Note


@pytest.mark.parametrize(
    ("line", "words", "count"),
    [
        ("ゲームが ほしい", "ゲームが ほしい", 1),
        ("ゲームが ほしい ×3", "ゲームが ほしい", 3),
        ("ゲームが ほしい　×３", "ゲームが ほしい", 3),
        ("ゲームが ほしい*2枚", "ゲームが ほしい", 2),
        ("たっきゅう x12人", "たっきゅう", 12),
        ("Wi-Fiが ほしい", "Wi-Fiが ほしい", 1),
        ("3×4の へやが ほしい", "3×4の へやが ほしい", 1),
        ("  まえに 空白 ", "まえに 空白", 1),
    ],
)
def test_one_line(line: str, words: str, count: int) -> None:
    assert notes.read(line) == (Note(words, count, 1),)


def test_empty_lines_are_passed_over_and_numbers_stay_those_of_the_page() -> None:
    assert [(one.words, one.line) for one in notes.read("あ\n\nい\n")] == [("あ", 1), ("い", 3)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\n \n", "1行に"),
        ("あ\n×3", "2行めに ことばが ありません"),
        ("あ ×100", "1行めの 数"),
        ("あ ×0", "1行めの 数"),
        ("あ\n" + "い" * 401, "2行めが 長すぎます（401文字）"),
        ("あ\n" * 101, "101行"),
    ],
)
def test_the_lines_that_cant_be_right_are_named(text: str, told: str) -> None:
    with pytest.raises(Invalid) as refused:
        notes.read(text)
    assert told in refused.value.fields["notes"]
