"""のこり○食: what a shop can still give today, and from which accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Q

from ibasho.rooms.mealtickets.models import Account, LedgerEntry, Shop, ShopDay
from ibasho.rooms.mealtickets.rules import drawing
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, PoolKind
from ibasho.town.areas.models import LongHoliday


@dataclass(frozen=True, slots=True)
class Remaining:
    """Meals that can still be eaten today: `meals` out of the pools, `reserve` more out of the reserve."""

    meals: int
    reserve: int

    @property
    def total(self) -> int:
        return self.meals + self.reserve


NOTHING = Remaining(0, 0)


def sources(shop: Shop, *, day: date) -> list[Account]:
    """Live accounts the shop draws from on `day`, in drawing order, with their pools and funds; one statement
    (`shop.place` loaded). Empty ones among them: only the lock tells what is in there."""
    found = _live(day, shop.place_id, shop.place.district_code)
    return _in_order(found, shop)


def reserves(*, day: date) -> list[tuple[Account, int]]:
    """Each fund's reserve with the meals it may still pay on `day` by its cap (not by its balance), in fund order.

    One row per fund that is in use; two statements, whatever the number of funds and entries before `day`.
    """
    found = list(
        Account.objects.filter(kind=AccountKind.RESERVE, fund__is_active=True)
        .select_related("fund")
        .order_by("fund__order", "fund_id")
    )
    used = _reserve_meals([one.pk for one in found], day) if found else Counter[int]()
    return [(one, max(0, one.fund.reserve_meals_a_day - used[one.pk])) for one in found]


def remaining(shop: Shop, *, day: date) -> Remaining:
    """The truth of this moment; a shop that has not started, or takes no cards, gives nothing."""
    if not _open(shop):
        return NOTHING
    return _of(shop, sources(shop, day=day), reserves(day=day), _eaten([shop.pk], day)[shop.pk])


def remaining_many(shops: Sequence[Shop], *, day: date) -> dict[int, Remaining]:
    """By shop id, in four statements for any number of shops (`place` loaded)."""
    found, kept = list(_live(day)), reserves(day=day)
    eaten = _eaten([shop.pk for shop in shops], day)
    return {
        shop.pk: _of(shop, _in_order(found, shop), kept, eaten[shop.pk]) if _open(shop) else NOTHING
        for shop in shops
    }


def _open(shop: Shop) -> bool:
    return shop.state == Shop.State.STARTED and shop.cards


def _of(shop: Shop, live: Iterable[Account], kept: Iterable[tuple[Account, int]], eaten: int) -> Remaining:
    price = shop.price_yen
    from_pools = drawing.meals((one.balance_yen for one in live), price)
    from_reserve = sum(min(left, one.balance_yen // price) for one, left in kept)
    return Remaining(
        *drawing.today(a_day=shop.meals_a_day, eaten=eaten, live=from_pools, reserve=from_reserve)
    )


def _live(day: date, place: int | None = None, district: str = "") -> Iterable[Account]:
    """Live accounts of funds in use, those of holiday pools in 長期休業 alone; for one place, those near it alone."""
    resting = Exists(LongHoliday.objects.filter(first__lte=day, last__gte=day))
    found = Account.objects.filter(kind=AccountKind.LIVE, fund__is_active=True).filter(
        ~Q(pool__kind=PoolKind.HOLIDAY) | Q(resting)
    )
    if place is not None:
        found = found.filter(~Q(pool__kind=PoolKind.SHOP) | Q(pool__place_id=place)).filter(
            ~Q(pool__kind=PoolKind.AREA) | Q(pool__district_codes__contains=[district])
        )
    return found.select_related("pool", "fund").order_by("fund__order", "fund_id", "pool_id")


def _in_order(found: Iterable[Account], shop: Shop) -> list[Account]:
    ranked = [(rank, one) for one in found if (rank := _rank(one, shop)) is not None]
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _rank(account: Account, shop: Shop) -> int | None:
    pool = account.pool
    if pool is None:
        return None
    return drawing.rank(
        PoolKind(pool.kind), pool_place=pool.place_id, pool_districts=pool.district_codes, place=shop.place_id,
        district=shop.place.district_code, holiday=True,
    )  # fmt: skip


def _eaten(shops: list[int], day: date) -> Counter[int]:
    """Meals eaten at these shops on `day`, those that wait for a look among them, those taken back not."""
    rows = ShopDay.objects.filter(shop__in=shops, day=day).order_by().values_list("shop", "meals")
    return Counter(dict(rows))


def _reserve_meals(accounts: list[int], day: date) -> Counter[int]:
    """Meals these reserves have paid on `day`, less those taken back on `day`."""
    rows = LedgerEntry.objects.filter(day=day).filter(
        Q(debit__in=accounts, kind=EntryKind.RESERVE_MEAL) | Q(credit__in=accounts, kind=EntryKind.REVERSE)
    )
    used = Counter[int]()
    for kind, debit, credit, meals in (
        rows.values("kind", "debit", "credit")
        .annotate(meals=Count("pk"))
        .order_by()
        .values_list("kind", "debit", "credit", "meals")
    ):
        if kind == EntryKind.RESERVE_MEAL:
            used[debit] += meals
        else:
            used[credit] -= meals
    return used
