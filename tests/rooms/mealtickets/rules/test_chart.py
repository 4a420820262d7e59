"""The ways of a yen, written down a second time by hand: no other way is open."""

from __future__ import annotations

import itertools

from ibasho.rooms.mealtickets.rules import chart
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind

WAYS = """
    gift: given→unissued
    refund: unissued→given reserve→given
    share: unissued→unissued unissued→reserve
    move: unissued→unissued unissued→reserve reserve→unissued
    issue: unissued→live
    unissue: live→unissued
    meal: live→payable
    reserve_meal: reserve→payable
    reverse: payable→live payable→reserve
    expire: live→expired
    to_reserve: expired→reserve
    payout: payable→paid
    payout_back: paid→payable
"""


def test_there_are_these_ways_and_no_other() -> None:
    told = dict(line.strip().split(": ") for line in WAYS.strip().splitlines())
    open_ways = {
        kind.value: {
            f"{debit.value}→{credit.value}"
            for debit, credit in itertools.product(AccountKind, repeat=2)
            if chart.allows(kind, debit, credit) is True
        }
        for kind in EntryKind
    }
    assert open_ways == {kind: set(ways.split()) for kind, ways in told.items()}


def test_money_comes_in_by_gifts_and_goes_out_by_refunds_alone() -> None:
    for kind, ways in chart.WAYS.items():
        for debit, credit in ways:
            assert (debit == AccountKind.GIVEN) == (kind == EntryKind.GIFT)
            assert (credit == AccountKind.GIVEN) == (kind == EntryKind.REFUND)
