"""Accounts: found, made when first needed, locked in the order of their keys."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ibasho.rooms.mealtickets.models import Account, Fund, Pool, Shop
from ibasho.rooms.mealtickets.rules.kinds import AccountKind


def of_fund(kind: AccountKind, fund: Fund) -> Account:
    """`given`, `reserve` or `expired`."""
    return _account(kind, fund_id=fund.pk)


def of_pool(kind: AccountKind, pool: Pool) -> Account:
    """`unissued` or `live`."""
    return _account(kind, fund_id=pool.fund_id, pool_id=pool.pk)


def of_pools(kind: AccountKind, pools: Iterable[Pool]) -> dict[int, Account]:
    """By pool id, in one statement where all have been needed before."""
    wanted = list(pools)
    known = {
        row.pool_id: row for row in Account.objects.filter(kind=kind.value, pool__in=wanted) if row.pool_id
    }
    return {pool.pk: known.get(pool.pk) or of_pool(kind, pool) for pool in wanted}


def of_shop(kind: AccountKind, fund_id: int, shop: Shop) -> Account:
    """`payable` or `paid`: what this fund owes, or has paid, this shop."""
    return _account(kind, fund_id=fund_id, shop_id=shop.pk)


def locked(accounts: Iterable[Account]) -> dict[int, Account]:
    """The same accounts by id with their sums as they are now, held until the transaction ends.

    Locked in one statement in the order of their keys, as everybody does: no two writers wait for each other in a ring.
    """
    keys = sorted({account.pk for account in accounts})
    return {row.pk: row for row in Account.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def _account(
    kind: AccountKind, *, fund_id: int, pool_id: int | None = None, shop_id: int | None = None
) -> Account:
    known: dict[str, Any] = {"fund_id": fund_id, "kind": kind.value, "pool_id": pool_id, "shop_id": shop_id}
    row, _ = Account.objects.get_or_create(**known)
    return row
