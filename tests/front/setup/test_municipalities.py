"""全国地方公共団体コード: five figures, a check digit, and what the first two say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.front.setup.municipalities import PREFECTURES, check_digit, prefecture, read_code, region

PUBLISHED = ("352021", "222135", "131016", "472115", "011002", "271004", "401307")  # 総務省's own list


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_are_read_with_five_figures_or_six(code: str) -> None:
    assert read_code(code) == read_code(code[:5]) == code


def test_wide_figures_and_spaces_are_forgiven() -> None:
    assert read_code(" ３５２０２－１ ") == "352021"


@given(st.integers(1, 47), st.integers(100, 999), st.integers(1, 9))
def test_one_wrong_figure_at_the_end_is_always_seen(number: int, rest: int, off: int) -> None:
    five = f"{number:02}{rest}"
    wrong = str((int(check_digit(five)) + off) % 10)
    with pytest.raises(Invalid) as refused:
        read_code(five + wrong)
    assert refused.value.code == "setup.check_digit" and check_digit(five) in refused.value.message


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("宇部", "setup.code"),
        ("999997", "setup.prefecture"),
        ("00100", "setup.prefecture"),
        ("", "setup.code"),
    ],
)
def test_what_is_no_code_is_refused_with_what_to_do(said: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_code(said)
    assert refused.value.code == code and refused.value.message.endswith("。")


def test_the_code_tells_prefecture_and_where_its_streets_are_cut_out() -> None:
    assert len(PREFECTURES) == 47
    told = {
        "352021": ("山口県", "chugoku"),
        "222135": ("静岡県", "chubu"),
        "472115": ("沖縄県", "kyushu"),
        "011002": ("北海道", "hokkaido"),
    }
    assert {code: (prefecture(code), region(code)) for code in told} == told
