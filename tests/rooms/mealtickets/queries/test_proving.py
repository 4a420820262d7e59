"""`ibasho ledger verify` finds what anybody changed behind the software's back, and names it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner
from django.db import connection, transaction

from config import postgres
from ibasho.base.journal import chain
from ibasho.base.journal import queries as journal
from ibasho.base.journal.models import Entry, Seal
from ibasho.base.kernel.clock import JST
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.commands.ledger import ledger
from ibasho.rooms.mealtickets.models import LedgerEntry, Redemption, Reversal
from ibasho.rooms.mealtickets.queries import accounts, proving
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db(transaction=True)


def redemption(world: ground.Ground, **fields: Any) -> Redemption:
    known: dict[str, Any] = {
        "nonce": uuid.uuid4(), "content_hash": "", "shop": world.shop, "way": "online", "outcome": "ok",
        "reason": "ok", "amount_yen": 400, "day": make.TUESDAY, "received_at": make.AT, "answer": {},
    }  # fmt: skip
    return Redemption.objects.create(**{**known, **fields})


def entered(line: Line, row: Redemption, at: datetime = make.AT) -> LedgerEntry:
    with transaction.atomic():
        return post(
            "mealtickets.redemption.take", noun="mealtickets.Redemption", object_id=row.pk, lines=[line],
            by=ground.SERVER, at=at, redemption=row,
        )[0]  # fmt: skip


def meal_line(world: ground.Ground, yen: int = 400) -> Line:
    live = accounts.of_pool(A.LIVE, world.general)
    return Line(E.MEAL, live, accounts.of_shop(A.PAYABLE, world.fund.pk, world.shop), yen)


def meal(world: ground.Ground) -> LedgerEntry:
    return entered(meal_line(world), redemption(world))


def back(world: ground.Ground, row: Redemption) -> LedgerEntry:
    Reversal.objects.create(redemption=row, why="まちがい", reversed_at=make.AT)
    line = meal_line(world)
    return entered(Line(E.REVERSE, line.credit, line.debit, 400), row)


@pytest.fixture
def world() -> ground.Ground:
    with transaction.atomic():
        made = ground.ground(live_yen=4_000, unissued_yen=6_000, reserve_yen=2_000)
    for _ in range(3):
        meal(made)
    return made


def seal() -> None:
    before = chain.FIRST
    for position, entry in enumerate(Entry.objects.order_by("transaction", "pk"), start=1):
        before = chain.next_hash(before, journal.content(entry))
        Seal.objects.create(position=position, entry_id=entry.pk, hash=before)


def as_owner(*statements: str) -> None:
    """What only somebody with the database's own password could do: no trigger fires."""
    name = str(connection.settings_dict["NAME"])
    with psycopg.connect(postgres.dsn(name, postgres.SUPERUSER), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        for statement in statements:
            admin.execute(statement)  # type: ignore[call-overload]


def nth(place: int) -> LedgerEntry:
    return LedgerEntry.objects.order_by("pk")[place]


def test_a_true_ledger_ties_out(world: ground.Ground) -> None:
    seal()
    row = meal(world).redemption
    assert row is not None
    back(world, row)
    proof = proving.prove()
    assert proof.broken == []
    (sums,) = proof.sums
    assert (sums.given, sums.eaten, sums.ties) == (12_000, 1_200, True)
    assert sums.sentence == (
        "寄附 − 返金 12,000円 ＝ まだ出していない 6,000円 ＋ 出ているチケット 2,800円 ＋ 食べられた 1,200円"
        " ＋ 予備 2,000円 ＋ 期限がすぎた分 0円"
    )


def test_on_any_day_it_ties_out(world: ground.Ground) -> None:
    entered(meal_line(world), redemption(world), datetime(2026, 11, 30, 12, tzinfo=JST))
    eaten = {day: proving.sums(day)[0].eaten for day in (make.MONDAY, make.TUESDAY, date(2026, 11, 30))}
    assert eaten == {make.MONDAY: 0, make.TUESDAY: 1_200, date(2026, 11, 30): 1_600}
    assert all(proving.sums(day)[0].ties for day in eaten)


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        (
            "update mealtickets_ledgerentry set amount_yen = 4000 where id = {id}",
            "金額が 4000（きろくでは 400）",
        ),
        ("update mealtickets_ledgerentry set day = '2026-11-25' where id = {id}", "日が 2026-11-25"),
        ("update mealtickets_ledgerentry set nendo = 2027 where id = {id}", "会計年度が 2027"),
        ("update mealtickets_ledgerentry set at = at + interval '1 hour' where id = {id}", "時刻が"),
        ("update mealtickets_ledgerentry set kind = 'issue' where id = {id}", "種類が issue"),
    ],
)
def test_a_changed_row_is_named(world: ground.Ground, attack: str, words: str) -> None:
    target = nth(4)
    as_owner(attack.format(id=target.pk))
    found = [one for one in proving.prove().broken if words in one.what]
    assert [one.entry_id for one in found] == [target.pk]


def test_a_row_hung_on_another_deed_is_missed_where_it_was(world: ground.Ground) -> None:
    target = nth(4)
    as_owner(f"update mealtickets_ledgerentry set journal_id = journal_id + 1000 where id = {target.pk}")
    first = proving.prove().broken[0]
    assert first.journal_id == target.journal_id
    assert "なくなっています" in first.what


def test_a_deleted_row_is_named_by_its_journal_entry(world: ground.Ground) -> None:
    target = nth(4)
    as_owner(f"delete from mealtickets_ledgerentry where id = {target.pk}")
    first = proving.prove().broken[0]
    assert (first.entry_id, first.journal_id, first.place) == (None, target.journal_id, 1)
    assert "記帳が なくなっています（きろくでは 2026-11-24 の meal 400円）" in first.what


def test_an_inserted_row_is_named(world: ground.Ground) -> None:
    copied = "kind, fund_id, debit_id, credit_id, amount_yen, at, day, nendo, journal_id, gift_id, payment"
    as_owner(
        f"insert into mealtickets_ledgerentry ({copied}) select {copied} from mealtickets_ledgerentry"
        f" where id = {nth(1).pk}"
    )
    newest = LedgerEntry.objects.latest("pk")
    assert ("きろくに ない記帳が 入っています", newest.pk) in [
        (one.what, one.entry_id) for one in proving.prove().broken
    ]


def test_rows_that_changed_places_are_named(world: ground.Ground) -> None:
    one, two = nth(3), nth(4)
    as_owner(
        f"update mealtickets_ledgerentry set journal_id = {two.journal_id} where id = {one.pk}",
        f"update mealtickets_ledgerentry set journal_id = {one.journal_id} where id = {two.pk}",
    )
    first = proving.prove().broken[0]
    assert first.entry_id in (one.pk, two.pk)
    assert "1食が" in first.what


def test_a_balance_that_was_touched_is_found(world: ground.Ground) -> None:
    account = accounts.of_fund(A.RESERVE, world.fund)
    as_owner(f"update mealtickets_account set credits_yen = credits_yen + 1 where id = {account.pk}")
    (found,) = proving.prove().broken
    assert f"勘定 {account.pk}（reserve）" in found.what


def test_changing_ledger_and_journal_alike_breaks_the_seal(world: ground.Ground) -> None:
    seal()
    target = nth(4)
    as_owner(
        f"update mealtickets_ledgerentry set amount_yen = 500 where id = {target.pk}",
        f"update journal_entry set data = jsonb_set(data, '{{entries,0,4}}', '500') where id = {target.journal_id}",
    )
    assert any(
        one.entry_id == target.pk and "封印と 合いません" in one.what for one in proving.prove().broken
    )


def test_a_meal_without_its_entry_and_an_entry_without_its_meal(world: ground.Ground) -> None:
    lost = redemption(world)
    assert f"1食 {lost.pk}（ok）: 記帳 0件" in proving.prove().broken[0].what
    entered(meal_line(world), lost)
    assert proving.prove().broken == []
    refused = redemption(world, outcome="refused", amount_yen=0)
    paid = entered(meal_line(world), refused)
    (found,) = proving.prove().broken
    assert (found.entry_id, f"1食 {refused.pk}（refused）" in found.what) == (paid.pk, True)


def test_a_meal_paid_otherwise_than_told_is_found(world: ground.Ground) -> None:
    dear = redemption(world)
    entry = entered(meal_line(world, 500), dear)
    (found,) = proving.prove().broken
    assert (found.entry_id, "ほんとうは 400円" in found.what) == (entry.pk, True)


def test_a_reversal_without_its_entry_is_found(world: ground.Ground) -> None:
    row = meal(world).redemption
    assert row is not None
    Reversal.objects.create(redemption=row, why="まちがい", reversed_at=make.AT)
    (found,) = proving.prove().broken
    assert "とりけし あり" in found.what


def test_the_command_names_the_first_and_fails(world: ground.Ground) -> None:
    good = CliRunner().invoke(ledger, ["verify", "--on", "2026-11-24"])
    assert good.exit_code == 0
    assert "ぴったり" in good.output
    target = nth(4)
    as_owner(f"update mealtickets_ledgerentry set amount_yen = 401 where id = {target.pk}")
    bad = CliRunner().invoke(ledger, ["verify"])
    assert bad.exit_code == 1
    assert f"記帳 {target.pk}" in bad.output.splitlines()[1]
    assert CliRunner().invoke(ledger, ["verify", "--on", "きのう"]).exit_code == 2
