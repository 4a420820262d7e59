"""Reading Japanese: which words a sentence is made of, so that sentences about the same thing find each other, and how
they sound.

Sudachi with its core dictionary stands in the process that reads (100 MB: a job's, not a page's); nothing leaves the
house. A word comes in its normal form: たっきゅう and 卓球 are one, わいふぁい and Wi-Fi too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Protocol

from sudachipy import Dictionary, SplitMode
from sudachipy.errors import SudachiError

from ibasho.base.kernel import homographs
from ibasho.base.kernel.kana import to_hiragana

TERM_MAX = 24  # letters of one term
_CONTENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "感動詞"})
_EMPTY_KINDS = frozenset({"数詞", "助動詞語幹", "助数詞可能"})
_EVERYBODY = (
    "為る 居る 有る 成る 出来る 言う 思う 行く 来る 遣る 呉れる 貰う 下さる 見る 置く 欲しい 良い 事 物 所 時 様 訳 "
    "為 方 人 私 僕 俺 自分 皆 何 此れ 其れ 有難う 御願い もっと とても 凄い 沢山 今 無い 御 是非 一番"
)  # what everybody says, whatever they want
_EMPTY = frozenset(_EVERYBODY.split())
_CHILDREN = (
    ("だがし", "駄菓子"),
    ("げーむ", "ゲーム"),
    ("てれび", "テレビ"),
    ("わいふぁい", "Wi-Fi"),
    ("まんが", "漫画"),
    ("さっかー", "サッカー"),
    ("ばすけ", "バスケ"),
    ("ぶらんこ", "ブランコ"),
    ("ぴあの", "ピアノ"),
    ("べんち", "ベンチ"),
    ("ぱそこん", "パソコン"),
    ("すまほ", "スマホ"),
    ("とらんぽりん", "トランポリン"),
    ("といれ", "トイレ"),
    ("おやつ", "菓子"),
)  # fmt: skip — words of katakana or kanji that small children write in ひらがな, where the dictionary finds but crumbs
_KANA_CRUMB = re.compile(r"[ぁ-ゖァ-ヺー]")
_RUN = re.compile(r"[ァ-ヺー]{2,}|[一-鿿々]+|[A-Za-z0-9-]{2,}|[ぁ-ゖー]{3,}")


class Reader(Protocol):
    def terms(self, text: str) -> tuple[str, ...]:
        """The words that carry meaning, in their order, one as often as it stands; each of 24 letters at most."""

    def readings(self, text: str) -> tuple[tuple[str, str], ...]:
        """(as written, in hiragana) word by word; what is written, joined, is the text again. What cannot be read has
        itself for a reading. Raises ValueError where the dictionary refuses the text (49,149 bytes at most)."""


class SudachiReader:
    """The real one. A tokenizer serves one thread at a time."""

    def __init__(self) -> None:
        dictionary = Dictionary()
        self._tokenizer = dictionary.tokenizer(mode=SplitMode.A)
        self._speaker = dictionary.tokenizer(mode=SplitMode.C)
        self._lock = Lock()

    def terms(self, text: str) -> tuple[str, ...]:
        with self._lock:
            found = [
                (one.normalized_form(), *one.part_of_speech()[:3])
                for one in self._tokenizer.tokenize(_plain(text))
            ]
        return tuple(
            word.lower()[:TERM_MAX]
            for word, kind, part, detail in found
            if kind in _CONTENT and not {part, detail} & _EMPTY_KINDS and _says_something(word)
        )

    def readings(self, text: str) -> tuple[tuple[str, str], ...]:
        with self._lock, _refusing():
            found = [
                (text[one.begin() : one.end()], to_hiragana(one.reading_form()), one.part_of_speech()[0])
                for one in self._speaker.tokenize(text)
            ]
        return homographs.settled(found)


class PlainReader:
    """The stand-in: runs of one script. Enough where the dictionary is not installed, and for tests."""

    def terms(self, text: str) -> tuple[str, ...]:
        return tuple(run.lower()[:TERM_MAX] for run in _RUN.findall(_plain(text)) if _says_something(run))

    def readings(self, text: str) -> tuple[tuple[str, str], ...]:
        """Reads nothing but numbers with what they count."""
        return homographs.settled([(one, one, "") for one in text])


@lru_cache(maxsize=1)
def reader() -> Reader:
    """One for the process, loaded when it is first asked for (0.1 s)."""
    try:
        return SudachiReader()
    except SudachiError:
        return PlainReader()


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except SudachiError as error:
        raise ValueError(str(error)) from error


def _says_something(word: str) -> bool:
    return word not in _EMPTY and not _KANA_CRUMB.fullmatch(word)


def _plain(text: str) -> str:
    told = unicodedata.normalize("NFKC", text)
    for kana, word in _CHILDREN:
        told = told.replace(kana, word)
    return told
