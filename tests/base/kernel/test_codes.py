from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import codes


@given(st.integers(min_value=1, max_value=40))
def test_a_new_code_looks_like_a_code(length: int) -> None:
    assert codes.looks_like_code(codes.new_code(length), length)


def test_a_thousand_codes_are_a_thousand_different_ones() -> None:
    assert len({codes.new_code() for _ in range(1000)}) == 1000


def test_glyphs_that_are_misread_and_vowels_are_left_out() -> None:
    assert not set("0O1IL2Z5S6G8BUVAEIOU") & (set(codes.ALPHABET) - set("6V"))
    assert len(set(codes.ALPHABET)) == len(codes.ALPHABET)


@pytest.mark.parametrize("text", ["", "CDFHJKMNP", "CDFHJKMNPQR", "cdfhjkmnpq", "CDFHJKMNP0", "ＣDFHJKMNPQ"])
def test_other_text_does_not_look_like_a_code(text: str) -> None:
    assert not codes.looks_like_code(text)


@pytest.mark.parametrize("typed", ["cdfhj-kmnpq", " CDFHJ KMNPQ ", "ＣＤＦＨＪＫＭＮＰＱ", "CDFHJ・KMNPQ"])
def test_what_a_person_types_is_brought_to_our_form(typed: str) -> None:
    assert codes.tidy_code(typed) == "CDFHJKMNPQ"
