"""What a city does once before the first meal, in order: fund, account to pay from, pool, shops, cards."""

from __future__ import annotations

from dataclasses import dataclass

from ibasho.rooms.mealtickets.models import Fund, Pool, Sheet, Shop
from ibasho.town.payouts.models import PayerAccount


@dataclass(frozen=True, slots=True)
class Ready:
    """Which of the first steps are done. A payer counts once a fund pays from it."""

    fund: Fund | None
    payer: bool
    payer_chosen: bool
    pool: bool
    shop: bool
    cards: bool

    @property
    def whole(self) -> bool:
        return all((self.fund, self.payer, self.payer_chosen, self.pool, self.shop, self.cards))


def ready() -> Ready:
    S = Shop.State
    return Ready(
        fund=Fund.objects.filter(is_active=True).order_by("order", "pk").first(),
        payer=PayerAccount.objects.exists(),
        payer_chosen=Fund.objects.filter(is_active=True, payer__isnull=False).exists(),
        pool=Pool.objects.filter(state=Pool.State.OPEN).exists(),
        shop=Shop.objects.filter(state__in=[S.APPROVED, S.STARTED, S.PAUSED]).exists(),
        cards=Sheet.objects.exists(),
    )
