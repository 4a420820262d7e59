"""Is every yen where the ledger says it is? Each check names the first row that does not fit, and what is wrong.

The comparing is the database's work (SQL); Python only tells. Nothing here writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from ibasho.base.journal import queries as journal
from ibasho.rooms.mealtickets.models import LedgerEntry
from ibasho.rooms.mealtickets.rules import chart
from ibasho.rooms.mealtickets.rules.proof import Broken, Sums, difference

PROVEN, BROKEN = "mealtickets.ledger.prove", "mealtickets.ledger.broken"  # verbs of the nightly proof
NOUN = "mealtickets.LedgerEntry"
_WORDS = """jsonb_build_array(entry.kind, entry.fund_id, entry.debit_id, entry.credit_id, entry.amount_yen,
    to_char(entry.day, 'YYYY-MM-DD'), entry.nendo, entry.gift_id, entry.redemption_id, entry.payment)"""

_AGAINST_JOURNAL = f"""
with told as (
    select written.id as journal_id, part.place, part.words, written.at
    from journal_entry written, jsonb_array_elements(written.data -> 'entries') with ordinality part(words, place)
    where written.verb like 'mealtickets.%%' and jsonb_typeof(written.data -> 'entries') = 'array'
), kept as (
    select entry.id, entry.journal_id, entry.at, {_WORDS} as words,
        row_number() over (partition by entry.journal_id order by entry.id) as place
    from mealtickets_ledgerentry entry
)
select kept.id, coalesce(kept.journal_id, told.journal_id), place, kept.words::text, told.words::text,
    kept.at = told.at
from kept full join told using (journal_id, place)
where kept.words is distinct from told.words or kept.at is distinct from told.at
order by 2, 3 limit 1
"""  # noqa: S608 - no word of a user in it

_SUMS = """
select account.id, account.kind, account.debits_yen, account.credits_yen,
    coalesce(gone.yen, 0), coalesce(come.yen, 0)
from mealtickets_account account
left join (select debit_id as id, sum(amount_yen) as yen from mealtickets_ledgerentry group by 1) gone using (id)
left join (select credit_id as id, sum(amount_yen) as yen from mealtickets_ledgerentry group by 1) come using (id)
where (account.debits_yen, account.credits_yen) is distinct from (coalesce(gone.yen, 0), coalesce(come.yen, 0))
order by account.id limit 1
"""

_WAYS = """
select entry.id, entry.kind, out.kind, into_.kind, entry.fund_id = out.fund_id and entry.fund_id = into_.fund_id
from mealtickets_ledgerentry entry
left join mealtickets_account out on out.id = entry.debit_id
left join mealtickets_account into_ on into_.id = entry.credit_id
where entry.amount_yen <= 0 or entry.fund_id is distinct from out.fund_id
    or entry.fund_id is distinct from into_.fund_id
    or entry.kind || ':' || out.kind || ':' || into_.kind <> all(%s)
order by entry.id limit 1
"""

_ON_A_DAY = """
select fund.id, fund.name, account.kind, sum(coalesce(part.yen, 0))::bigint, min(coalesce(part.yen, 0))::bigint
from mealtickets_fund fund join mealtickets_account account on account.fund_id = fund.id
left join (
    select id, sum(yen) as yen from (
        select debit_id as id, -amount_yen::bigint as yen from mealtickets_ledgerentry where day <= %s
        union all select credit_id, amount_yen from mealtickets_ledgerentry where day <= %s
    ) moved group by id
) part on part.id = account.id
group by 1, 2, 3 order by 1, 3
"""

_MEALS = """
with paid as (
    select redemption_id as id, count(*) filter (where kind in ('meal', 'reserve_meal')) as meals,
        count(*) filter (where kind = 'reverse') as backs,
        sum(amount_yen) filter (where kind in ('meal', 'reserve_meal')) as yen,
        sum(amount_yen) filter (where kind = 'reverse') as back_yen, min(entry.id) as first,
        max(debit_id) filter (where kind = 'reverse') as back_from,
        max(credit_id) filter (where kind in ('meal', 'reserve_meal')) as paid_to,
        max(credit_id) filter (where kind = 'reverse') as back_to,
        max(debit_id) filter (where kind in ('meal', 'reserve_meal')) as paid_from
    from mealtickets_ledgerentry entry where kind in ('meal', 'reserve_meal', 'reverse') group by 1
)
select coalesce(meal.id, paid.id), paid.first, coalesce(paid.meals, 0), coalesce(paid.backs, 0), paid.yen,
    meal.amount_yen, meal.outcome, undone.id is not null, decided.paid, payable.shop_id = meal.shop_id
from mealtickets_redemption meal
full join paid on paid.id = meal.id
left join mealtickets_reversal undone on undone.redemption_id = meal.id
left join mealtickets_decision decided on decided.redemption_id = meal.id
left join mealtickets_account payable on payable.id = paid.paid_to
where meal.id is null
    or coalesce(paid.meals, 0) <> case when meal.outcome in ('ok', 'double')
        or (meal.outcome = 'check' and decided.paid) then 1 else 0 end
    or (meal.outcome in ('ok', 'double') and paid.yen is distinct from meal.amount_yen)
    or (coalesce(paid.meals, 0) = 1 and coalesce(paid.backs, 0) <> case when undone.id is null then 0 else 1 end)
    or coalesce(paid.backs, 0) > coalesce(paid.meals, 0)
    or (paid.backs = 1 and (paid.back_yen, paid.back_from, paid.back_to)
        is distinct from (paid.yen, paid.paid_to, paid.paid_from))
    or payable.shop_id is distinct from case when paid.meals > 0 then meal.shop_id end
order by paid.first nulls last, meal.id limit 1
"""


@dataclass(frozen=True, slots=True)
class Proof:
    """`broken` stands in the order of the entries; empty when all is well. `sums` are of the whole, or of the day."""

    entries: int
    verdict: journal.Verdict
    sums: list[Sums]
    broken: list[Broken]


def prove(on: date | None = None) -> Proof:
    """All checks, each one statement and so true of one moment; `on`: the sums of the end of that day."""
    with transaction.atomic():
        found = [_against_journal(), _account_sums(), _ways(), _meals()]
        totals = sums(on or date.max)
        verdict = journal.verify()
        found += [_seal(verdict), *(one.broken for one in totals)]
        broken = sorted((one for one in found if one), key=lambda one: one.entry_id or 2**62)
        return Proof(LedgerEntry.objects.count(), verdict, totals, broken)


def sums(on: date) -> list[Sums]:
    """I7 by fund: what was in each kind of account at the end of `on`, added up from the entries."""
    funds: dict[int, Sums] = {}
    for fund, name, kind, yen, least in _all(_ON_A_DAY, [on, on]):
        one = funds.setdefault(fund, Sums(fund, name, {}, set()))
        one.yen[kind] = yen
        if least < 0 and kind != "given":
            one.below_zero.add(kind)
    return list(funds.values())


def _against_journal() -> Broken | None:
    row = _first(_AGAINST_JOURNAL)
    if row is None:
        return None
    entry, journal_id, place, kept, told, same_time = row
    return Broken(entry, difference(kept, told, same_time), journal_id=journal_id, place=place)


def _account_sums() -> Broken | None:
    row = _first(_SUMS)
    if row is None:
        return None
    account, kind, debits, credits, gone, come = row
    return Broken(
        None,
        f"勘定 {account}（{kind}）の合計（出 {debits:,}円・入 {credits:,}円）が、記帳を たした数"
        f"（出 {gone:,}円・入 {come:,}円）と ちがいます",
    )


def _ways() -> Broken | None:
    known = sorted(f"{kind}:{out}:{into}" for kind, ways in chart.WAYS.items() for out, into in ways)
    row = _first(_WAYS, [known])
    if row is None:
        return None
    entry, kind, out, into, same_fund = row
    if not same_fund:
        return Broken(entry, "ほかの基金の勘定に 動いています")
    return Broken(entry, f"{kind} に {out} から {into} への 道は ありません")


def _meals() -> Broken | None:
    row = _first(_MEALS)
    if row is None:
        return None
    meal, entry, meals, backs, yen, told, outcome, undone, paid, own_shop = row
    words = f"1食 {meal}（{outcome or '記録なし'}）: 記帳 {meals}件・{yen or 0:,}円"
    if outcome is None:
        words = f"1食 {meal} の記録が ないのに 記帳が あります"
    elif meals and not own_shop:
        words += "、べつの店に 払うことに なっています"
    elif told and yen is not None and yen != told:
        words += f"、ほんとうは {told:,}円"
    elif backs or undone:
        words += f"、とりけし {'あり' if undone else 'なし'}なのに とりけしの記帳 {backs}件、または 金額・勘定ちがい"
    elif outcome == "check":
        words += f"、確認の結果は {'支払う' if paid else '支払わない・まだ'}"
    return Broken(entry, words)


def _seal(verdict: journal.Verdict) -> Broken | None:
    if verdict.broken_entry is None:
        return None
    first = LedgerEntry.objects.filter(journal_id=verdict.broken_entry).order_by("pk").first()
    return Broken(
        first.pk if first else None, "きろくが 封印と 合いません。書きかえか 消去の うたがいがあります",
        journal_id=verdict.broken_entry,
    )  # fmt: skip


def _first(statement: str, values: list[Any] | None = None) -> tuple[Any, ...] | None:
    return next(iter(_all(statement, values or [])), None)


def _all(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
