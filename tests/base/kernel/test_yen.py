from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.yen import Fee, format_yen, parse_yen, read_fee


@pytest.mark.parametrize(
    ("yen", "text"), [(0, "0円"), (1200, "1,200円"), (-300, "-300円"), (1_000_000, "1,000,000円")]
)
def test_amounts_are_shown_in_whole_yen(yen: int, text: str) -> None:
    assert format_yen(yen) == text


@given(st.integers(0, 999_999_999_999))
def test_what_we_write_we_read(yen: int) -> None:
    assert parse_yen(format_yen(yen)) == yen
    assert parse_yen(str(yen)) == yen


@pytest.mark.parametrize(
    ("text", "yen"),
    [
        ("300円", 300),
        ("３００", 300),
        ("１，２００円", 1200),
        ("¥500", 500),
        ("￥ 500", 500),
        ("無料", 0),
        (" 300 円 ", 300),
    ],
)
def test_people_write_amounts_in_many_ways(text: str, yen: int) -> None:
    assert parse_yen(text) == yen


@pytest.mark.parametrize(
    "text", ["", "円", "100.5円", "1,20円", "-300円", "300円～", "三百円", "1万円", "1e3", "9" * 13, "٣٠٠"]
)
def test_fractions_signs_and_words_are_refused(text: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_yen(text)
    assert refusal.value.code == "yen.unreadable"


@pytest.mark.parametrize(
    ("text", "fee"),
    [
        ("100円(保険代込)", Fee(100, "保険代込")),
        ("１００円（保険代込）", Fee(100, "保険代込")),
        ("300", Fee(300, "")),
        ("0", Fee(0, "")),
        ("無料", Fee(0, "")),
        ("無料です。", Fee(0, "")),
        ("参加費：200円", Fee(200, "")),
        ("無料 ※要予約", Fee(0, "要予約")),
    ],
)
def test_one_plain_price_is_taken_with_its_note(text: str, fee: Fee) -> None:
    assert read_fee(text) == fee


@pytest.mark.parametrize(  # as found in the published lists of Tokyo and Okinawa
    "text",
    [
        "",
        "未定",
        "ワンコイン",
        "300円～500円",
        "300円から",
        "こども無料　おとな300円",
        "こども100円",
        "無料または寄付",
        "18歳まで無料。大人は要相談",
        "10食限定",
        "300円（子ども100円）",
        "100円（2回目から）",
        "こどもの利用料は無料です。",
        "100.5円",
        "9" * 13,
    ],
)
def test_anything_else_stays_words_and_is_no_price(text: str) -> None:
    assert read_fee(text) == Fee(None, text)


@given(st.text())
def test_a_fee_is_never_invented(text: str) -> None:
    fee = read_fee(text)
    assert fee.yen is None or fee.yen == 0 or any(letter.isnumeric() for letter in text)
