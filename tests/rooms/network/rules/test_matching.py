"""Which offer could answer which want: the resource is the condition, words, district and days are the reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network.rules import matching
from ibasho.rooms.network.rules.matching import Side

TODAY = date(2026, 11, 24)


def want(key: int = 1, text: str = "お米を さがしています", **told: object) -> Side:
    return Side(key, "want", str(told.pop("resource", "food")), 1, text, **told)  # type: ignore[arg-type]


def offer(key: int = 2, text: str = "新米が できました", **told: object) -> Side:
    return Side(key, "offer", str(told.pop("resource", "food")), int(str(told.pop("of", 2))), text, **told)  # type: ignore[arg-type]


def test_rice_meets_new_rice_and_says_so() -> None:
    (found,) = matching.suggestions([want(), offer()], set(), TODAY)
    assert found.reasons == ("どちらにも「米」と あります",)


def test_the_nearer_pair_stands_higher() -> None:
    rows = [
        want(district="M01"), offer(2, "缶づめ"), offer(3, "缶づめ", district="M01"), offer(4, "もち米", district="M01"),
    ]  # fmt: skip
    found = matching.suggestions(rows, set(), TODAY)
    assert [one.offer for one in found] == [4, 3, 2]
    assert found[2].reasons == ("ほしいものの 種類が 同じです",)


@pytest.mark.parametrize(
    "other",
    [
        offer(resource="place"),
        offer(of=1),
        offer(until=TODAY - timedelta(days=1)),
    ],
    ids=["another kind", "the same group", "over"],
)
def test_what_never_fits(other: Side) -> None:
    assert matching.suggestions([want(), other], set(), TODAY) == ()


def test_what_was_brought_together_once_is_not_suggested_again() -> None:
    assert matching.suggestions([want(), offer()], {(1, 2)}, TODAY) == ()


def test_words_of_courtesy_are_no_reason() -> None:
    assert (
        matching.shared("こども食堂で お米を さがしています", "居場所を 提供できます。募集しています") == []
    )
    assert matching.shared("にんじんを ください", "にんじんが あります") == ["にんじん"]


def test_an_end_that_is_near_is_said() -> None:
    (found,) = matching.suggestions(
        [want(), offer(text="缶づめ", until=TODAY + timedelta(days=3))], set(), TODAY
    )
    assert found.reasons == ("11月27日までなので、早いほうが よいです",)


@pytest.mark.parametrize(
    ("other", "states"),
    [
        (offer(resource="time"), ("open", "open")),
        (offer(of=1), ("open", "open")),
        (offer(), ("open", "closed")),
    ],
    ids=["another kind", "the same group", "closed meanwhile"],
)
def test_pairs_that_are_refused(other: Side, states: tuple[str, str]) -> None:
    with pytest.raises(Conflict):
        matching.check_pair(want(), other, *states)
