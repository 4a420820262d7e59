"""Where a gift goes when it arrives: into the pool wished for, or shared out as the fund has set."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.actions.posting import Line
from ibasho.rooms.mealtickets.models import Account, Gift, Pool
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules import shares
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, PoolKind


def lines(gift: Gift) -> list[Line]:
    """GIFT of `gift.received_yen` — what has arrived, so it is set before — and the SHARE lines after it.

    A wish for an open pool is followed to the last yen. Inside the caller's transaction: every account named is
    locked, and before them the fund's open pools, so that none is closed meanwhile. Raises Conflict `pool.no_general` where the fund has no general pool, ValueError where nothing arrived.
    """
    if gift.received_yen <= 0:
        raise ValueError(f"nothing has arrived of gift {gift.pk}")
    open_ones = Pool.objects.filter(fund=gift.fund_id, state=Pool.State.OPEN).order_by("pk")
    pools = list(open_ones.select_for_update(no_key=True))
    wished = next((one for one in pools if one.pk == gift.pool_id), None)
    general = next((one for one in pools if one.kind == PoolKind.GENERAL), None)
    if wished is not None and wished != general:
        return _whole(gift, wished)
    if general is None:
        raise Conflict(
            "pool.no_general",
            _(
                "この基金には「どこでも」の袋が ありません。さきに 袋を つくってから 寄附を 受けつけてください。"
            ),
        )
    return _shared(gift, general, [one for one in pools if one != general and one.share_percent > 0])


def _whole(gift: Gift, pool: Pool) -> list[Line]:
    given, unissued = (
        accounts.of_fund(AccountKind.GIVEN, gift.fund),
        accounts.of_pool(AccountKind.UNISSUED, pool),
    )
    accounts.locked([given, unissued])
    return [Line(EntryKind.GIFT, given, unissued, gift.received_yen)]


def _shared(gift: Gift, general: Pool, sharing: list[Pool]) -> list[Line]:
    given, reserve = (accounts.of_fund(kind, gift.fund) for kind in (AccountKind.GIVEN, AccountKind.RESERVE))
    unissued = accounts.of_pools(AccountKind.UNISSUED, [general, *sharing])
    accounts.locked([given, reserve, *unissued.values()])
    source = unissued[general.pk]
    targets: list[Account] = [reserve, *(unissued[pool.pk] for pool in sharing)]
    parts = shares.split(
        gift.received_yen, [gift.fund.reserve_percent, *(pool.share_percent for pool in sharing)]
    )
    out = [
        Line(EntryKind.SHARE, source, target, yen) for target, yen in zip(targets, parts, strict=False) if yen
    ]
    return [Line(EntryKind.GIFT, given, source, gift.received_yen), *out]
