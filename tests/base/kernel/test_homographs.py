"""What a dictionary reads wrongly though its neighbours tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.homographs import settled
from ibasho.base.ports.reader import reader


@pytest.mark.parametrize(
    ("text", "word", "kana"),
    [
        ("公園へ行った", "行っ", "いっ"),
        ("会を行った", "行っ", "おこなっ"),
        ("来られる方は電話してください", "方", "かた"),
        ("早い方がいい", "方", "ほう"),
        ("窓口が開いている", "開い", "あい"),
        ("教室を開いている", "開い", "ひらい"),
        ("何が好き", "何", "なに"),
        ("10月1日（月）", "1日", "ついたち"),
        ("1日に2回", "1日", "いちにち"),
        ("一人で来た", "一人", "ひとり"),
        ("3人で来た", "3人", "さんにん"),
        ("12月20日まで", "20日", "はつか"),
        ("10分で着く", "10分", "じゅっぷん"),
        ("市場で買う", "市場", "いちば"),
    ],
)
def test_neighbours_tell(text: str, word: str, kana: str) -> None:
    assert dict(reader().readings(text))[word] == kana


@given(st.text(alphabet="今日は3人１〇十月日（）・行っ方が何開い。、 a", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    assert "".join(word for word, _ in settled([(one, one, "") for one in text])) == text
    assert "".join(word for word, _ in reader().readings(text)) == text
