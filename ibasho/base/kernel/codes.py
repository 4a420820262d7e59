"""Public ids that nobody can guess or misread: on posters, in links, over the phone.

The alphabet leaves out glyphs that look alike in print or handwriting (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V)
and all vowels, so that no code spells a word. Ten characters hold about 43 bits: enough for a name of a
thing behind rate limits; a code that opens something by itself wants 20.
"""

from __future__ import annotations

import secrets
import unicodedata

ALPHABET = "CDFHJKMNPQRTVWXY34679"
LENGTH = 10


def new_code(length: int = LENGTH) -> str:
    """A fresh random code from the system's secure source."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def looks_like_code(text: str, length: int = LENGTH) -> bool:
    """Whether `text` could have come from `new_code(length)`. Says nothing about whether it exists."""
    return len(text) == length and set(text) <= set(ALPHABET)


def tidy_code(text: str) -> str:
    """What a person typed, brought to the form we store: 全角 and small letters folded, spaces and hyphens gone."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in folded if letter.isalnum())
