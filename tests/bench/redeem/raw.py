"""The raw limit: the statements of one redemption, in order, as pgbench runs them on the same tables: prepared once, as
ours are. No Python between.

Taken from what `redeem` sends (tests count its statements). The card is found by its key instead of its number, and ids come
back through \\gset, as the driver would carry them.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from string import Template

import psycopg

from config import postgres
from tests.bench import scratch
from tests.bench.redeem.fire import CLIENTS

SECONDS = 10
_DAY = "(now() at time zone 'Asia/Tokyo')::date"
_CARD = """case when k.revoked_at is null then c.state else 'revoked' end, coalesce(k.revoked_at, c.ended_at), t.kind = 'wall',
 t.kind = 'child' or t.shop_id = h.id, t.valid_until"""
_SCRIPT = Template(
    f"""
\\set n random(1, 1000000000)
\\set card random($first, $last)
\\set turn random(2, 30000)
select s.expires_at, s.closed_at, d.id, d.public_id, d.shop_id, d.key_version, d.state, d.registered_at, d.synced_at,
 h.id, h.public_id, h.place_id, h.state, h.price_yen, h.meals_a_day, h.cards, p.id, p.public_id, p.name, p.organisation_id,
 p.district_code, p.lat, p.lng, c.id, {_CARD},
 u.today, u.ever, r.id, r.content_hash, r.outcome, r.answer
 from mealtickets_devicesession s join mealtickets_device d on d.id = s.device_id join mealtickets_shop h on h.id = d.shop_id
 join places_place p on p.id = h.place_id left join mealtickets_card c on c.id = :card
 left join mealtickets_sheet t on t.id = c.sheet_id left join mealtickets_signingkey k on k.key_id = c.key_id
 left join lateral (select count(*) filter (where day = {_DAY}) as today, count(*) as ever from mealtickets_carduse where card_id = c.id) u on true
 left join mealtickets_redemption r on r.nonce = ('$shop' || lpad(:n::text, 12, '0'))::uuid
 where s.token_hash = '$token' and d.public_id = '$device';
begin;
select {_CARD} from mealtickets_shop h join mealtickets_card c on c.id = :card join mealtickets_sheet t on t.id = c.sheet_id
 left join mealtickets_signingkey k on k.key_id = c.key_id where h.id = $shop_id for no key update of h, c;
select count(*) filter (where u.day = {_DAY}) as uses, coalesce(max(u.turn) filter (where u.day = {_DAY}), 0) + 1 as next_turn,
 count(*) as ever, coalesce((select o.meals from mealtickets_shopday o where o.shop_id = $shop_id and o.day = {_DAY}), 0) as eaten,
 array(select array[a.id, a.fund_id, -1] from mealtickets_account a where a.shop_id = $shop_id and a.kind = 'payable'
 union all select array[a.id, a.fund_id, a.credits_yen - a.debits_yen] from mealtickets_account a where a.id = any('{{$live}}'::int2[])) as accounts,
 nextval('mealtickets_redemption_id_seq') as meal
 from mealtickets_carduse u where u.card_id = :card \\gset
with other0 as (insert into mealtickets_redemption (id, public_id, nonce, content_hash, shop_id, device_id, counter, way, outcome, reason, amount_yen,
 pool_id, from_reserve, day, claimed_at, received_at, answer) values (:meal, :n::text || '-$shop_id', ('$shop' || lpad(:n::text, 12, '0'))::uuid,
 repeat('0', 64), $shop_id, $device_id, :n, 'online', 'ok', 'fed', 400, $pool, false, {_DAY}, now(), now(),
 '{{"answer": "ok", "mark": "○", "word": "どうぞ", "say": "めしあがれ。", "reason": "fed", "nonce": "9bce2b79-4d2c-4ad6-9460-c0952ec9acb2", "receipt": "FJQ76RHQHT", "remaining": 18, "nearest": []}}'::jsonb) returning id as key),
 other1 as (insert into mealtickets_carduse (card_id, day, turn, redemption_id) values (:card, {_DAY}, :turn, :meal)
 returning id as key),
 first as (insert into journal_entry (at, verb, noun, object_id, person_id, acting_for, via, job, why, data, transaction) values (now(),
 'mealtickets.meal.eat', 'mealtickets.Redemption', :meal::text, null, null, 'page', '', '',
 '{{"receipt": "FJQ76RHQHT", "shop": 1, "device": 2, "reason": "fed", "entries": [["meal", 1, 4, 5, 400, "2026-11-24", 2026, null, 2, ""]]}}'::jsonb,
 pg_current_xact_id()::text::bigint) returning id as key)
 insert into mealtickets_ledgerentry (kind, fund_id, debit_id, credit_id, amount_yen, at, day, nendo, journal_id, gift_id, redemption_id,
 payment) values ('meal', $fund, $live, $payable, 400, now(), {_DAY}, 2026, (select key from first), null, :meal, '')
 returning id as key, (select key from first);
commit;
"""
)
_SHOPS = """
select h.id, d.id, d.public_id, s.token_hash, live.id, live.fund_id, live.pool_id, owed.id, min(c.id), max(c.id)
from mealtickets_shop h join mealtickets_device d on d.shop_id = h.id join mealtickets_devicesession s on s.device_id = d.id
join mealtickets_account owed on owed.shop_id = h.id and owed.kind = 'payable'
join mealtickets_account live on live.kind = 'live' cross join mealtickets_card c
group by h.id, d.id, s.id, live.id, owed.id order by h.id
"""


def measure(seconds: int = SECONDS) -> float:
    """Transactions per second by as many clients as asked us over HTTP, one script for each shop. Superfluous yen are put
    into the live account before, so that it never runs dry."""
    with psycopg.connect(postgres.dsn(scratch.DATABASE, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute(
            "update mealtickets_account set credits_yen = credits_yen + 1000000000 where kind = 'live'"
        )
        shops = admin.execute(_SHOPS).fetchall()
        admin.execute("vacuum analyze")
    files = []
    for row in shops:
        names = (
            "shop_id",
            "device_id",
            "device",
            "token",
            "live",
            "fund",
            "pool",
            "payable",
            "first",
            "last",
        )
        values = dict(zip(names, row, strict=True))
        path = Path(scratch.ROOT / "build" / f"bench-redeem-{values['shop_id']}.sql")
        path.write_text(
            _one_line_each(_SCRIPT.substitute(values, shop=f"{values['shop_id']:08}-0000-4000-8000-"))
        )
        files.append(path)
    try:
        return _pgbench(files, seconds)
    finally:
        for path in files:
            path.unlink()


def _one_line_each(script: str) -> str:
    """pgbench takes a statement over many lines; a line that begins with a blank goes on the one before."""
    return re.sub(r"\n (?=\S)", " ", script)


def _pgbench(files: list[Path], seconds: int) -> float:
    command = [
        postgres.bin_dir() / "pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds), "-h", postgres.socket_dir(),
        "-U", postgres.APP, *(part for path in files for part in ("-f", str(path))), scratch.DATABASE,
    ]  # fmt: skip
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PGCLIENTENCODING": "UTF8"}
    )
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if done.returncode or found is None or "0 (0.000%)" not in (done.stdout + "failed: 0 (0.000%)"):
        raise SystemExit(f"pgbench: {done.stderr[-2000:]}")
    return round(float(found[1]), 1)
