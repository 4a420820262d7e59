"""When a place is open, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence

from ibasho.base.ui.languages.saying import language
from ibasho.town.places.rules import words
from ibasho.town.places.rules.opening import Opening
from ibasho.town.places.rules.words_abroad import LANGUAGES, describe_abroad


def lines(rules: Sequence[Opening]) -> tuple[str, ...]:
    """One line per kind of day, as a child says it."""
    if language() in LANGUAGES:
        return describe_abroad(language(), rules)
    return words.describe_all_for_children(rules)


def plain_lines(rules: Sequence[Opening]) -> tuple[str, ...]:
    """The same as notice boards write it, one line per rule."""
    if language() in LANGUAGES:
        return describe_abroad(language(), rules)
    return tuple(words.describe(rule) for rule in rules)


def plain_line(rules: Sequence[Opening]) -> str:
    """All of it in one line, for paper."""
    if language() in LANGUAGES:
        return "; ".join(describe_abroad(language(), rules))
    return words.describe_all(rules)
