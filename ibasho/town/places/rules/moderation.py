"""What to look at twice before a child's words stand on a page: ways to reach a person, names, schools, danger.

A contact is never shown. The rest is a reason for the reader to look closely, not a judgement.
"""

from __future__ import annotations

import re
from enum import StrEnum

from ibasho.base.kernel.my_number import contains_my_number
from ibasho.base.kernel.text import ContactKind, find_contacts

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
    DANGER = "danger"

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
    Flag.DANGER: "こまっているかも",
}
_CONTACTS = {
    ContactKind.PHONE: Flag.PHONE,
    ContactKind.MAIL: Flag.MAIL,
    ContactKind.LINE_ID: Flag.LINE_ID,
    ContactKind.HANDLE: Flag.HANDLE,
    ContactKind.URL: Flag.URL,
}
NEVER_SHOWN = frozenset({Flag.PHONE, Flag.MAIL, Flag.LINE_ID, Flag.HANDLE, Flag.URL, Flag.NUMBER})

_NAME = re.compile(
    r"([一-龥々]{1,4}|[ぁ-んー]{2,6}|[ァ-ヶー]{2,8}|[A-Za-z]{2,12})(さん|くん|君|ちゃん|さま|様|先輩|せんぱい|先生|せんせい)"
)
# Words that end like a name but name nobody.
_NOBODY = re.compile(
    r"(おかあ|お母|おとう|お父|おばあ|おじい|おば|おじ|おにい|お兄|おねえ|お姉|兄|姉|母|父|赤|あか|みな|皆|たく|店員|スタッフ|"
    r"やおや|おまわり|大家|職員|ボランティア|うさぎ|ねこ|わん|にゃん|お客|おきゃく|お子|お医者|ご苦労|お疲れ|おつかれ|学生|"
    r"ちゃん|農家|じい|ばあ|にい|ねえ|ママ|パパ|センター|の|が|は|も|と|や|に)$"
)
_SCHOOL = re.compile(
    r"[一-龥々ぁ-んァ-ヶー]{1,6}(?:小学校|中学校|高等学校|高校|幼稚園|保育園|こども園)"
    r"|[一-龥々]{1,5}[小中](?=の|に|へ|で|から|生|[1-6１-６一二三四五六]年|$)"
    r"|[1-6１-６一二三四五六]\s*年\s*[1-9１-９A-Fa-fい-に]\s*(?:組|くみ)"
)
_ANY_SCHOOL = re.compile(  # 「近くの小学校」「世界中」 name none
    r"[のがはもとやにでへをな](?:小学校|中学校|高等学校|高校|幼稚園|保育園|こども園)$|(?:世界|夜|途|最|一日|一年|家|町)中$|大小$"
)
_DANGER = re.compile(
    r"[死し]にたい|消えたい|きえたい|なぐられ|殴られ|たたかれ|叩かれ|けられ|蹴られ|いじめ|さわられ|触られ|ぬがされ|脱がされ|"
    r"ついて(?:来|こ)られ|つれて(?:行|い)かれ|おどされ|脅され|たすけて|助けて|帰りたくない|かえりたくない|うちに(?:いる|かえる)のが(?:こわ|怖)"
)


def flags(words: str) -> tuple[Flag, ...]:
    """What a reader should know before deciding, in the order of `Flag`, without doubles."""
    found = {_CONTACTS[contact.kind] for contact in find_contacts(words)}
    if contains_my_number(words):
        found.add(Flag.NUMBER)
    if any(not _NOBODY.search(match[1]) for match in _NAME.finditer(words)):
        found.add(Flag.NAME)
    if any(not _ANY_SCHOOL.search(match[0]) for match in _SCHOOL.finditer(words)):
        found.add(Flag.SCHOOL)
    if _DANGER.search(words):
        found.add(Flag.DANGER)
    return tuple(flag for flag in Flag if flag in found)


def may_be_shown(words: str) -> bool:
    """False while the words hold a way to reach somebody: then nobody can put them on a page."""
    return not NEVER_SHOWN.intersection(flags(words))


def held_for(words: str) -> str:
    """The flags as words for the desk: 「電話番号・人の名前」; empty when nothing was found."""
    return "・".join(flag.label for flag in flags(words))
