"""A ledger as it will be in many years: ten million entries to redeem beside, a million sealed ones to verify.

Written straight into the tables by their owner with the triggers asleep; sums of accounts are set to what the entries say,
and journal and seals are made by the project's own chain, so that `ibasho ledger verify` finds nothing to complain of.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from config import postgres
from ibasho.base.journal import chain

AT = datetime(2026, 4, 1, 3, tzinfo=UTC)
DAY = date(2026, 4, 1)
_OLD = """
insert into mealtickets_ledgerentry (kind, fund_id, debit_id, credit_id, amount_yen, at, day, nendo, journal_id, payment)
select 'move', %(fund)s, %(here)s, %(there)s, 1, %(at)s, date '2016-04-01' + (n %% 3650)::int, 2016 + ((n %% 3650) / 366)::int, 0, ''
from generate_series(1, %(count)s) as n
"""
_SUMS = """
update mealtickets_account as account set
    debits_yen = (select coalesce(sum(amount_yen), 0) from mealtickets_ledgerentry where debit_id = account.id),
    credits_yen = (select coalesce(sum(amount_yen), 0) from mealtickets_ledgerentry where credit_id = account.id)
"""


def add_old_entries(database: str, count: int) -> None:
    """So many entries of ten years gone by, from a pool to the reserve, without a journal of their own."""
    with written(database) as owner:
        fund, here, there = _accounts(owner)
        owner.execute(
            "update mealtickets_account set credits_yen = credits_yen + %s where id = %s", [count, here]
        )
        dropped = _drop_indexes(owner)
        owner.execute(_OLD, {"fund": fund, "here": here, "there": there, "at": AT, "count": count})
        for definition in dropped:
            owner.execute(definition)
        owner.execute(
            "update mealtickets_account set debits_yen = debits_yen + %s where id = %s", [count, here]
        )
        owner.execute(
            "update mealtickets_account set credits_yen = credits_yen + %s where id = %s", [count, there]
        )
    with psycopg.connect(postgres.dsn(database, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("vacuum analyze")


def add_sealed_entries(database: str, count: int) -> None:
    """So many entries with their journal and their seals, one yen to and fro."""
    with written(database) as owner:
        fund, here, there = _accounts(owner)
        (first,) = owner.execute("select coalesce(max(id), 0) + 1 from journal_entry").fetchone() or (1,)
        position, before = owner.execute(
            "select position, hash from journal_seal order by position desc limit 1"
        ).fetchone() or (0, chain.FIRST)
        rows = list(_rows(first, count, fund, here, there, position, before))
        with owner.cursor() as cursor:
            _copy(
                cursor,
                "journal_entry (id, at, verb, noun, object_id, person_id, acting_for, via, job, why, data, transaction)",
                (row[0] for row in rows),
            )
            _copy(
                cursor,
                "mealtickets_ledgerentry (kind, fund_id, debit_id, credit_id, amount_yen, at, day, nendo, journal_id, payment)",
                (row[1] for row in rows),
            )
            _copy(cursor, "journal_seal (position, entry_id, hash)", (row[2] for row in rows))
        owner.execute(
            "select setval(pg_get_serial_sequence('journal_entry', 'id'), (select max(id) from journal_entry))"
        )
        owner.execute(_SUMS)
    with psycopg.connect(postgres.dsn(database, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("vacuum analyze")


def _rows(
    first: int, count: int, fund: int, here: int, there: int, position: int, before: str
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]]:
    """Journal row, ledger row and seal of each entry."""
    for number in range(count):
        debit, credit = (here, there) if number % 2 == 0 else (there, here)
        day, key = DAY + timedelta(days=number % 360), first + number
        entry = ["move", fund, debit, credit, 1, day.isoformat(), 2026, None, None, ""]
        content = {
            "id": key, "at": AT.isoformat(), "verb": "mealtickets.bench", "noun": "mealtickets.Pool", "object_id": "1",
            "person_id": None, "acting_for": None, "via": "job", "job": "bench", "why": "", "data": {"entries": [entry]},
            "transaction": 1,
        }  # fmt: skip
        before = chain.next_hash(before, content)
        data = json.dumps(content["data"])
        yield (
            (key, AT, "mealtickets.bench", "mealtickets.Pool", "1", None, None, "job", "bench", "", data, 1),
            ("move", fund, debit, credit, 1, AT, day, 2026, key, ""),
            (position + number + 1, key, before),
        )


def _accounts(owner: psycopg.Connection[Any]) -> tuple[int, int, int]:
    """The fund, what its general pool has not brought out, and its reserve."""
    found = owner.execute(
        "select kind, fund_id, id from mealtickets_account where kind in ('unissued', 'reserve')"
    ).fetchall()
    (_, fund, there), (_, _, here) = sorted(found)
    return fund, here, there


def _drop_indexes(owner: psycopg.Connection[Any]) -> list[str]:
    """Plain indexes of the ledger go while it is filled; what makes them again is given back."""
    found = owner.execute(
        "select indexname, indexdef from pg_indexes where tablename = 'mealtickets_ledgerentry' and indexdef not like '%UNIQUE%'"
    ).fetchall()
    for name, _ in found:
        owner.execute(f'drop index "{name}"')
    return [definition for _, definition in found]


def _copy(cursor: psycopg.Cursor[Any], target: str, rows: Iterator[tuple[Any, ...]]) -> None:
    with cursor.copy(f"copy {target} from stdin") as out:
        for row in rows:
            out.write_row(row)


def written(database: str) -> psycopg.Connection[Any]:
    """Superuser with triggers asleep: the only way to write history that never happened."""
    connection = psycopg.connect(postgres.dsn(database, postgres.SUPERUSER))
    connection.execute("set session_replication_role = replica")
    return connection
