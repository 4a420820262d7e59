"""A Japanese sentence of ours in the language of this page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from babel.numbers import format_decimal
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation.trans_real import catalog

SOURCE = "ja"
_HOLE = re.compile(r"%\((\w+)\)[sd]")
_KNOWN_MIN = 4  # letters of a shape that are not holes: fewer would fit anything
_THOUSAND = 1000
BABEL = {"en": "en_GB", "pt-br": "pt_BR"}
SAYINGS_KEPT = 4096


def language() -> str:
    """The code of the page's language, `ja` where nothing chose one."""
    return get_language() or SOURCE


def is_japanese() -> bool:
    """日本語 or やさしい日本語: furigana goes with both."""
    return language().startswith(SOURCE)


def say(text: str) -> str:
    """`text` as our catalog has it; a sentence with values in it is known by its shape. What people wrote stays."""
    if language() == SOURCE or not text:
        return text
    return _said(language(), text)


def told(text: str, values: dict[str, object]) -> str:
    """A text with `%(n)s`-like holes, filled; `n` decides the plural where the language has one, 0 among the many."""
    number = values.get("n")
    words = ngettext(text, text, number) if isinstance(number, int) else text
    if words == text:
        words = gettext(text)
    if isinstance(number, int) and number >= _THOUSAND and language() in BABEL:
        values = {**values, "n": format_decimal(number, locale=BABEL[language()])}
        words = words.replace("%(n)d", "%(n)s")
    return words % values


@dataclass(frozen=True, slots=True)
class _Shape:
    """`longest`: what any sentence of this shape holds, asked before the pattern is tried."""

    longest: str
    pattern: re.Pattern[str]
    words: str


@lru_cache(maxsize=SAYINGS_KEPT)
def _said(language: str, text: str) -> str:
    exact = gettext(text)
    if exact != text:
        return exact
    for shape in _shapes(language):
        if shape.longest in text and (found := shape.pattern.fullmatch(text)):
            return shape.words % {name: _said(language, value) for name, value in found.groupdict().items()}
    return text


@lru_cache(maxsize=8)
def _shapes(language: str) -> tuple[_Shape, ...]:
    """Every sentence of the catalog that has holes, the most telling first."""
    sentences = {one: str(words) for one, words in _entries() if _HOLE.search(one)}
    telling = sorted(sentences, key=lambda one: -len(_HOLE.sub("", one)))
    return tuple(_shape(one, sentences[one]) for one in telling if len(_HOLE.sub("", one)) >= _KNOWN_MIN)


def _entries() -> list[tuple[str, str]]:
    found = vars(catalog())["_catalog"]  # noqa: SLF001 - Django has no public way to list a catalog
    rows = [(one[0] if isinstance(one, tuple) else one, words) for one, words in found.items()]
    return [(one, words) for one, words in rows if isinstance(one, str) and words]


def _shape(sentence: str, words: str) -> _Shape:
    out, place, seen = "", 0, set[str]()
    literals: list[str] = []
    for hole in _HOLE.finditer(sentence):
        name = hole[1]
        literals.append(sentence[place : hole.start()].replace("%%", "%"))
        out += re.escape(literals[-1])
        out += f"(?P={name})" if name in seen else f"(?P<{name}>.+?)"
        seen.add(name)
        place = hole.end()
    literals.append(sentence[place:].replace("%%", "%"))
    return _Shape(max(literals, key=len), re.compile(out + re.escape(literals[-1]), re.DOTALL), words)
