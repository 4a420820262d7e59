"""From which pools a shop draws, and in what order; and how many meals that makes. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ibasho.rooms.mealtickets.rules.kinds import PoolKind

ORDER = (PoolKind.SHOP, PoolKind.AREA, PoolKind.HOLIDAY, PoolKind.GENERAL)


def rank(
    kind: PoolKind,
    *,
    pool_place: int | None,
    pool_districts: Sequence[str],
    place: int,
    district: str,
    holiday: bool,
) -> int | None:
    """The place in the drawing order of a pool for a shop; None where the shop does not draw from it.

    `holiday`: whether the day lies in 長期休業.
    """
    fits = {
        PoolKind.SHOP: pool_place == place,
        PoolKind.AREA: bool(district) and district in pool_districts,
        PoolKind.HOLIDAY: holiday,
        PoolKind.GENERAL: True,
    }
    return ORDER.index(kind) if fits[kind] else None


def meals(balances_yen: Iterable[int], price_yen: int) -> int:
    """A meal comes out of one pool alone, so rests below one price do not add up to a meal."""
    return sum(max(0, yen) // price_yen for yen in balances_yen)


def today(*, a_day: int, eaten: int, live: int, reserve: int) -> tuple[int, int]:
    """(meals of the pools, meals of the reserve) that the shop can still give today: its kitchen is the limit."""
    room = max(0, a_day - eaten)
    from_pools = min(room, live)
    return from_pools, min(room - from_pools, reserve)
