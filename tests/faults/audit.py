"""I1–I7 asked of the tables in plain SQL, by nobody who wrote them, and the clients' own log beside what is there.

Every query gives the rows that break a promise; a sound database gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import psycopg

PROMISES: Mapping[str, str] = {
    "I1 account sums are the sums of the entries": """
        select account.id from mealtickets_account account where
            debits_yen <> (select coalesce(sum(amount_yen), 0) from mealtickets_ledgerentry where debit_id = account.id) or
            credits_yen <> (select coalesce(sum(amount_yen), 0) from mealtickets_ledgerentry where credit_id = account.id)
    """,
    "I1 every entry within one fund": """
        select entry.id from mealtickets_ledgerentry entry
        join mealtickets_account debit on debit.id = debit_id join mealtickets_account credit on credit.id = credit_id
        where debit.fund_id <> entry.fund_id or credit.fund_id <> entry.fund_id or amount_yen <= 0
    """,
    "I2 nothing below zero but the world outside": """
        select id from mealtickets_account where kind <> 'given' and credits_yen < debits_yen
    """,
    "I3 a meal that was eaten is entered once, one that was not never": """
        select redemption.id from mealtickets_redemption redemption
        left join mealtickets_ledgerentry entry on entry.redemption_id = redemption.id and entry.kind in ('meal', 'reserve_meal')
        group by redemption.id, outcome, redemption.amount_yen
        having count(entry.id) <> case when outcome in ('ok', 'double') then 1 else 0 end
            and not (outcome = 'check' and count(entry.id) <= 1)
    """,
    "I3 the entry is of what the shop was told": """
        select entry.id from mealtickets_ledgerentry entry join mealtickets_redemption redemption on redemption.id = redemption_id
        where entry.kind in ('meal', 'reserve_meal') and outcome <> 'check' and entry.amount_yen <> redemption.amount_yen
    """,
    "one meal a day on one card": """
        select card_id, day from mealtickets_carduse group by card_id, day having count(*) > 1
    """,
    "a shop's day counts its meals, those taken back not": """
        select shop_id, day from mealtickets_shopday full join (
            select shop_id, day, count(*) as eaten from mealtickets_redemption meal where outcome <> 'refused'
                and not exists (select 1 from mealtickets_reversal back where back.redemption_id = meal.id)
            group by shop_id, day
        ) counted using (shop_id, day) where coalesce(meals, 0) <> coalesce(eaten, 0)
    """,
    "every entry has its word in the journal": """
        select entry.id from mealtickets_ledgerentry entry left join journal_entry told on told.id = entry.journal_id
        where told.id is null
    """,
    "I7 gifts - refunds = unissued + live + eaten + reserve + expired": """
        select fund_id from mealtickets_account group by fund_id having
            sum(debits_yen - credits_yen) filter (where kind = 'given')
            <> coalesce(sum(credits_yen - debits_yen) filter (where kind <> 'given'), 0)
    """,
}


def broken(connection: psycopg.Connection[Any]) -> dict[str, list[Any]]:
    """Promise → rows that break it; empty when all hold."""
    found = {promise: connection.execute(query).fetchall() for promise, query in PROMISES.items()}
    return {promise: rows for promise, rows in found.items() if rows}


def lost(connection: psycopg.Connection[Any], told: Iterable[tuple[str, int]]) -> list[str]:
    """I4: nonces for which a shop was shown ○ (201) but the database holds no meal."""
    shown = [nonce for nonce, status in told if status == 201]
    rows = connection.execute(
        "select nonce::text from mealtickets_redemption where outcome in ('ok', 'double') and nonce::text = any(%s)",
        [shown],
    ).fetchall()
    return sorted(set(shown) - {nonce for (nonce,) in rows})
