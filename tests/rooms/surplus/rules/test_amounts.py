"""Amounts as givers say them on the telephone, on a FAX sheet and on a small screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.surplus.rules.amounts import Amount, grams, kg, read


@pytest.mark.parametrize(
    ("told", "weight"),
    [
        ("20kg", 20_000), ("２０キロ", 20_000), ("20 キログラム", 20_000), ("約20㎏", 20_000), ("だいたい 20kgぐらい", 20_000),
        ("500g", 500), ("0.5kg", 500), ("2.5ｋｇ", 2_500), ("1,200kg", 1_200_000), ("1.5トン", 1_500_000),
        ("二十キロ", 20_000), ("十キロ", 10_000), ("百二十kg", 120_000), ("20キロあります", 20_000), ("2リットル", 2_000),
    ],
)  # fmt: skip
def test_a_weight_is_read_however_it_is_written(told: str, weight: int) -> None:
    assert read(told) == Amount(weight)


@pytest.mark.parametrize(
    ("told", "weight", "piece"),
    [
        ("5kg×4箱", 20_000, 5_000), ("5キロ x 4", 20_000, 5_000), ("4箱（5kg入り）", 20_000, 5_000), ("4×5kg", 20_000, 5_000),
        ("10kgの袋 2つ", 20_000, 10_000), ("5kgを4箱", 20_000, 5_000), ("5kg入り 4箱", 20_000, 5_000),
        ("2袋、10kgずつ", 20_000, 10_000), ("300g×20パック", 6_000, 300), ("500ml×24本", 12_000, 500),
        ("四箱 5kg入り", 20_000, 5_000), ("4箱、1箱5kg", 20_000, 5_000),
    ],
)  # fmt: skip
def test_boxes_and_bags_say_in_which_pieces_it_comes(told: str, weight: int, piece: int) -> None:
    assert read(told) == Amount(weight, piece)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("たくさん", "surplus.amount"), ("", "surplus.amount"), ("軽トラ いっぱい", "surplus.amount"),
        ("20", "surplus.amount_unit"), ("3箱", "surplus.amount_piece"), ("大根20kg", "surplus.amount_words"),
        ("-5kg", "surplus.amount_words"), ("20lb", "surplus.amount_words"),
        ("10〜20kg", "surplus.amount_two"), ("5kgと3kg", "surplus.amount_two"), ("20kg(10kg×2)", "surplus.amount_two"),
        ("20kg（4箱）", "surplus.amount_each"), ("10kg 30個", "surplus.amount_each"), ("5kg 4箱", "surplus.amount_each"),
        ("0kg", "surplus.amount_nought"), ("0.0001g", "surplus.amount_nought"), ("99999トン", "surplus.amount_too_much"),
        ("9" * 400 + "kg", "surplus.amount_too_much"),
    ],
)  # fmt: skip
def test_what_is_no_weight_is_refused_with_a_word_on_how_to_write_it(told: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        grams(told)
    assert refused.value.code == code
    assert refused.value.fields["amount"] == refused.value.message
    assert refused.value.message.endswith("。「20kg」や「5kg×4箱」のように 書いてください。")


@pytest.mark.parametrize(
    ("weight", "shown"),
    [(20_000, "20kg"), (2_500, "2.5kg"), (500, "500g"), (1_250_000, "1,250kg"), (12_345, "12.345kg"), (1_000, "1kg"), (0, "0kg")],
)  # fmt: skip
def test_grams_inside_are_kilos_on_screen(weight: int, shown: str) -> None:
    assert kg(weight) == shown


@given(st.integers(1, 10_000_000))
def test_what_is_shown_can_be_read_again(weight: int) -> None:
    assert grams(kg(weight)) == weight


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(told: str) -> None:
    try:
        assert read(told).grams > 0
    except Invalid as refused:
        assert refused.code.startswith("surplus.amount")
