"""What is covered before a child's words stand on a page, and that nothing else of them is changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules import moderation
from ibasho.town.places.rules.letters import Span

COVER = "◯◯"
_COVERS = re.compile(r"[◯○〇]{2,}")
_BLANKS = re.compile(r"\s+")
_DISTRICT = re.compile(r"(?:小学校区|小学校|校区|学区|小)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`shown_words`: as two people will read them first. `held_for`: codes of moderation.Flag, why they look closely."""

    shown_words: str
    held_for: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what is shown: `why` it may say too much, empty for the rest; `start` and `end` in the words."""

    words: str
    why: str
    start: int
    end: int


def propose(words: str, *, small: Iterable[str] = ()) -> Proposal:
    """`small`: names of schools and districts, which would say too closely who speaks (small schools are one: ◯◯)."""
    return Proposal(covered(words, small=small), tuple(flag.value for flag in moderation.flags(words)))


def covered(words: str, *, small: Iterable[str] = ()) -> str:
    """`words` with every name, school, number and address as ◯◯."""
    return _without(words, (span for _why, span in _found(words, small)))


def cover(words: str, start: int, end: int) -> str:
    """`words` with these letters as ◯◯."""
    return _without(words, [(start, end)]) if 0 <= start < end <= len(words) else words


def pieces(words: str, *, small: Iterable[str] = ()) -> list[Piece]:
    """All of `words` in their order, what may say too much apart from the rest."""
    found: list[Piece] = []
    last = 0
    for start, end, why in _merged(_found(words, small)):
        if start > last:
            found.append(Piece(words[last:start], "", last, start))
        found.append(Piece(words[start:end], why, start, end))
        last = end
    if last < len(words):
        found.append(Piece(words[last:], "", last, len(words)))
    return found


def only_covered(words: str, shown: str) -> str:
    """`shown`, or Invalid where it is anything but `words` with parts of it as ◯◯: nobody writes into a child's voice."""
    parts = [re.escape(_BLANKS.sub("", part)) for part in _COVERS.split(shown)]
    if not any(parts):
        told = "ぜんぶ かくすと 声が なくなります。のせないときは「のせない」を おしてください。"
        raise Invalid("voices.opinion.nothing_left", told, fields={"shown_words": told})
    if not re.fullmatch(".+?".join(parts), _BLANKS.sub("", words)):
        told = "できるのは ◯◯ で かくすことだけです。こどもの ことばは 書きかえません。"
        raise Invalid("voices.opinion.rewritten", told, fields={"shown_words": told})
    return shown


def _found(words: str, small: Iterable[str]) -> Iterator[tuple[str, Span]]:
    yield from ((flag.label, span) for flag, span in moderation.where(words))
    for name in sorted({form for one in small for form in _forms(one)}, key=len, reverse=True):
        yield from (("学校・組", found.span()) for found in re.finditer(re.escape(name), words))


def _forms(name: str) -> Iterator[str]:
    """「ひがし小学校区」: ひがし小学校区, ひがし小学校, ひがし小."""
    stem = _DISTRICT.sub("", name)
    yield name
    yield from (stem + end for end in ("小学校", "小", "校区"))


def _merged(found: Iterable[tuple[str, Span]]) -> list[tuple[int, int, str]]:
    """Spans that overlap become one; it says the first reason."""
    whole: list[tuple[int, int, str]] = []
    for why, (start, end) in sorted(found, key=lambda one: (one[1][0], -one[1][1])):
        if start == end:
            continue
        if whole and start < whole[-1][1]:
            first, last, said = whole[-1]
            whole[-1] = (first, max(last, end), said)
        else:
            whole.append((start, end, why))
    return whole


def _without(words: str, spans: Iterable[Span]) -> str:
    """From the end, so that positions stay true. Blanks at the edges of what is covered stay."""
    for start, end, _why in reversed(_merged(("", span) for span in spans)):
        inner = words[start:end]
        before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        words = words[:start] + before + COVER + after + words[end:]
    return words
