"""A paper says everything in four languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from ibasho.base.ui import furigana
from ibasho.rooms.bulletin.rules import paper_words as words
from ibasho.rooms.bulletin.rules.kinds import Purpose

JAPANESE = re.compile("[ぁ-ゖァ-ヺ一-鿿]")


def _holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", words.every())
def test_each_word_is_said_in_each_language_with_the_same_holes(key: str) -> None:
    said = [words.word(key, language) for language in words.LANGUAGES]
    assert all(said) and not any(JAPANESE.search(one) for one in said[2:])
    assert len({frozenset(_holes(one) - {"name", "month"}) for one in said}) == 1


@pytest.mark.parametrize("purpose", words.POSTERS)
def test_every_poster_calls_out_in_each_language(purpose: Purpose) -> None:
    for language in words.LANGUAGES:
        assert all(words.call(purpose, language)) and words.PICTURES[purpose]


@pytest.mark.parametrize("language", ["ja", "ja-simple"])
def test_every_kanji_on_paper_can_be_read(language: str) -> None:
    said = [words.word(key, language) for key in words.every()]
    said += [part for purpose in words.POSTERS for part in words.call(purpose, language)]
    bare = {one: left for one in said if (left := furigana.unread(re.sub(r"\{\w+\}", "1", one)))}
    assert bare == {}
