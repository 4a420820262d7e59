"""Whom to ask first, and why: comparisons with names."""

from __future__ import annotations

import pytest

from ibasho.rooms.familysupport.rules.ranking import Facts, order, reasons, worth

PLAIN = Facts(minutes=12, jobs=2, average=40)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Facts(minutes=30, pinned=True), Facts(minutes=1, said_yes=True)),
        (Facts(minutes=30, said_yes=True, jobs=9), Facts(minutes=1, wished=True)),
        (Facts(minutes=30, wished=True, jobs=9), Facts(minutes=1, met=(("ひなた", 9),))),
        (Facts(minutes=30, met=(("ひなた", 1),), jobs=9), Facts(minutes=1, same_school=True)),
        (Facts(minutes=30, same_school=True, jobs=9), Facts(minutes=1)),
        (Facts(minutes=30, jobs=1), Facts(minutes=1, jobs=2)),
        (Facts(minutes=5, jobs=1), Facts(minutes=6, jobs=1)),
        (Facts(minutes=50, jobs=1), Facts(minutes=None, jobs=1)),
    ],
)
def test_the_order(first: Facts, then: Facts) -> None:
    assert order(first) < order(then)


def test_reasons_in_words() -> None:
    told = Facts(
        minutes=12, met=(("ひなた", 3),), same_school=True, jobs=2, average=40, seats=("child",), skills=("allergy",)
    )  # fmt: skip
    assert reasons(told) == [
        "ひなたさんと 3回 会っています", "同じ学校・園の 家族です", "その時間 空いています", "家から 歩いて 12分",
        "その月 2回（みんなは 平均 4回）", "チャイルドシートあり", "食物アレルギーが できます",
    ]  # fmt: skip


def test_a_way_that_is_guessed_says_so() -> None:
    assert "家から 車で 6分（めやす）" in reasons(Facts(minutes=6, by="car", estimate=True))
    assert not any("家から" in one for one in reasons(Facts(minutes=None)))


def test_worth_lies_between_0_and_100_and_follows_the_order() -> None:
    everything = Facts(minutes=1, said_yes=True, wished=True, met=(("ひなた", 9),), same_school=True)
    assert worth(Facts(minutes=None)) == 0
    assert worth(everything) == 100
    assert (
        worth(Facts(minutes=39)) < worth(Facts(minutes=10)) < worth(Facts(minutes=39, met=(("ひなた", 2),)))
    )


def test_no_reason_is_longer_than_a_proposal_keeps() -> None:
    long = Facts(minutes=999, by="bicycle", estimate=True, met=(("ひ" * 20, 999),), jobs=99, average=999)
    assert max(len(one) for one in reasons(long)) <= 80
