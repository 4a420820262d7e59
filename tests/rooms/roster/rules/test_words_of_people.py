"""How a helper is spoken to."""

from __future__ import annotations

import pytest

from ibasho.rooms.roster.models import Helper


@pytest.mark.parametrize(
    ("call_name", "called"),
    [
        ("みのる", "みのるさん"),
        ("けいこさん", "けいこさん"),
        ("たくちゃん", "たくちゃん"),
        ("杉山先生", "杉山先生"),
    ],
)
def test_a_name_has_one_title(call_name: str, called: str) -> None:
    assert Helper(call_name=call_name).called == called
