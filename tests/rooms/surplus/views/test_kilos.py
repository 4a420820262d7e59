"""Grams as a field of kilos shows them and as it gives them back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ibasho.rooms.surplus.forms.receiving import grams, shown_kilos

TOLD = [(20_000, "20"), (100_000, "100"), (2_500, "2.5"), (500, "0.5"), (1_250, "1.25"), (10, "0.01")]


@pytest.mark.parametrize(("weight", "words"), TOLD, ids=[words for _weight, words in TOLD])
def test_there_and_back(weight: int, words: str) -> None:
    assert shown_kilos(weight) == words and grams(Decimal(words)) == weight


def test_nothing_is_an_empty_field() -> None:
    assert shown_kilos(None) == shown_kilos(0) == "" and grams(None) is None
