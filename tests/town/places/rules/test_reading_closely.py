"""What is found in words that hide what they say, and where."""

from __future__ import annotations

import pytest

from ibasho.town.places.rules.moderation import Flag, flags, may_be_shown, where


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("ぜろきゅうぜろ ぜろぜろぜろぜろ ぜろいちにさん", Flag.PHONE),
        ("⓪⑨⓪-⓪⓪⓪⓪-⓪①②③", Flag.PHONE),
        ("0️⃣9️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣", Flag.PHONE),
        ("090の0000の0123に かけて", Flag.PHONE),
        ("O9O-OOOO-O123", Flag.PHONE),
        ("sora★example.com（★は @）", Flag.MAIL),
        ("haru アットマーク example ドット jp", Flag.MAIL),
        ("ライン交換しよ", Flag.LINE_ID),
        ("L I N E の ID は haru-2012", Flag.LINE_ID),
        ("hxxps://example.com", Flag.URL),
        ("フレンドコード SW-0000-1111-2222", Flag.HANDLE),
        ("カード 4111 1111 1111 1111", Flag.NUMBER),
        ("ぼくの なまえは さとうけんた", Flag.NAME),
        ("5年1組の みんな", Flag.SCHOOL),
        ("家は みほん町 3-12-5", Flag.ADDRESS),
        ("あいつ まじ しね", Flag.INSULT),
        ("😀😀", Flag.WORDLESS),
        ("www", Flag.WORDLESS),
        ("いますぐ 登録で 5000円 プレゼント", Flag.SPAM),
        ("わあ" * 100, Flag.PASTED),
    ],
)
def test_it_is_found(words: str, flag: Flag) -> None:
    assert flag in flags(words)


@pytest.mark.parametrize(
    "words",
    ["10:30から 12:00まで", "2-3人で 使う", "やくそくを まもる", "そばかすの 人形", "みんな ばかりで なく わたしも", "はげしい 雨",
     "夏休み中も あけて", "原っぱを 走る", "本を 3-4冊 かりる", "八百屋さん", "インスタ映えする かべ", "LINEスタンプを つくりたい"],
)  # fmt: skip
def test_it_only_looks_like_it(words: str) -> None:
    assert flags(words) == ()


def test_where_it_stands_is_told() -> None:
    words = "ともだちの 鈴木くんは 090-0000-0001 だよ"
    found = {flag: words[start:end] for flag, (start, end) in where(words)}
    assert found[Flag.NAME] == "鈴木"
    assert found[Flag.PHONE].strip() == "090-0000-0001"


def test_a_name_may_be_shown_if_two_people_say_so_a_number_never() -> None:
    assert may_be_shown("スタッフの 山田さん ありがとう")
    assert not may_be_shown("ぜろきゅうぜろ ぜろぜろぜろぜろ ぜろいちにさん")
