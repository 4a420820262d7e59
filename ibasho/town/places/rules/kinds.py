"""Kinds of places (B1): the code, the city's word, a child's word and the pictogram."""

from __future__ import annotations

from enum import StrEnum


class PlaceKind(StrEnum):
    KODOMO_SHOKUDO = "kodomo_shokudo"
    STUDY = "study"
    JIDOKAN = "jidokan"
    KOSODATE_SHIEN = "kosodate_shien"
    TSUDOI = "tsudoi"
    LIBRARY = "library"
    PLAYGROUND = "playground"
    PARTNER_SHOP = "partner_shop"
    MOBILE = "mobile"
    TEMPORARY_CARE = "temporary_care"
    FREE_SCHOOL = "free_school"
    AFTER_SCHOOL = "after_school"
    OPEN_SPACE = "open_space"
    RESTRICTED = "restricted"
    NURSERY = "nursery"
    PUBLIC_FACILITY = "public_facility"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _WORDS[self][0]

    @property
    def child_label(self) -> str:
        return _WORDS[self][1]

    @property
    def icon(self) -> str:
        return _WORDS[self][2]


_WORDS = {
    PlaceKind.KODOMO_SHOKUDO: ("こども食堂", "ごはん", "bowl"),
    PlaceKind.STUDY: ("学習スペース", "べんきょう", "pencil"),
    PlaceKind.JIDOKAN: ("児童館・児童交流館", "あそぶ", "ball"),
    PlaceKind.KOSODATE_SHIEN: ("子育て支援センター", "あかちゃん", "baby"),
    PlaceKind.TSUDOI: ("つどいの広場", "あかちゃん", "baby"),
    PlaceKind.LIBRARY: ("図書館", "本", "book"),
    PlaceKind.PLAYGROUND: ("遊び場", "そとあそび", "slide"),
    PlaceKind.PARTNER_SHOP: ("協力飲食店", "ごはんのお店", "noren"),
    PlaceKind.MOBILE: ("出張開設", "やってくる広場", "bus"),
    PlaceKind.TEMPORARY_CARE: ("一時預かり", "あずかり", "baby"),
    PlaceKind.FREE_SCHOOL: ("教育支援センター・フリースクール", "もうひとつの学び場", "sprout"),
    PlaceKind.AFTER_SCHOOL: ("放課後児童クラブ", "学童", "clock"),
    PlaceKind.OPEN_SPACE: ("オープンスペース", "じゆうに すごす", "rest"),
    PlaceKind.RESTRICTED: ("居場所（限定）", "きまった人の場所", "house"),
    PlaceKind.NURSERY: ("保育所・幼稚園など", "ほいくえん", "house"),
    PlaceKind.PUBLIC_FACILITY: ("公共施設", "みんなの建物", "arch"),
    PlaceKind.OTHER: ("その他", "ほか", "pin"),
}

# Listed and exported, but never advertised as open to all (B1).
NEVER_FOR_ALL = frozenset({PlaceKind.AFTER_SCHOOL, PlaceKind.RESTRICTED, PlaceKind.NURSERY})
