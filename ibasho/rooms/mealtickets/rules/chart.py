"""The chart of accounts: which entry takes yen from which account and gives them to which. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E

# kind of entry → (from, to) pairs it may have
WAYS: Mapping[E, frozenset[tuple[A, A]]] = {
    E.GIFT: frozenset({(A.GIVEN, A.UNISSUED)}),
    E.REFUND: frozenset({(A.UNISSUED, A.GIVEN), (A.RESERVE, A.GIVEN)}),
    E.SHARE: frozenset({(A.UNISSUED, A.UNISSUED), (A.UNISSUED, A.RESERVE)}),
    E.MOVE: frozenset({(A.UNISSUED, A.UNISSUED), (A.UNISSUED, A.RESERVE), (A.RESERVE, A.UNISSUED)}),
    E.ISSUE: frozenset({(A.UNISSUED, A.LIVE)}),
    E.UNISSUE: frozenset({(A.LIVE, A.UNISSUED)}),
    E.MEAL: frozenset({(A.LIVE, A.PAYABLE)}),
    E.RESERVE_MEAL: frozenset({(A.RESERVE, A.PAYABLE)}),
    E.REVERSE: frozenset({(A.PAYABLE, A.LIVE), (A.PAYABLE, A.RESERVE)}),
    E.EXPIRE: frozenset({(A.LIVE, A.EXPIRED)}),
    E.TO_RESERVE: frozenset({(A.EXPIRED, A.RESERVE)}),
    E.PAYOUT: frozenset({(A.PAYABLE, A.PAID)}),
    E.PAYOUT_BACK: frozenset({(A.PAID, A.PAYABLE)}),
}


def allows(kind: E, debit: A, credit: A) -> bool:
    """Whether an entry of this kind may go from `debit` to `credit`."""
    return (debit, credit) in WAYS[kind]
