"""Whether the pages of children and やさしい日本語 are plain enough (`kernel.plain_words` says what that means)."""

from __future__ import annotations

from ibasho.base.kernel import plain_words
from ibasho.base.ui.languages import catalogs
from ibasho.base.ui.languages.collecting import Sources, child_texts

EASY = "ja-simple"


def flaws() -> list[plain_words.Hard]:
    """Each sentence that is too long and each hard word in what a child reads. A text that has an easier form in the
    catalog is judged by that one: the switch 「やさしい日本語」 shows it."""
    known = catalogs.words_of(EASY)
    return [one for text in child_texts(Sources()) for one in plain_words.hard(known.get(text, text))]


def average() -> float:
    """Letters of a sentence on the pages of children."""
    return plain_words.average(child_texts(Sources()))
