"""Which words of a text nobody can read, and how they sound there. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ibasho.base.kernel import furigana
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.kana import is_hiragana, to_hiragana

WORD_MAX, KANA_MAX, CONTEXT_MAX = furigana.LONGEST_WORD, 60, 120
SENTENCE_MAX = 400  # letters given to the dictionary at once
FOLLOWED = (
    "places.place.create", "places.place.change", "places.event.create", "places.event.change", "bulletin.story.show",
    "bulletin.broadcast.begin",
)  # fmt: skip
_KANJI = re.compile("[々〆㐀-䶿一-鿿豈-﫿]")
_END = re.compile("(?<=[。！？!?\n])")
_PAUSE = re.compile(r"[\s、。，．・「」『』（）()！？!?〜～：:／/]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Found:
    """`context`: the sentence it stands in, 120 letters at most."""

    word: str
    kana: str
    context: str


def sentences(text: str) -> list[str]:
    """Short enough for the dictionary, with something to read in them."""
    parts = (part for one in _END.split(text) for part in _cut(one.strip()))
    return [one for one in parts if _KANJI.search(one)]


def found(
    sentence: str, tokens: Sequence[tuple[str, str]], known: Mapping[str, str], guessed: Mapping[str, str]
) -> list[Found]:
    """Words to keep. `tokens`: (as written, in hiragana), joined the sentence; `known`: every word that can be read;
    `guessed`: those of them that no person has looked at."""
    kept: dict[str, Found] = {}
    for word, kana, start in (
        *_unread(sentence, tokens, known),
        *_otherwise(tokens, known, guessed),
    ):
        key = word.translate(_DIGITS)
        if len(key) <= WORD_MAX and len(kana) <= KANA_MAX and is_hiragana(kana) and key not in kept:
            kept[key] = Found(key, kana, _around(sentence, start, len(word)))
    return [one for one in kept.values() if one.word not in known]


def tidy_word(word: str) -> str:
    """Raises Invalid where there is no kanji in it or it is too long for a page to find."""
    told = "".join(unicodedata.normalize("NFKC", word).split())
    if not _KANJI.search(told):
        raise _refused("word", "漢字の ある ことばを 入れてください。")
    if len(told) > WORD_MAX:
        raise _refused("word", f"ことばは {WORD_MAX}文字までです。短く 切って 入れてください。")
    return told


def tidy_kana(kana: str) -> str:
    """Katakana become hiragana. Raises Invalid where anything else stands in it."""
    told = to_hiragana(unicodedata.normalize("NFKC", kana)).strip()
    if not is_hiragana(told):
        raise _refused("kana", "よみは ひらがなだけで 入れてください。カタカナは ひらがなに なおします。")
    if len(told) > KANA_MAX:
        raise _refused("kana", f"よみは {KANA_MAX}文字までです。")
    return told


def _refused(field: str, sentence: str) -> Invalid:
    return Invalid(f"bulletin.reading_{field}", sentence, fields={field: sentence})


def _cut(text: str) -> list[str]:
    return [text[start : start + SENTENCE_MAX] for start in range(0, len(text), SENTENCE_MAX)]


def _unread(
    sentence: str, tokens: Sequence[tuple[str, str]], known: Mapping[str, str]
) -> Iterator[tuple[str, str, int]]:
    """The words that cover each run of kanji without a reading, joined where the run holds several."""
    spans = _spans(tokens)
    for start, end in furigana.bare(sentence, known):
        first = next(number for number, (_, stop) in enumerate(spans) if stop > start)
        last = next(number for number, (_, stop) in enumerate(spans) if stop >= end)
        first, last = _with_neighbour(tokens, first, last)
        word = "".join(one for one, _ in tokens[first : last + 1])
        kana = "".join(said for _, said in tokens[first : last + 1])
        yield word, to_hiragana(kana), spans[first][0]


def _with_neighbour(tokens: Sequence[tuple[str, str]], first: int, last: int) -> tuple[int, int]:
    """A kanji alone that touches another is never read alone, so it is kept with its neighbour."""
    if first != last or len(tokens[first][0]) != 1:
        return first, last
    if last + 1 < len(tokens) and _KANJI.match(tokens[last + 1][0][:1]):
        return first, last + 1
    if first and _KANJI.match(tokens[first - 1][0][-1:]):
        return first - 1, last
    return first, last


def _otherwise(
    tokens: Sequence[tuple[str, str]], known: Mapping[str, str], guessed: Mapping[str, str]
) -> Iterator[tuple[str, str, int]]:
    """A guessed word that sounds otherwise here is kept once more, with the word before it."""
    spans = _spans(tokens)
    for number, (word, kana) in enumerate(tokens):
        if number == 0 or word not in guessed or guessed[word] == kana or known.get(word) != guessed[word]:
            continue
        before, said = tokens[number - 1]
        if not _PAUSE.search(before):
            yield before + word, to_hiragana(said + kana), spans[number - 1][0]


def _spans(tokens: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    out, place = [], 0
    for word, _ in tokens:
        out.append((place, place + len(word)))
        place += len(word)
    return out


def _around(sentence: str, start: int, length: int) -> str:
    begin = max(0, min(start - (CONTEXT_MAX - length) // 2, len(sentence) - CONTEXT_MAX))
    return sentence[begin : begin + CONTEXT_MAX]
