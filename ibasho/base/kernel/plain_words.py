"""Whether a Japanese text is plain enough for a child and for who learns Japanese: short sentences, no words of offices.

`plain_words.tsv` holds `word<TAB>easier word`. A hard word may stand where its meaning follows in brackets:
`要件（きまり）`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

AVERAGE_MAX = 25  # letters of a sentence on a page
SENTENCE_MAX = 40
_ENDS = re.compile(r"(?<=[。！？!?])|\n")
_READING = re.compile(r"<rp>.*?</rp>|<rt.*?</rt>|<[^>]+>", re.DOTALL)
_HOLE = re.compile(r"%\(\w+\)[sd]")
_HAN = "々〆一-鿿"


@dataclass(frozen=True, slots=True)
class Hard:
    """What is hard in a text: `sentence` too long (`word` empty), or a word with an easier one."""

    sentence: str
    word: str = ""
    easier: str = ""


def sentences(text: str) -> list[str]:
    """Cut behind 。！？ and at line ends, without tags, readings and gaps; empty ones left out."""
    bare = _READING.sub("", text)
    return [one for part in _ENDS.split(bare) if (one := re.sub(r"\s", "", part))]


def length(sentence: str) -> int:
    """Letters a reader meets; a hole counts as two, the usual number."""
    return len(re.sub(r"\s", "", _HOLE.sub("00", sentence)))


def average(texts: Iterable[str]) -> float:
    """Letters of a sentence over all texts; 0 where there is none."""
    found = [length(one) for text in texts for one in sentences(text)]
    return sum(found) / len(found) if found else 0.0


def hard(text: str) -> list[Hard]:
    """All that is too hard in a text."""
    found = sentences(text)
    long = [Hard(one) for one in found if length(one) > SENTENCE_MAX]
    return long + [Hard(one, word, easier_words()[word]) for one in found for word in _hard_words(one)]


@lru_cache(maxsize=1)
def easier_words() -> dict[str, str]:
    """Hard word → easier word."""
    lines = resources.files(__package__).joinpath("plain_words.tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(pairs)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Whole words: 対象者 is not 対象 in it, and 利用者証 is another word than 利用者."""
    words = "|".join(sorted(easier_words(), key=len, reverse=True))
    return re.compile(f"(?<![{_HAN}])({words})(?![{_HAN}])(?!（)")


def _hard_words(sentence: str) -> list[str]:
    return _pattern().findall(sentence)
