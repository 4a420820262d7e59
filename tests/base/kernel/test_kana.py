from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import kana

hiragana = st.text(alphabet=[chr(code) for code in range(0x3041, 0x3097)])
any_kana = st.text(alphabet=[chr(code) for code in (*range(0x3041, 0x3097), *range(0x30A1, 0x30FB), 0x30FC)])


@pytest.mark.parametrize(
    ("text", "katakana"),
    [
        ("いばしょ", "イバショ"),
        ("ゔぁいおりん", "ヴァイオリン"),
        ("こども食堂", "コドモ食堂"),
        ("すゞき", "スヾキ"),
        ("ゕゖ", "ヵヶ"),
    ],
)
def test_hiragana_become_katakana(text: str, katakana: str) -> None:
    assert kana.to_katakana(text) == katakana
    assert kana.to_hiragana(katakana) == text


@given(hiragana)
def test_the_scripts_are_each_others_mirror(text: str) -> None:
    assert kana.to_hiragana(kana.to_katakana(text)) == text


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("ｶﾞｸﾄﾞｳ 1", "ガクドウ　１"),
        ("ﾊﾟｰﾃｨｰ", "パーティー"),
        ("ｳﾞｨﾗ", "ヴィラ"),
        ("ｱﾞ", "ア゛"),
        ("ABC-12", "ＡＢＣ－１２"),
        ("｢ｲﾊﾞｼｮ｣", "「イバショ」"),
    ],
)
def test_widths_keep_voiced_marks(half: str, full: str) -> None:
    assert kana.to_fullwidth(half) == full
    assert kana.to_halfwidth(full) == half


def test_half_width_leaves_kanji_and_takes_separate_marks() -> None:
    assert kana.to_halfwidth("がっこう校") == "ｶﾞｯｺｳ校"
    assert kana.to_halfwidth("カ゛") == "ｶﾞ"


@given(any_kana)
def test_width_goes_there_and_back(text: str) -> None:
    common = kana.to_katakana(text).translate({ord(letter): None for letter in "ヮヰヱヵヶヷヸヹヺ"})
    assert kana.to_fullwidth(kana.to_halfwidth(common)) == common


@pytest.mark.parametrize(
    "spellings",
    [
        ("ショクドー", "しょくどう", "ｼｮｸﾄﾞｳ", "シヨクドウ", "しょく・どう"),
        ("おおさか", "オーサカ", "おうさか"),
        ("けいこ", "ケーコ", "ケエコ"),
        ("サッカー", "さっかあ", "ｻｯｶｰ"),
        ("カ゛ッコウ", "がっこう", "か\u3099っこう"),
        ("Wi-Fi", "ＷｉＦｉ", "wi fi"),
        ("おかづ", "オカズ"),
        ("市ヶ谷", "市ケ谷"),
        ("ヴァイオリン", "バイオリン"),
        ("サーヴィス", "さあびす"),
    ],
)
def test_spellings_of_one_word_meet(spellings: tuple[str, ...]) -> None:
    assert len({kana.search_key(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("ゆき", "ゆうき"), ("かき", "がき"), ("はは", "ぱぱ"), ("おばさん", "おばあさん")]
)
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert kana.search_key(one) != kana.search_key(other)


@given(st.text(alphabet="アアイウエエオオカガパヴァッャョーんゔ゛゜ｱｶﾞｰ食堂Aａß1１・-～ 　"))
def test_a_key_is_its_own_key(text: str) -> None:
    key = kana.search_key(text)
    assert kana.search_key(key) == key


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("あおぞら", "あ"),
        ("ガクドウ", "か"),
        ("ｶﾞｸﾄﾞｳ", "か"),
        ("ぱんだ", "は"),
        ("ゃ", "や"),
        ("ヴィラ", "あ"),
        ("ん", "わ"),
        ("を", "わ"),
        (" みどり", "ま"),
        ("食堂", None),
        ("A", None),
        ("", None),
    ],
)
def test_a_reading_is_filed_under_its_row(text: str, row: str | None) -> None:
    assert kana.row_of(text) == row
    assert row is None or row in kana.ROWS


@pytest.mark.parametrize(
    ("text", "hira"),
    [
        ("イバショ", False),
        ("いばしょ", True),
        ("ルーム・オガサ　１", False),
        ("カケショク ルーム", False),
        ("居場所", False),
        ("", False),
        (" ", False),
    ],
)
def test_what_a_reading_field_takes(text: str, hira: bool) -> None:
    assert kana.is_hiragana(text) == hira
