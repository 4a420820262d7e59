"""Names in Latin letters, as a passport writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.romaji import romaji


@pytest.mark.parametrize(
    ("kana", "words"),
    [
        ("じどうかん", "Jidokan"), ("みどり しょくどう", "Midori Shokudo"), ("しんばし", "Shimbashi"), ("はっちょう", "Hatcho"),
        ("いっぽ", "Ippo"), ("カフェ・ミホン", "Kafe Mihon"), ("おおた", "Ota"), ("ゆうき", "Yuki"), ("にいがた", "Niigata"),
        ("ちゅうおう としょかん", "Chuo Toshokan"), ("はっとり", "Hattori"), ("じゅんいち", "Junichi"), ("スポーツ", "Supotsu"),
        ("きょうとし", "Kyotoshi"), ("みほん市 1", "Mihon市 1"), ("", ""),
    ],
)  # fmt: skip
def test_spellings(kana: str, words: str) -> None:
    assert romaji(kana) == words


@given(st.text(alphabet=[chr(code) for code in range(0x3041, 0x3097)], max_size=20))
def test_every_kana_has_letters(kana: str) -> None:
    assert romaji(kana).isascii()
