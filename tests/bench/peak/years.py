"""Tables as they are after ten years: ledger, meals, journal with its seals, sessions of places, messages, sign-ins.

Written by the tables' superuser with triggers and foreign keys asleep, for history that never happened; the old meals hang on
cards that exist, so that a scan looks through what a real one would.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg

from config import postgres
from demo import city
from tests.bench import rows, scratch, table
from tests.bench.redeem import big

YEARS = float(os.environ.get("YEARS", "10"))
PLACES = 300
LEDGER, MEALS, DEEDS, MESSAGES, SIGN_INS = 500_000, 300_000, 500_000, 100_000, 5_000  # of one year
FILE = scratch.ROOT / "build" / "bench-peak-places.csv"
_ROWS = {
    "mealtickets_redemption": """
        insert into mealtickets_redemption (public_id, nonce, content_hash, shop_id, device_id, counter, way, outcome, reason,
            amount_yen, pool_id, from_reserve, day, claimed_at, received_at, answer)
        select 'Y' || lpad(to_hex(n), 9, '0'), gen_random_uuid(), md5(n::text) || md5(n::text), device.shop_id, device.id, n,
            'online', 'ok', 'fed', 400, pool.id, false, made.day, made.day + time '03:00', made.day + time '03:00',
            '{"answer": "ok", "mark": "○", "word": "どうぞ", "reason": "fed", "nearest": []}'
        from generate_series(1, %(count)s) as n
        cross join lateral (select current_date - 1 - (n %% %(days)s)::int as day) as made
        join (select row_number() over (order by id) - 1 as turn, id, shop_id from mealtickets_device) as device
            on device.turn = n %% (select count(*) from mealtickets_device)
        cross join (select min(id) as id from mealtickets_pool) as pool
    """,
    "mealtickets_carduse": """
        insert into mealtickets_carduse (card_id, day, turn, redemption_id)
        select card.id, meal.day, 1, meal.id
        from (select row_number() over (order by day, id) - 1 as n, id, day from mealtickets_redemption where public_id like 'Y0%%') as meal
        join (select row_number() over (order by id) - 1 as n, id from mealtickets_card) as card
            on card.n = meal.n %% (select count(*) from mealtickets_card)
        on conflict do nothing
    """,
    "journal_entry": """
        insert into journal_entry (at, verb, noun, object_id, person_id, acting_for, via, job, why, data, transaction)
        select current_date - 1 - (n %% %(days)s)::int, 'mealtickets.meal.eat', 'mealtickets.Redemption', n::text, null, null,
            'page', '', '', '{"receipt": "FJQ76RHQHT", "shop": 1, "device": 2, "reason": "fed", "entries": []}', 1
        from generate_series(1, %(count)s) as n
    """,
    "journal_seal": """
        insert into journal_seal (position, entry_id, hash)
        select last.position + row_number() over (order by entry.id), entry.id, md5(entry.id::text) || md5(entry.id::text)
        from journal_entry as entry cross join (select coalesce(max(position), 0) as position from journal_seal) as last
        where not exists (select 1 from journal_seal where entry_id = entry.id)
    """,
    "places_session": """
        insert into places_session (place_id, by_hand, day, starts, ends, state, reason, staffing)
        select place.id, false, day.day, '15:00', '18:30', 'planned', '', 'not_needed'
        from generate_series(current_date - %(days)s::int, current_date - 1, interval '1 day') as day (day)
        cross join places_place as place where (place.id + (day.day::date - date '2000-01-01')) %% 3 = 0
        on conflict do nothing
    """,
    "outbox_message": """
        insert into outbox_message (channel, address, event_key, subject, body, urgent, secret, state, created_at, send_after,
            give_up_at, sent_at, tries, problem, is_open, link)
        select 'mail', 'somebody' || n || '@example.jp', 'bench:' || n, '', '', false, false, 'sent', made.at, made.at, made.at, made.at,
            1, '', false, ''
        from generate_series(1, %(count)s) as n
        cross join lateral (select now() - make_interval(days => 1 + (n %% %(days)s)::int) as at) as made
    """,
    "django_session": """
        insert into django_session (session_key, session_data, expire_date)
        select 'bench' || n, repeat('x', 200), now() + interval '12 hours' from generate_series(1, %(count)s) as n
    """,
}  # fmt: skip
_COUNTS = {
    "mealtickets_redemption": MEALS, "journal_entry": DEEDS, "outbox_message": MESSAGES, "django_session": SIGN_INS,
}  # fmt: skip


def fill() -> dict[str, object]:
    """Ten years (or `YEARS`) in the scratch copy, which has its scheme already; gives the rows of each table."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_bytes(rows.places_csv(city.build(), PLACES))
    scratch.run("-m", "ibasho.cli", "import", "places", str(FILE))
    scratch.inside("from tests.bench import ground; ground.add_life()")
    big.add_old_entries(scratch.DATABASE, int(LEDGER * YEARS))
    found: dict[str, object] = {"rows.mealtickets_ledgerentry": int(LEDGER * YEARS)}
    for name, query in _ROWS.items():
        began = time.monotonic()
        found[f"rows.{name}"] = count = _write(name, query)
        table.say(f"  {name}: {count:,} rows, {time.monotonic() - began:.0f} s")
    with psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("vacuum analyze")
        admin.execute("checkpoint")
    return {**found, "database_gb": size_gb()}


def size_gb() -> float:
    with psycopg.connect(postgres.dsn("postgres", postgres.SUPERUSER)) as admin:
        (size,) = admin.execute("select pg_database_size(%s)", [scratch.DATABASE]).fetchone() or (0,)
    return round(int(size) / 1e9, 2)


def _write(name: str, query: str) -> int:
    asked = {"count": int(_COUNTS.get(name, 0) * YEARS), "days": max(1, int(365 * YEARS))}
    with big.written(scratch.DATABASE) as owner, _bare(owner, name):
        return owner.execute(query, asked).rowcount


@contextmanager
def _bare(owner: psycopg.Connection[Any], name: str) -> Iterator[None]:
    """Plain indexes go while a table is filled, and are made again."""
    found = owner.execute(
        "select indexname, indexdef from pg_indexes where tablename = %s and indexdef not like 'CREATE UNIQUE%%'", [name]
    ).fetchall()  # fmt: skip
    for index, _ in found:
        owner.execute(f'drop index "{index}"')
    yield
    for _, definition in found:
        owner.execute(definition)
