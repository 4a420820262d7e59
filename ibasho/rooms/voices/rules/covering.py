"""What is covered before a child's words stand on a page, and that nothing else of them is changed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ibasho.base.kernel.text import find_contacts
from ibasho.town.places.rules import moderation

COVER = "◯◯"
_COVERED = re.compile(r"[◯○〇]{2,}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """`shown_words`: as two people will read them first. `held_for`: Flag codes, why they should look closely."""

    shown_words: str
    held_for: tuple[str, ...]


def propose(words: str, *, small: Iterable[str] = ()) -> Proposal:
    """`small`: names of schools and districts, which would say too closely who speaks."""
    return Proposal(covered(words, small=small), tuple(flag.value for flag in moderation.flags(words)))


def covered(words: str, *, small: Iterable[str] = ()) -> str:
    """`words` with every name, school, number and address as ◯◯."""
    spans = [(one.start, one.end) for one in find_contacts(words)]
    return _without(words, spans)


def _without(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """From the end, so that positions stay true; spans that touch become one."""
    for start, end in sorted(spans, reverse=True):
        words = words[:start] + COVER + words[end:]
    return words
