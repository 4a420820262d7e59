"""Which words are kept, and how a person's typing is tidied."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import furigana
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.rules import reading

KNOWN = {"食堂": "しょくどう", "人": "ひと"}


def kept(
    tokens: list[tuple[str, str]],
    known: dict[str, str] | None = None,
    guessed: dict[str, str] | None = None,
) -> dict[str, str]:
    sentence = "".join(word for word, _ in tokens)
    found = reading.found(sentence, tokens, {**KNOWN, **(known or {}), **(guessed or {})}, guessed or {})
    return {one.word: one.kana for one in found}


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ([("食堂", "しょくどう"), ("で", "で")], {}),
        ([("米", "こめ"), ("を", "を"), ("運ん", "はこん"), ("で", "で")], {"米": "こめ", "運ん": "はこん"}),
        ([("新", "しん"), ("校舎", "こうしゃ")], {"新校舎": "しんこうしゃ"}),
        ([("新", "しん"), ("食堂", "しょくどう")], {"新食堂": "しんしょくどう"}),
        ([("城下", "じょうか"), ("町", "まち")], {"城下町": "じょうかまち"}),
        ([("㐂", "㐂"), ("屋", "や")], {}),
        ([("３", "さん"), ("冊子", "さっし")], {"冊子": "さっし"}),
    ],
)
def test_words_nobody_can_read_are_kept_as_they_stand(
    tokens: list[tuple[str, str]], words: dict[str, str]
) -> None:
    assert kept(tokens) == words


def test_a_guessed_word_that_sounds_otherwise_here_is_kept_with_the_word_before_it() -> None:
    tokens = [("若い", "わかい"), ("方", "かた"), ("へ", "へ")]
    known = {"若い": "わかい"}
    assert kept(tokens, known, {"方": "ほう"}) == {"若い方": "わかいかた"}
    assert kept(tokens, {**known, "方": "ほう"}) == {}, "what a list or a person says is never told otherwise"


def test_the_sentence_around_it_is_short() -> None:
    tokens = [("あ" * 300, "あ" * 300), ("校舎", "こうしゃ"), ("い" * 300, "い" * 300)]
    (found,) = reading.found("".join(word for word, _ in tokens), tokens, {}, {})
    assert len(found.context) == reading.CONTEXT_MAX and "校舎" in found.context


@pytest.mark.parametrize(
    ("typed", "kana"), [("コウシャ", "こうしゃ"), (" こうしゃ ", "こうしゃ"), ("ｺｳｼｬ", "こうしゃ")]
)
def test_katakana_become_hiragana(typed: str, kana: str) -> None:
    assert reading.tidy_kana(typed) == kana


@pytest.mark.parametrize("typed", ["", "校舎", "kousha", "<b>", "あ" * 61, "・"])
def test_anything_else_is_refused_kindly(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        reading.tidy_kana(typed)
    assert refusal.value.fields["kana"]


@pytest.mark.parametrize("typed", ["", "ひらがな", "漢" * 25, "   "])
def test_a_word_needs_a_kanji_and_fits_a_page(typed: str) -> None:
    with pytest.raises(Invalid):
        reading.tidy_word(typed)


@given(st.text(alphabet="今日は米を運んで。\n3人！あア 漢", max_size=900))
def test_sentences_are_short_and_lose_no_kanji(text: str) -> None:
    parts = reading.sentences(text)
    assert all(len(one) <= reading.SENTENCE_MAX for one in parts)
    assert (
        furigana.unread("\n".join(parts), {}) == furigana.unread(text, {}) or len(text) > reading.SENTENCE_MAX
    )
