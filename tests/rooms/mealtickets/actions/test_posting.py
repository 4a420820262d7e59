"""Yen move from one account to another, and in no other way."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from ibasho.base.journal.models import Entry
from ibasho.rooms.mealtickets.actions.posting import Line, post, sealed
from ibasho.rooms.mealtickets.models import LedgerEntry
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules.kinds import AccountKind as A
from ibasho.rooms.mealtickets.rules.kinds import EntryKind as E
from tests import make
from tests.rooms.mealtickets import ground

pytestmark = pytest.mark.django_db


def moved(*lines: Line) -> list[LedgerEntry]:
    return post("mealtickets.test", noun="t", object_id=1, lines=lines, by=ground.SERVER, at=make.AT)


def test_what_one_account_loses_another_gets() -> None:
    world = ground.ground(live_yen=4_000, unissued_yen=6_000, reserve_yen=2_000)
    held = {
        "live": ground.balance(A.LIVE, world.fund, pool=world.general),
        "unissued": ground.balance(A.UNISSUED, world.fund, pool=world.general),
        "reserve": ground.balance(A.RESERVE, world.fund),
        "given": ground.balance(A.GIVEN, world.fund),
    }
    assert held == {"live": 4_000, "unissued": 6_000, "reserve": 2_000, "given": -12_000}


def test_an_account_never_falls_below_zero() -> None:
    world = ground.ground(live_yen=300)
    live = accounts.of_pool(A.LIVE, world.general)
    payable = accounts.of_shop(A.PAYABLE, world.fund.pk, world.shop)
    with pytest.raises(IntegrityError, match="account_not_below_zero"), transaction.atomic():
        moved(Line(E.MEAL, live, payable, 301))
    assert ground.balance(A.LIVE, world.fund, pool=world.general) == 300


def test_yen_never_cross_from_one_fund_to_another() -> None:
    world = ground.ground()
    other = ground.general_pool(ground.fund("ほかの基金"))
    here, there = accounts.of_pool(A.UNISSUED, world.general), accounts.of_pool(A.UNISSUED, other)
    with pytest.raises(ProgrammingError, match="within its fund"), transaction.atomic():
        moved(Line(E.MOVE, here, there, 100))


def test_a_way_the_chart_does_not_know_is_refused() -> None:
    world = ground.ground()
    with pytest.raises(ValueError, match="no way"):
        moved(
            Line(E.MEAL, accounts.of_fund(A.RESERVE, world.fund), accounts.of_pool(A.LIVE, world.general), 1)
        )


@pytest.mark.parametrize(
    "statement", ["update mealtickets_ledgerentry set amount_yen = 1", "delete from mealtickets_ledgerentry"]
)
def test_nothing_written_is_changed(statement: str) -> None:
    ground.ground()
    with (
        pytest.raises(Exception, match=r"permission denied|Cannot (update|delete)"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_the_journal_holds_the_same_figures_as_the_ledger() -> None:
    ground.ground()
    told = Entry.objects.get(verb="mealtickets.gift.receive")
    assert told.data["entries"] == [sealed(row) for row in LedgerEntry.objects.order_by("pk")]
