"""Finding a place by words: spellings meet, and a child's word finds the city's word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from ibasho.base.kernel.kana import search_key
from ibasho.town.places.rules.features import FEATURE_LABELS
from ibasho.town.places.rules.kinds import PlaceKind

# Any word of a group finds what carries any other word of it.
SYNONYMS: tuple[frozenset[str], ...] = tuple(
    frozenset(search_key(word) for word in group.split())
    for group in (
        "こども食堂 子ども食堂 子供食堂 ごはん ご飯 食事 夕ごはん 夕食 昼ごはん 給食",
        "学習 勉強 べんきょう 宿題 しゅくだい 自習 塾 学習室",
        "ワイファイ Wi-Fi ネット インターネット",
        "ゲーム ゲーム機 スイッチ Switch",
        "卓球 ピンポン 卓球台",
        "本 図書 図書館 図書室 まんが 漫画 読書",
        "児童館 交流館 児童交流館 じどうかん",
        "赤ちゃん あかちゃん 乳児 子育て支援センター つどいの広場 ひろば 広場",
        "学童 放課後児童クラブ 学童保育",
        "不登校 フリースクール 教育支援センター 学校に行けない",
        "公園 遊び場 遊具 外あそび そとあそび",
        "静か しずか 静かにすごせる ひとり",
        "充電 コンセント",
        "駄菓子 だがし おかし お菓子",
        "ただ 無料 むりょう 0円",
        "横になれる ねころぶ 寝る 休む",
    )
)


class Searchable(Protocol):
    """What the search looks at."""

    name: str
    kana: str
    kind: str
    description: str
    town_name: str
    address: str
    organisation_name: str
    features: list[str]


def text_of(place: Searchable) -> str:
    """Everything one may look for, as search keys one space apart."""
    kind = PlaceKind(place.kind)
    words = [
        place.name, place.kana, kind.label, kind.child_label, place.town_name, place.address,
        place.organisation_name, place.description, *(FEATURE_LABELS.get(code, "") for code in place.features),
    ]  # fmt: skip
    return " ".join(key for key in (search_key(word) for word in words) if key)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place fits if its text holds one of every set in `each`, and none of any set in `none`."""

    each: tuple[frozenset[str], ...]
    none: tuple[frozenset[str], ...]


_NOT = re.compile(r"[-－−](?P<minus>.+)|(?P<but>.+?)(?:いがい|以外)")


def wanted(text: str) -> Wanted:
    """What somebody typed: `ゲーム -Wi-Fi`, 「学習室 こども食堂いがい」. A minus or いがい leaves a word out."""
    each: list[str] = []
    none: list[str] = []
    for word in text.split():
        found = _NOT.fullmatch(word)
        if found:
            none.append(found["minus"] or found["but"])
        else:
            each.append(word)
    return Wanted(tuple(alternatives(" ".join(each))), tuple(alternatives(" ".join(none))))


def alternatives(text: str) -> list[frozenset[str]]:
    """One set per typed word: a place fits if, for every word, its text holds one of the set."""
    found = []
    for word in text.split():
        key = search_key(word)
        if key:
            found.append(frozenset({key}.union(*(group for group in SYNONYMS if key in group))))
    return found
