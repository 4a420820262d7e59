"""Finding the words of opening times in a text, one after the other. Nothing is lost: what is no word of ours
comes back as UNREAD."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from ibasho.town.places.rules.reading.patterns import PATTERNS
from ibasho.town.places.rules.reading.tokens import Kind, Token

_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_DASHES = "〜~∼˜‐–—―−-"
_PARTICLES = ("の", "は", "に", "と")
_NUMERALS = dict(zip("一二三四五", "12345", strict=True))


def plain(text: str) -> str:
    """Digits, dashes and 漢数字 made uniform, one character for one character, so that a place in it is a place in
    the original."""
    simple = "".join(map(_plain_letter, text))
    simple = re.sub(r"(?<=[\d時分])[ー一](?=[\d午])", "~", simple)
    return re.sub(
        r"(?<=第)[一二三四五]|(?<=[月年週])[一二三四五](?=[回度])|(?<=[月年週]に)[一二三四五](?=[回度])",
        lambda found: _NUMERALS[found[0]],
        simple,
    )


def _plain_letter(letter: str) -> str:
    if letter in _CIRCLED:
        return letter
    same = unicodedata.normalize("NFKC", letter)
    if same in _DASHES or letter in _DASHES:
        return "~"
    if letter.isspace():
        return " "
    return same if len(same) == 1 else letter


def scan(text: str) -> list[Token]:
    """The tokens of a text in order, without those that say nothing about when."""
    simple, tokens, at = plain(text), list[Token](), 0
    while at < len(simple):
        run = tokens.pop() if tokens and tokens[-1].kind == Kind.UNREAD and tokens[-1].stop == at else None
        token = _token_at(simple, at, glued=run is not None or simple[at - 1 : at] in _PARTICLES)
        if run and token.kind == Kind.UNREAD:
            token = replace(run, stop=token.stop)
        elif run:
            tokens.append(run)
        tokens.append(token)
        at = token.stop
    return [token for token in tokens if token.kind != Kind.SKIP]


def _token_at(simple: str, at: int, *, glued: bool) -> Token:
    for shape, make in PATTERNS:
        found = shape.match(simple, at)
        if not found or found.end() == at:
            continue
        token = make(found) or Token(Kind.UNREAD)  # 「22:00～2:00」 is not half understood
        if not (glued and _is_bare(token, found[0])):
            return replace(token, first=at, stop=found.end())
    return Token(Kind.UNREAD, at, at + 1)


def _is_bare(token: Token, words: str) -> bool:
    """A lone 月 or 日 behind letters we cannot read is part of another word."""
    return token.kind == Kind.WEEKDAYS and "曜" not in words[:2] and not token.name
