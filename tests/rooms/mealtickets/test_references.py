"""What a meal points to is there, and stays there, without a foreign key that everybody would wait for (ADR 0016)."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.db.models import Model

from ibasho.rooms.mealtickets.models import Account, LedgerEntry, Redemption
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db
NOBODY = 999_999


def meal(world: ground.Ground, **fields: object) -> Redemption:
    known = {
        "nonce": uuid4(), "content_hash": "0" * 64, "shop": world.shop, "device": world.device, "way": "online",
        "outcome": "ok", "reason": "fed", "amount_yen": 400, "pool": world.general, "day": make.TUESDAY,
        "received_at": make.AT, "answer": {},
    }  # fmt: skip
    return Redemption.objects.create(**{**known, **fields})


def test_a_meal_from_a_pool_that_is_not_there_is_refused() -> None:
    world = ground.ground()
    assert meal(world).pool == world.general
    with pytest.raises(IntegrityError, match="a pool that is there"), transaction.atomic():
        meal(world, pool=None, pool_id=NOBODY)


def test_a_refusal_names_no_pool() -> None:
    world = ground.ground()
    with pytest.raises(IntegrityError, match="redemption_refused_has_no_pool"), transaction.atomic():
        meal(world, outcome="refused", reason="sold_out", amount_yen=0)


@pytest.mark.parametrize("missing", ["fund_id", "debit_id", "credit_id"])
def test_an_entry_whose_fund_or_accounts_are_not_there_is_refused(missing: str) -> None:
    world = ground.ground()
    known = {
        "kind": "move", "fund_id": world.fund.pk, "debit_id": accounts.of_pool(A.UNISSUED, world.general).pk,
        "credit_id": accounts.of_fund(A.RESERVE, world.fund).pk, "amount_yen": 1, "at": make.AT, "day": make.TUESDAY,
        "nendo": 2026, "journal_id": 1,
    }  # fmt: skip
    with pytest.raises(ProgrammingError, match="within its fund"), transaction.atomic():
        LedgerEntry.objects.create(**{**known, missing: NOBODY})


def test_funds_pools_and_accounts_are_never_deleted() -> None:
    world = ground.ground()
    rows: list[Model] = [world.fund, world.general, Account.objects.filter(fund=world.fund)[0]]
    for row in rows:
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"delete from {row._meta.db_table} where id = %s", [row.pk])
    assert all(type(row)._default_manager.filter(pk=row.pk).exists() for row in rows)
