"""The words of a notice: how long, what they may not hold, and how they read in somebody else's app. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules import moderation

TITLE_MAX = 60
WORDS_MAX = 400
LINE_MAX = 500  # letters of a message in the city's LINE tool
_CUT = "…"


def checked(title: str, words: str, *, known: Iterable[str] = ()) -> tuple[str, str]:
    """(title, words), tidied. `known`: contacts that may stand in them, such as the city's own telephone.

    Raises Invalid with a sentence for each field: empty, too long, or a way to reach somebody.
    """
    found = (" ".join(title.split()), "\n".join(line.strip() for line in words.strip().splitlines()))
    limits = (("title", found[0], TITLE_MAX), ("words", found[1], WORDS_MAX))
    wrong = {name: told for name, text, most in limits if (told := _wrong(text, most, tuple(known)))}
    if wrong:
        raise Invalid("bulletin.notice.words", " ".join(wrong.values()), fields=wrong)
    return found


def contacts(text: str, known: Iterable[str] = ()) -> tuple[moderation.Flag, ...]:
    """What in the text leads to a person, beside what is known to be public."""
    for one in sorted(filter(None, known), key=len, reverse=True):
        text = text.replace(one, "、")
    kinds = {flag for flag, _span in moderation.where(text)} & moderation.NEVER_SHOWN
    return tuple(flag for flag in moderation.Flag if flag in kinds)


def line_text(title: str, words: str, url: str) -> str:
    """Title, words and address under each other, at most LINE_MAX letters: only the words are ever shortened."""
    room = LINE_MAX - len(title) - len(url) - 2
    told = words if len(words) <= room else words[: max(room - len(_CUT), 0)].rstrip() + _CUT
    return "\n".join(part for part in (title, told, url) if part)


def _wrong(text: str, most: int, known: tuple[str, ...]) -> str:
    """The sentence beside the field; empty when all is well."""
    if not text:
        return "ことばが ありません。みじかくて よいので、書いてください。"
    if len(text) > most:
        return f"{most}文字までです。いまは {len(text)}文字 あります。みじかくしてください。"
    found = contacts(text, known)
    if found:
        kinds = "・".join(flag.label for flag in found)
        return f"{kinds}が 入っているようです。だれでも 読む ことばなので、消してから 送ってください。連絡先は 居場所の ページに のせます。"
    return ""
