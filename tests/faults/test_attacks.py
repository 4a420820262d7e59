"""R32: somebody with the database's own password changes one row behind the software's back. Pass: `ibasho ledger verify`
finds every one of them and names the row or the deed it belongs to.

What it can't tell by itself: the last seals of all, cut off together with all that came after them (the head that
`ibasho journal verify` prints is noted elsewhere for that), and a deed without money that was added and not yet sealed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, connection, transaction

from config import postgres
from ibasho.base.journal import chain
from ibasho.base.journal import queries as journal
from ibasho.base.journal.models import Entry, Seal
from ibasho.rooms.mealtickets.actions import reversals
from ibasho.rooms.mealtickets.commands.ledger import ledger
from ibasho.rooms.mealtickets.models import LedgerEntry, Redemption
from ibasho.rooms.mealtickets.queries import proving
from ibasho.rooms.mealtickets.rules.proof import Broken
from tests import make
from tests.faults import scale
from tests.people import cast
from tests.rooms.mealtickets import ground
from tests.rooms.mealtickets.till import child_cards, till

ATTACKS = scale.times(30, most=1_000)
Attack = tuple[
    list[str], set[int], set[int]
]  # statements, ledger rows and journal rows of which one must be named
LEDGER_FLIPS: Mapping[str, str] = {
    "kind": "case kind when 'meal' then 'reserve_meal' else 'meal' end", "amount_yen": "amount_yen + 1",
    "day": "day - 1", "at": "at + interval '1 second'", "nendo": "nendo + 1", "payment": "payment || 'x'",
    "debit_id": "debit_id + 1", "credit_id": "credit_id + 1", "fund_id": "fund_id + 1", "journal_id": "journal_id + 1",
    "gift_id": "coalesce(gift_id, 0) + 1", "redemption_id": "coalesce(redemption_id, 0) + 1",
}  # fmt: skip
JOURNAL_FLIPS: Mapping[str, str] = {
    "at": "at + interval '1 second'", "verb": "verb || 'x'", "noun": "noun || 'x'", "object_id": "object_id || '1'",
    "person_id": "coalesce(person_id, 0) + 1", "acting_for": "coalesce(acting_for, 0) + 1", "via": "via || 'x'",
    "job": "job || 'x'", "why": "why || 'x'", "data": "jsonb_set(data, '{x}', '1')", "transaction": "transaction + 1",
    "id": "id + 100000",
}  # fmt: skip


@pytest.fixture
def busy() -> Iterator[None]:
    """A scheme with gifts, tickets, meals and one taken back, all of it sealed; and a hand that may do anything."""
    with transaction.atomic():
        people, world = cast(), ground.ground()
        counter = till(world.shop)
        for one in child_cards(6):
            counter.eat(one)
        row = Redemption.objects.earliest("pk")
        reversals.reverse(redemption=row, why="まちがい", by=people.by(people.aoi), at=make.AT)
        _seal()
    user = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = postgres.SUPERUSER
    yield
    connection.close()
    connection.settings_dict["USER"] = user


def _seal() -> None:
    before = chain.FIRST
    for position, entry in enumerate(Entry.objects.order_by("transaction", "pk"), start=1):
        before = chain.next_hash(before, journal.content(entry))
        Seal.objects.create(position=position, entry_id=entry.pk, hash=before)


def flip_ledger(chance: random.Random) -> Attack:
    row, column = chance.choice(list(LedgerEntry.objects.all())), chance.choice(sorted(LEDGER_FLIPS))
    change = f"update mealtickets_ledgerentry set {column} = {LEDGER_FLIPS[column]} where id = {row.pk}"
    return [change], {row.pk}, {row.journal_id}


def delete_ledger(chance: random.Random) -> Attack:
    row = chance.choice(list(LedgerEntry.objects.all()))
    return [f"delete from mealtickets_ledgerentry where id = {row.pk}"], {row.pk}, {row.journal_id}


def insert_ledger(chance: random.Random) -> Attack:
    row, new = chance.choice(list(LedgerEntry.objects.all())), 900_000
    copied = "kind, fund_id, debit_id, credit_id, amount_yen, at, day, nendo, journal_id, payment"
    statement = f"insert into mealtickets_ledgerentry (id, {copied}) select {new}, {copied} from mealtickets_ledgerentry"
    return [f"{statement} where id = {row.pk}"], {new}, {row.journal_id}


def swap_ledger(chance: random.Random) -> Attack:
    """Two rows change the deeds they hang on; of one deed, they change their places."""
    one, two = chance.sample(list(LedgerEntry.objects.all()), 2)
    statements = [
        f"update mealtickets_ledgerentry set id = {new} where id = {old}"
        for old, new in ((one.pk, -1), (two.pk, one.pk), (-1, two.pk))
    ] if one.journal_id == two.journal_id else [
        f"update mealtickets_ledgerentry set journal_id = {other.journal_id} where id = {row.pk}"
        for row, other in ((one, two), (two, one))
    ]  # fmt: skip
    return statements, {one.pk, two.pk}, {one.journal_id, two.journal_id}


def touch_balance(chance: random.Random) -> Attack:
    column = chance.choice(["debits_yen", "credits_yen"])
    chosen = "(select id from mealtickets_account where kind = 'given' limit 1)"
    return [f"update mealtickets_account set {column} = {column} + 1 where id = {chosen}"], set(), set()


def flip_journal(chance: random.Random) -> Attack:
    row, column = chance.choice(list(Entry.objects.all())), chance.choice(sorted(JOURNAL_FLIPS))
    change = f"update journal_entry set {column} = {JOURNAL_FLIPS[column]} where id = {row.pk}"
    return [change], _of({row.pk}), {row.pk, row.pk + 100_000}


def delete_journal(chance: random.Random) -> Attack:
    row = chance.choice(list(Entry.objects.all()))
    return [f"delete from journal_entry where id = {row.pk}"], _of({row.pk}), {row.pk}


def insert_journal(chance: random.Random) -> Attack:
    """A deed with money in it that nobody did."""
    row, new = chance.choice(list(Entry.objects.filter(data__has_key="entries"))), 900_000
    names = ", ".join(field.column for field in Entry._meta.fields if field.column != "id")
    return (
        [
            f"insert into journal_entry (id, {names}) select {new}, {names} from journal_entry where id = {row.pk}"
        ],
        set(),
        {new},
    )


def swap_journal(chance: random.Random) -> Attack:
    one, two = chance.sample(list(Entry.objects.all()), 2)
    statements = [
        f"update journal_entry set id = {new} where id = {old}"
        for old, new in ((one.pk, -1), (two.pk, one.pk), (-1, two.pk))
    ]
    return statements, _of({one.pk, two.pk}), {one.pk, two.pk}


def flip_seal(chance: random.Random) -> Attack:
    row = chance.choice(list(Seal.objects.all()))
    change = chance.choice(["hash = reverse(hash)", f"entry_id = {row.entry_id + 100_000}"])
    statement = f"update journal_seal set {change} where position = {row.position}"
    return [statement], _of({row.entry_id}), {row.entry_id, row.entry_id + 100_000}


def delete_seal(chance: random.Random) -> Attack:
    """All but the last, which only the noted head guards."""
    row, after = chance.choice(
        list(zip(*[list(Seal.objects.order_by("position"))[n:] for n in (0, 1)], strict=False))
    )
    touched = {row.entry_id, after.entry_id}
    return [f"delete from journal_seal where position = {row.position}"], _of(touched), touched


def swap_seals(chance: random.Random) -> Attack:
    one, two = chance.sample(list(Seal.objects.all()), 2)
    statements = [
        f"update journal_seal set entry_id = {entry} where position = {place}"
        for place, entry in ((one.position, -1), (two.position, one.entry_id), (one.position, two.entry_id))
    ]
    touched = {one.entry_id, two.entry_id}
    return statements, _of(touched), touched


def _of(deeds: set[int]) -> set[int]:
    return set(LedgerEntry.objects.filter(journal_id__in=deeds).values_list("pk", flat=True))


WAYS: tuple[Callable[[random.Random], Attack], ...] = (
    flip_ledger, flip_ledger, flip_ledger, delete_ledger, insert_ledger, swap_ledger, touch_balance, flip_journal,
    flip_journal, delete_journal, insert_journal, swap_journal, flip_seal, delete_seal, swap_seals,
)  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_r32_whatever_a_superuser_changes_is_found_and_named(busy: None) -> None:
    assert proving.prove().broken == []
    tried: Counter[str] = Counter()
    for seed in range(scale.first_seed(ATTACKS), scale.first_seed(ATTACKS) + ATTACKS):
        chance = random.Random(seed)
        way = WAYS[seed % len(WAYS)]
        with transaction.atomic():
            statements, rows, deeds = way(chance)
            try:
                with transaction.atomic():
                    _run(["set local session_replication_role = replica", *statements])
            except IntegrityError:
                tried["refused by the database itself"] += 1
            else:
                broken = proving.prove().broken
                assert broken, f"seed {seed}: {statements} was not found"
                assert _named(broken, rows, deeds), (
                    f"seed {seed}: {statements} → {[one.words for one in broken]}"
                )
                tried["found"] += 1
            transaction.set_rollback(True)
    assert proving.prove().broken == [], "everything was put back"
    assert tried["found"] >= 0.8 * ATTACKS
    scale.counted("R32", attacks=ATTACKS, **{name.replace(" ", "_"): count for name, count in tried.items()})


def _run(statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _named(broken: list[Broken], rows: set[int], deeds: set[int]) -> bool:
    if not rows and not deeds:
        return any("勘定" in one.what for one in broken)
    return any(
        one.entry_id in rows or one.journal_id in deeds for one in broken if one.entry_id or one.journal_id
    )


@pytest.mark.django_db(transaction=True)
def test_r32_the_command_says_so_and_fails(busy: None) -> None:
    with transaction.atomic():
        statements, rows, _ = delete_ledger(random.Random(1))
        _run(["set local session_replication_role = replica", *statements])
        told = CliRunner().invoke(ledger, ["verify"])
        transaction.set_rollback(True)
    assert (told.exit_code, "× " in told.output) == (1, True)
    assert CliRunner().invoke(ledger, ["verify"]).exit_code == 0
