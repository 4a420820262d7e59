"""The same words in one way of writing, letter for letter, so that what is found stands where it was found. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

Span = tuple[int, int]

_DASH = dict.fromkeys("‐‑‒–—―−ｰ－", "-")
_SPOKEN = (
    ("ぜろ", 0), ("れい", 0), ("まる", 0), ("きゅう", 9), ("きゅー", 9), ("くう", 9), ("はち", 8), ("なな", 7), ("しち", 7), ("ろく", 6), ("よん", 4),
    ("さん", 3), ("いち", 1), ("ごー", 5), ("にー", 2), ("zero", 0), ("nine", 9), ("eight", 8), ("seven", 7), ("ご", 5), ("に", 2), ("く", 9),
)  # fmt: skip
_WORDS = re.compile("|".join(word for word, _digit in _SPOKEN))
_KANJI = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "o": "0"}


@lru_cache(maxsize=8192)  # more letters than a city writes; not all that there are
def _letter(char: str) -> str:
    """Narrow, small, hiragana; one letter for one letter."""
    if char in _DASH:
        return "-"
    folded = unicodedata.normalize("NFKC", char).lower()
    folded = folded if len(folded) == 1 else char
    return chr(ord(folded) - 0x60) if "ァ" <= folded <= "ヶ" else folded


def fold(text: str) -> str:
    """Wide and narrow, ア and あ, A and a, every dash: one. As long as `text`."""
    return "".join(map(_letter, text))


def numeric(text: str) -> str:
    """`fold` with 〇九〇 and ⓪⑨⓪ as digits."""
    return "".join(_KANJI.get(char, char) for char in fold(text))


def spoken(text: str) -> str:
    """`numeric` with ぜろきゅうぜろ as digits, each followed by \\0 for the letters it took."""
    digits = dict(_SPOKEN)
    return "".join(
        _KANJI.get(char, char)
        for char in _WORDS.sub(lambda word: str(digits[word[0]]) + "\0" * (len(word[0]) - 1), fold(text))
    )


def spans(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (found.span() for found in pattern.finditer(text))
