"""Pools with their money, what was eaten out of them, and until when they last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.rooms.mealtickets.models import Account, LedgerEntry, Offer, Pool, Shop
from ibasho.rooms.mealtickets.queries.holidays import Holidays, resting
from ibasho.rooms.mealtickets.rules import forecast, offers
from ibasho.rooms.mealtickets.rules import resting as keeping
from ibasho.rooms.mealtickets.rules.forecast import (
    DAYS_AHEAD_MAX,
    DAYS_ASKED,
    DAYS_BACK,
    Forecast,
    Profile,
    Resting,
)
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, PoolKind
from ibasho.rooms.mealtickets.rules.offers import monday
from ibasho.rooms.mealtickets.rules.resting import Kept

Daily = dict[date, int]
EATEN = {EntryKind.MEAL: 1, EntryKind.REVERSE: -1}


@dataclass(frozen=True, slots=True)
class Picture:
    """One pool as the desk sees it. `offer` is the newest of this week, `kept` what it keeps for long holidays ahead."""

    pool: Pool
    unissued_yen: int
    live_yen: int
    price_yen: int
    forecast: Forecast
    offer: Offer | None
    kept: tuple[Kept, ...] = ()

    @property
    def yen(self) -> int:
        return self.unissued_yen + self.live_yen

    @property
    def meals(self) -> int:
        return self.yen // self.price_yen

    @property
    def meals_out(self) -> int:
        return self.live_yen // self.price_yen


def of_fund(fund_id: int) -> QuerySet[Pool]:
    return Pool.objects.filter(fund=fund_id).select_related("fund", "place").order_by("-state", "pk")


def pictures(at: datetime, pools: Sequence[Pool] | None = None) -> list[Picture]:
    """Every open pool, and closed ones that still hold yen, in fund order; a handful of statements for all."""
    today = clock.day(at)
    if pools is None:
        pools = list(
            Pool.objects.select_related("fund", "place").order_by("fund__order", "fund_id", "-state", "pk")
        )
    held = {(one.pool_id, one.kind): one for one in Account.objects.filter(pool__in=pools)}
    prices = prices_of(pools)
    is_resting = resting(today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD_MAX))
    meals = daily_meals([one for one in held.values() if one.kind == AccountKind.LIVE], today)
    brought_out = {
        one.pool_id: one for one in Offer.objects.filter(pool__in=pools, week=monday(today)).order_by("pk")
    }
    found = []
    for pool in pools:
        unissued, live = (held.get((pool.pk, kind)) for kind in (AccountKind.UNISSUED, AccountKind.LIVE))
        waiting, out = unissued.balance_yen if unissued else 0, live.balance_yen if live else 0
        if pool.state == Pool.State.CLOSED and not waiting + out:
            continue
        seen = profile_of(pool, meals.get(pool.pk, {}), today, is_resting)
        said = forecast.forecast(
            yen=waiting + out, price_yen=prices[pool.pk], seen=seen, today=today, resting=is_resting,
            open_on=is_resting if pool.kind == PoolKind.HOLIDAY else None,
        )  # fmt: skip
        kept = kept_of(pool, (waiting + out) // prices[pool.pk], seen, today, is_resting)
        found.append(Picture(pool, waiting, out, prices[pool.pk], said, brought_out.get(pool.pk), kept))
    return found


def kept_of(pool: Pool, held_meals: int, seen: Profile, today: date, rests: Holidays) -> tuple[Kept, ...]:
    """For the long holidays until the pool's last day; nothing where it brings out all it may."""
    if not pool.throttle or held_meals < 1:
        return ()
    found = keeping.kept(
        held_meals=held_meals, seen=seen, rests=rests.rests, today=today,
        until=offers.lasts_until(monday(today), pool.lasts_until),
        open_on=rests if pool.kind == PoolKind.HOLIDAY else None,
    )  # fmt: skip
    return tuple(found)


def prices_of(pools: Sequence[Pool]) -> dict[int, int]:
    """What a meal costs out of each pool: the shop's price for a shop's own pool, else what the fund has set."""
    places = [pool.place_id for pool in pools if pool.place_id]
    of_shop = dict(Shop.objects.filter(place__in=places).values_list("place", "price_yen")) if places else {}
    return {pool.pk: of_shop.get(pool.place_id or 0, pool.fund.meal_yen) for pool in pools}


def daily_meals(live: Sequence[Account], today: date) -> dict[int | None, Daily]:
    """By pool: meals of each day of the last year (today not), those taken back on a day less."""
    first = today - timedelta(days=DAYS_BACK)
    found: dict[int | None, Daily] = {one.pool_id: {} for one in live}
    pool_of = {one.pk: one.pool_id for one in live}
    for kind, side in ((EntryKind.MEAL, "debit"), (EntryKind.REVERSE, "credit")):
        rows = (
            LedgerEntry.objects.filter(
                **{f"{side}__in": list(pool_of)}, kind=kind, day__gte=first, day__lt=today
            )
            .values_list(side, "day")
            .annotate(meals=Count("pk"))
            .order_by()
        )
        for account, day, meals in rows:
            of_day = Counter(found[pool_of[account]])
            of_day[day] += EATEN[kind] * meals
            found[pool_of[account]] = dict(of_day)
    return found


def profile_of(pool: Pool, meals: Daily, today: date, is_resting: Resting) -> Profile:
    """From the day after the pool was made, at most eight weeks, and a year of 長期休業; a holiday pool by those days alone."""
    made = clock.day(pool.made_at)
    first, last = max(today - timedelta(days=DAYS_ASKED), made), today - timedelta(days=1)
    since = max(today - timedelta(days=DAYS_BACK), made)
    if first > last:
        return Profile((0.0,) * 7, None, 0, 0)
    return forecast.profile(
        {day: max(0, n) for day, n in meals.items()}, first, last, is_resting, since=since
    )


def eaten_yen(live: Account, first: date, last: date) -> int:
    """Yen that went from these tickets to shops between two days, those taken back less."""
    days = LedgerEntry.objects.filter(day__range=(first, last))
    gone = days.filter(debit=live, kind=EntryKind.MEAL).aggregate(sum=Sum("amount_yen"))["sum"] or 0
    back = days.filter(credit=live, kind=EntryKind.REVERSE).aggregate(sum=Sum("amount_yen"))["sum"] or 0
    return int(gone) - int(back)
