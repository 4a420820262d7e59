"""U14: whoever is refused reads what happened, why and what next, in Japanese, in a breath."""

from __future__ import annotations

import pytest

from tests.evidence.keeping import measured
from tests.refusals import Refusal, all_refusals

SENTENCES_MAX = 3  # what happened · why · what next


def test_there_are_refusals_to_read() -> None:
    assert len(all_refusals()) > 1000


def test_every_refusal_says_what_next_and_is_short_and_japanese() -> None:
    told = all_refusals()
    helpless = [f"{one.where} {one.words}" for one in told if not one.has_next_step]
    long = [f"{one.where} {one.words}" for one in told if one.sentences > SENTENCES_MAX]
    foreign = [f"{one.where} {one.foreign}" for one in told if one.foreign and not one.is_for_engineers]
    unclear = len(helpless) + len(long) + len(foreign)
    measured(
        "U14", refusals=len(told), asked_or_told=sum(one.has_next_step for one in told), with_english=len(foreign),
        too_long=len(long), per_cent_whole=round(100 * (len(told) - unclear) / len(told), 1),
    )  # fmt: skip
    assert helpless == [], "say what to do next: 「…してください。」"
    assert long == [], "at most three sentences"
    assert foreign == [], "no English; names of things stand in refusals.NAMES"


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("この人は 見つかりません。", False),
        ("この人は 見つかりません。一覧から えらびなおしてください。", True),
        ("もう おわっています。", True),
        ("100文字までです。", True),
        ("消せません。", False),
    ],
)
def test_a_refusal_without_a_way_on_is_seen(words: str, whole: bool) -> None:
    assert Refusal("Invalid", words, "a.py:1").has_next_step is whole


def test_english_is_seen() -> None:
    assert Refusal("Invalid", "Not allowed です。", "ibasho/rooms/a.py:1").foreign == ["Not", "allowed"]
