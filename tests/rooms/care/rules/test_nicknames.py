"""Which spellings of a nickname are one."""

from __future__ import annotations

import pytest

from ibasho.rooms.care.rules.nicknames import folded, salt


@pytest.mark.parametrize("told", ["あおくん", "アオ君", "ｱｵ", "あお ちゃん", "　あお", "あおさん"])
def test_one_nickname_in_many_spellings(told: str) -> None:
    assert folded(told) == folded("あお")


@pytest.mark.parametrize("told", ["あおい", "まお", "青"])
def test_another_nickname_stays_another(told: str) -> None:
    assert folded(told) != folded("あお")


@pytest.mark.parametrize("told", ["", "  ", "・"])
def test_nothing_is_nothing(told: str) -> None:
    assert folded(told) == ""


def test_a_title_alone_is_a_name() -> None:
    assert folded("くん") != ""


def test_two_places_never_meet() -> None:
    assert salt("AAAA") != salt("BBBB")
