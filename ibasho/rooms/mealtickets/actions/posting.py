"""The one way yen move: entries of the ledger and the journal's sealed word for them, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import nendo as nendo_of
from ibasho.base.ports import prepared
from ibasho.rooms.mealtickets.models import Account, Gift, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.rules import chart
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind


@dataclass(frozen=True, slots=True)
class Line:
    """`yen` (> 0) from `debit` to `credit`."""

    kind: EntryKind
    debit: Account
    credit: Account
    yen: int


def post(
    verb: str,
    *,
    noun: str,
    object_id: object,
    lines: Sequence[Line],
    by: Actor,
    at: datetime,
    gift: Gift | None = None,
    redemption: Redemption | None = None,
    payment: str = "",
    nendo: int | None = None,
    why: str = "",
    data: Mapping[str, Any] | None = None,
    along: Sequence[Model] = (),
) -> list[LedgerEntry]:
    """Writes the deed `verb` with its entries, and `along` with the first of them in one statement. The database adds up the accounts and refuses one below zero
    (IntegrityError `account_not_below_zero`): callers lock and look before.

    `nendo` is given where the 会計年度 is not that of the JST day (出納整理期間). Raises ValueError for a way the
    chart of accounts does not know.
    """
    day = clock.day(at)
    year = nendo_of(day) if nendo is None else nendo
    rows = [_row(line, at, year, gift, redemption, payment) for line in lines]
    told = journal.record(
        verb, noun=noun, object_id=object_id, by=by, at=at, why=why,
        data={**(data or {}), "entries": [sealed(row) for row in rows]},
        beside=(rows[0], "journal_id") if rows else None, along=along,
    )  # fmt: skip
    for row in rows[1:]:
        row.journal_id = told.pk
    prepared.insert(*rows[1:])
    return rows


def sealed(entry: LedgerEntry) -> list[Any]:
    """What the journal keeps of an entry under its seal; `ibasho ledger verify` compares the two."""
    return [
        str(entry.kind), entry.fund_id, entry.debit_id, entry.credit_id, entry.amount_yen, entry.day.isoformat(),
        entry.nendo, entry.gift_id, entry.redemption_id, entry.payment,
    ]  # fmt: skip


def _row(
    line: Line, at: datetime, nendo: int, gift: Gift | None, redemption: Redemption | None, payment: str
) -> LedgerEntry:
    ways = AccountKind(line.debit.kind), AccountKind(line.credit.kind)
    if not chart.allows(line.kind, *ways):
        raise ValueError(f"{line.kind}: no way from {ways[0]} to {ways[1]}")
    return LedgerEntry(
        kind=line.kind.value, fund_id=line.debit.fund_id, debit_id=line.debit.pk, credit_id=line.credit.pk,
        amount_yen=line.yen, at=at, day=clock.day(at), nendo=nendo, gift_id=gift.pk if gift else None,
        redemption_id=redemption.pk if redemption else None, payment=payment,
    )  # fmt: skip
