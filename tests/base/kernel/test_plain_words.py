"""Plain Japanese: where a sentence ends, how long it is, which words are hard."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import plain_words as plain


def test_sentences_end_at_marks_and_lines() -> None:
    assert plain.sentences("いくよ。どこ？\nここ <ruby>森<rt>もり</rt></ruby>") == [
        "いくよ。",
        "どこ？",
        "ここ森",
    ]


def test_a_hard_word_is_named_with_its_easier_one_unless_it_is_explained() -> None:
    assert [one.easier for one in plain.hard("要件を 見てください。")] == ["きまり"]
    assert plain.hard("要件（きまり）を 見てください。") == []
    assert plain.hard("利用者証を 見せてください。") == []


def test_a_long_sentence_is_hard() -> None:
    assert [one.word for one in plain.hard("あ" * 41 + "。みじかい。")] == [""]


def test_the_list_is_long_enough_and_no_word_explains_itself() -> None:
    assert len(plain.easier_words()) >= 150
    assert all(word != easier for word, easier in plain.easier_words().items())


@given(st.text(max_size=80))
def test_nothing_is_lost_but_gaps_and_tags(text: str) -> None:
    assert all(one and not any(letter.isspace() for letter in one) for one in plain.sentences(text))
