"""What a provider is told before it is decided, and when they are asked once more."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ibasho.base.kernel.clock import JST
from ibasho.rooms.familysupport.rules import asking

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=JST)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("ひなたさんと 3回 会っています", "このお子さんと 3回 会っています"),
        ("ひなたちゃんと 同じ学校", "このお子さんと 同じ学校"),
        ("ひなと 会っています", "このお子さんと 会っています"),
        ("家から 歩いて 12分", "家から 歩いて 12分"),
    ],
)
def test_reasons_name_no_child(said: str, told: str) -> None:
    assert asking.unnamed([said], ["ひな", "ひなた", ""]) == [told]


@pytest.mark.parametrize(
    ("asked_ago", "begins_in", "again"),
    [
        (timedelta(hours=19), timedelta(days=5), False),
        (timedelta(hours=20), timedelta(days=5), True),
        (timedelta(hours=2), timedelta(hours=40), False),
        (timedelta(hours=3), timedelta(hours=40), True),
        (timedelta(days=3), timedelta(minutes=59), False),
        (timedelta(days=3), timedelta(hours=-1), False),
    ],
)
def test_who_is_silent_is_asked_again_sooner_when_it_is_near(
    asked_ago: timedelta, begins_in: timedelta, again: bool
) -> None:
    found = asking.asks_again(sent_at=NOON - asked_ago, starts_at=NOON + begins_in, at=NOON)
    assert found is again


def test_only_who_was_let_go_is_asked_a_second_time() -> None:
    assert [one for one in ("waiting", "yes", "no", "settled") if asking.may_ask_again(one)] == ["settled"]


def test_a_provider_hears_what_is_theirs_and_nothing_of_the_others() -> None:
    told = ["ひなたさんと 3回 会っています", "その月 2回（みんなは 平均 4回）", "事前打合せが まだです"]
    assert asking.unnamed(told, ["ひなた"]) == ["このお子さんと 3回 会っています", "その月 2回"]
