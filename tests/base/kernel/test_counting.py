"""Numbers with what they count, as they sound together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import counting


@pytest.mark.parametrize(
    ("written", "counter", "said"),
    [
        ("1", "人", "ひとり"), ("２", "人", "ふたり"), ("4", "人", "よにん"), ("14", "人", "じゅうよにん"), ("100", "人", "ひゃくにん"),
        ("10", "分", "じゅっぷん"), ("3", "分", "さんぷん"), ("5", "分", "ごふん"), ("4", "時", "よじ"), ("9", "時", "くじ"),
        ("7", "時間", "ななじかん"), ("20", "日", "はつか"), ("11", "日", "じゅういちにち"), ("24", "日", "にじゅうよっか"),
        ("2", "日間", "ふつかかん"), ("4", "月", "しがつ"), ("9", "月", "くがつ"), ("10", "月", "じゅうがつ"), ("6", "か月", "ろっかげつ"),
        ("1", "本", "いっぽん"), ("3", "本", "さんぼん"), ("8", "本", "はっぽん"), ("3", "階", "さんがい"), ("8", "歳", "はっさい"),
        ("1", "冊", "いっさつ"), ("6", "冊", "ろくさつ"), ("300", "円", "さんびゃくえん"), ("1万", "円", "いちまんえん"),
        ("十二", "月", "じゅうにがつ"), ("二十", "日", "はつか"), ("三", "つ", "みっつ"), ("1", "人分", "ひとりぶん"),
    ],
)  # fmt: skip
def test_numbers_and_counters_sound_together(written: str, counter: str, said: str) -> None:
    number = counting.number_of(written)
    assert number is not None
    assert (counting.grown_together(number, counter) or "".join(counting.counted(number, counter))) == said


def test_a_class_is_no_family() -> None:
    assert counting.grown_together(2, "組", "3年") is None
    assert counting.grown_together(2, "組", "親子") == "ふたくみ"


@pytest.mark.parametrize("written", ["", "〇十〇〇", "一二"])
def test_what_is_no_number_is_none_or_small(written: str) -> None:
    assert counting.number_of(written) in (None, 0, 10)


@given(st.integers(0, 99_999_999), st.sampled_from(sorted(counting.COUNTERS)))
def test_every_number_is_read_in_hiragana(number: int, counter: str) -> None:
    told, said = counting.counted(number, counter)
    assert told and said and all("ぁ" <= letter <= "ゖ" for letter in told + said)
