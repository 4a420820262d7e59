"""What a reader of children's notes is told before deciding."""

from __future__ import annotations

import pytest

from ibasho.town.places.rules.moderation import Flag, flags, held_for, may_be_shown

CLEAN = [
    "しずかで 本が いっぱい",
    "卓球台が あって たのしい。おばちゃんが やさしい",
    "スタッフさんが 宿題を おしえてくれた",
    "お母さんと いきました。お兄ちゃんも いっしょ",
    "みなさん やさしいです",
    "赤ちゃんが たくさん いたよ",
    "小学生が おおい。中学生も いる",
    "学校の近くで べんり",
    "2年生のときから 行ってる",
    "50円で カレーが 食べられる。15時から",
    "先生みたいな人が いる",
    "近くの小学校の子が おおい",
    "一日中 いられる",
]


@pytest.mark.parametrize("words", CLEAN)
def test_plain_words_raise_no_flag(words: str) -> None:
    assert flags(words) == ()


@pytest.mark.parametrize(
    ("words", "flag"),
    [
        ("090-1234-5678 に 電話してね", Flag.PHONE),
        ("０９０ー１２３４ー５６７８", Flag.PHONE),
        ("midori@example.com に メールして", Flag.MAIL),
        ("LINEのIDは midori_2026", Flag.LINE_ID),
        ("https://example.com を 見て", Flag.URL),
        ("番号は 123456789018 だよ", Flag.NUMBER),
        ("田中くんが いじわる", Flag.NAME),
        ("はなこちゃんと 行った", Flag.NAME),
        ("ケンタ君が いたよ", Flag.NAME),
        ("みほん小学校の子が おおい", Flag.SCHOOL),
        ("中央小の 3年1組で 行った", Flag.SCHOOL),
        ("おとなに たたかれた", Flag.DANGER),
        ("もう しにたい", Flag.DANGER),
        ("いじめられるから ここに いる", Flag.DANGER),
        ("うちに かえりたくない", Flag.DANGER),
    ],
)
def test_what_needs_a_second_look_is_found(words: str, flag: Flag) -> None:
    assert flag in flags(words)


@pytest.mark.parametrize("flag", [Flag.PHONE, Flag.MAIL, Flag.LINE_ID, Flag.URL, Flag.NUMBER])
def test_a_way_to_reach_a_person_is_never_shown(flag: Flag) -> None:
    words = {
        Flag.PHONE: "053-123-4567", Flag.MAIL: "a@example.com", Flag.LINE_ID: "LINE ID: abcd_1",
        Flag.URL: "www.example.com", Flag.NUMBER: "123456789018",
    }  # fmt: skip
    assert flag in flags(words[flag])
    assert not may_be_shown(words[flag])


@pytest.mark.parametrize("words", ["田中くんが いた", "みほん小学校の子", "たたかれた", *CLEAN])
def test_the_rest_is_for_a_person_to_decide(words: str) -> None:
    assert may_be_shown(words)


def test_the_desk_reads_the_flags_in_words() -> None:
    assert held_for("田中くん 090-1234-5678") == "電話番号・人の名前"
    assert held_for("たのしい") == ""
