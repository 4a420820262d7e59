"""What to look at twice before a child's words stand on a page: ways to reach a person, names, schools, danger, insults.

A contact is never shown. The rest is a reason for the reader to look closely, not a judgement. How much of each is found,
and how often ordinary words are stopped for nothing, stands in docs/voices-words.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from ibasho.town.places.rules import naming, reaching, rudeness
from ibasho.town.places.rules.letters import Span

WORDS_MAX = 100


class Flag(StrEnum):
    PHONE = "phone"
    MAIL = "mail"
    LINE_ID = "line_id"
    HANDLE = "handle"
    URL = "url"
    NUMBER = "number"
    NAME = "name"
    SCHOOL = "school"
    ADDRESS = "address"
    DANGER = "danger"
    INSULT = "insult"
    PASTED = "pasted"
    SPAM = "spam"
    WORDLESS = "wordless"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Flag.PHONE: "電話番号",
    Flag.MAIL: "メールアドレス",
    Flag.LINE_ID: "LINEのID",
    Flag.HANDLE: "SNSやゲームの名前",
    Flag.URL: "ホームページ",
    Flag.NUMBER: "番号",
    Flag.NAME: "人の名前",
    Flag.SCHOOL: "学校・組",
    Flag.ADDRESS: "住所",
    Flag.DANGER: "こまっているかも",
    Flag.INSULT: "人を きずつける ことば",
    Flag.PASTED: "はりつけた文かも",
    Flag.SPAM: "宣伝・くりかえし",
    Flag.WORDLESS: "絵文字だけ",
}
NEVER_SHOWN = frozenset({Flag.PHONE, Flag.MAIL, Flag.LINE_ID, Flag.HANDLE, Flag.URL, Flag.NUMBER})

_DANGER = re.compile(
    r"[死し]にたい|消えたい|きえたい|なぐられ|殴られ|たたかれ|叩かれ|けられ|蹴られ|いじめ|さわられ|触られ|ぬがされ|脱がされ|"
    r"ついて(?:来|こ)られ|つれて(?:行|い)かれ|おどされ|脅され|たすけて|助けて|帰りたくない|かえりたくない|うちに(?:いる|かえる)のが(?:こわ|怖)"
)


_WHOLE = (
    (Flag.INSULT, rudeness.is_rude), (Flag.PASTED, rudeness.is_pasted), (Flag.SPAM, rudeness.is_spam),
    (Flag.WORDLESS, rudeness.is_wordless),
)  # fmt: skip


def where(words: str) -> Iterator[tuple[Flag, Span]]:
    """What could say who it is or how to reach them, and at which letters: (flag, (start, end)). May overlap."""
    yield from ((Flag(kind), span) for kind, span in reaching.found(words))
    yield from ((Flag.NAME, span) for span in naming.names(words))
    yield from ((Flag.SCHOOL, span) for span in naming.schools(words))
    yield from ((Flag.ADDRESS, span) for span in naming.addresses(words))


def flags(words: str) -> tuple[Flag, ...]:
    """What a reader should know before deciding, in the order of `Flag`, without doubles."""
    found = {flag for flag, _span in where(words)}
    found |= {flag for flag, is_so in _WHOLE if is_so(words)}
    if _DANGER.search(words):
        found.add(Flag.DANGER)
    return tuple(flag for flag in Flag if flag in found)


def may_be_shown(words: str) -> bool:
    """False while the words hold a way to reach somebody: then nobody can put them on a page."""
    return all(flag not in NEVER_SHOWN for flag, _span in where(words))


def held_for(words: str) -> str:
    """The flags as words for the desk: 「電話番号・人の名前」; empty when nothing was found."""
    return "・".join(flag.label for flag in flags(words))
