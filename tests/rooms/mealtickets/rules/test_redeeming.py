"""What a scan is answered, as tables; and that nothing falls between them."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.kinds import Outcome
from ibasho.rooms.mealtickets.rules.redeeming import (
    WORDS,
    Asked,
    Decision,
    Purse,
    Reason,
    Reply,
    Seen,
    World,
    at_counter,
    eaten,
    used_up,
)

DAY = date(2026, 11, 24)
GOOD = Seen(live=True, wall=False, here=True, valid_until=DAY, uses=0, uses_ever=9)
OPEN = World(takes_cards=True, left=1, purse=Purse.POOL, a_day=1)


def seen(**changed: object) -> Seen:
    return Seen(**{name: getattr(GOOD, name) for name in Seen.__slots__} | changed)  # type: ignore[arg-type]


def world(**changed: object) -> World:
    return World(**{name: getattr(OPEN, name) for name in World.__slots__} | changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("card", "then", "counter", "after"),
    [
        (GOOD, OPEN, Reason.FED, Reason.FED),
        (GOOD, world(purse=Purse.RESERVE), Reason.FED_RESERVE, Reason.FED_RESERVE),
        (GOOD, world(purse=Purse.EMPTY), Reason.SOLD_OUT, Reason.NO_MONEY),
        (GOOD, world(left=0), Reason.FULL, Reason.FED),  # the child has eaten: the kitchen's number is past
        (GOOD, world(takes_cards=False), Reason.RESTING, Reason.SHOP),
        (seen(uses=1), OPEN, Reason.EATEN, Reason.TWICE),
        (seen(uses=1), world(a_day=2), Reason.FED, Reason.FED),
        (seen(uses=1), world(purse=Purse.EMPTY), Reason.EATEN, Reason.NO_MONEY),
        (seen(wall=True), OPEN, Reason.USED, Reason.TWICE),
        (seen(wall=True, uses_ever=1), OPEN, Reason.USED, Reason.TWICE),
        (seen(wall=True, uses_ever=0), OPEN, Reason.FED, Reason.FED),
        (seen(live=False, uses=1), OPEN, Reason.REVOKED, Reason.REVOKED),
        (seen(valid_until=DAY - timedelta(days=1)), OPEN, Reason.EXPIRED, Reason.EXPIRED),
        (seen(here=False, wall=True), OPEN, Reason.ELSEWHERE, Reason.ELSEWHERE),
        (None, OPEN, Reason.FORGED, Reason.FORGED),
    ],
)
def test_the_answer_before_and_after_the_meal(
    card: Seen | None, then: World, counter: Reason, after: Reason
) -> None:
    asked = Asked(card, None if card else Reason.FORGED, DAY)
    now, later = at_counter(asked, then), eaten(asked, then)
    assert (now.reason, later.reason) == (counter, after)


def test_what_waits_for_a_person_is_said_whatever_the_reason_is() -> None:
    fed, looked = Decision(Outcome.OK, Reason.FED), Decision(Outcome.CHECK, Reason.REVOKED)
    refused = Decision(Outcome.REFUSED, Reason.REVOKED)
    assert [(one.mark, one.word, one.say) for one in (fed, looked, refused)] == [
        ("○", "どうぞ", "めしあがれ。"),
        ("△", "市が 見ます", WORDS[Reason.DEVICE].say),
        ("×", "とりかえます", WORDS[Reason.REVOKED].say),
    ]


def test_the_codes_are_those_of_the_published_form() -> None:
    """Tills in the shops and rows of years ago know them (docs/till-api.md)."""
    assert [one.value for one in Reply] == ["ok", "wait", "no"]
    told = (
        "fed fed_reserve twice eaten used sold_out full resting elsewhere forged truncated foreign unknown revoked expired"
        " device signature counter limits told_no unread no_money shop"
    )
    assert [one.value for one in Reason] == told.split()


def test_a_doubt_is_looked_at_whatever_else_is_true() -> None:
    asked = Asked(seen(uses=1), None, DAY)
    decision = eaten(asked, OPEN, doubt=Reason.COUNTER)
    assert (decision.outcome, decision.reason, decision.mark) == (Outcome.CHECK, Reason.COUNTER, "△")


cards = st.none() | st.builds(
    Seen, live=st.booleans(), wall=st.booleans(), here=st.booleans(), uses=st.integers(0, 3), uses_ever=st.integers(0, 3),
    valid_until=st.dates(DAY - timedelta(days=2), DAY + timedelta(days=2)),
)  # fmt: skip
worlds = st.builds(
    World,
    takes_cards=st.booleans(),
    left=st.integers(-1, 2),
    purse=st.sampled_from(Purse),
    a_day=st.integers(1, 2),
)


@given(cards, worlds, st.none() | st.sampled_from([Reason.DEVICE, Reason.LIMITS]))
def test_nobody_is_unfed_and_nobody_eats_for_nothing(
    card: Seen | None, then: World, doubt: Reason | None
) -> None:
    asked = Asked(card, None if card else Reason.UNKNOWN, DAY)
    before, after = at_counter(asked, then), eaten(asked, then, doubt=doubt)
    assert after.outcome != Outcome.REFUSED
    if before.outcome == Outcome.OK:
        assert then.purse != Purse.EMPTY and then.left > 0 and not used_up(asked, then.a_day)
        assert doubt or after.outcome == Outcome.OK
    assert (before.mark == "○") == (before.outcome == Outcome.OK)
    assert (then.purse == Purse.RESERVE) >= (before.reason == Reason.FED_RESERVE)


def test_every_reason_has_its_words_and_they_shame_nobody() -> None:
    assert set(WORDS) == set(Reason)
    for said in WORDS.values():
        assert {"○": Reply.OK, "△": Reply.WAIT, "×": Reply.NO}[said.mark] == said.reply
        assert len(said.word) <= 9 and said.say.endswith("。")
        assert not any(word in said.word + said.say for word in ("貧", "困", "支援", "不正", "ダメ", "だめ"))


def test_the_child_does_not_see_who_pays() -> None:
    fed = (Decision(Outcome.OK, reason) for reason in (Reason.FED, Reason.FED_RESERVE))
    assert len({(one.mark, one.word, one.say) for one in fed}) == 1


def test_each_outcome_fits_the_column() -> None:
    assert all(len(reason.value) <= 24 for reason in Reason)
    assert all(len(outcome.value) <= 8 for outcome, _ in product(Outcome, [0]))
