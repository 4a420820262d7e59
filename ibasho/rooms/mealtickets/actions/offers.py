"""The week's tickets: brought out on Monday, or the day after the money came; taken back only for a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Account, Offer, Pool
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.queries.holidays import resting, resting_week
from ibasho.rooms.mealtickets.queries.pools import daily_meals, eaten_yen, kept_of, prices_of, profile_of
from ibasho.rooms.mealtickets.rules import forecast, offers, throttle
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind, PoolKind
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Offer"
WHY_MAX = 200


@dataclass(frozen=True, slots=True)
class _Money:
    unissued: Account
    live: Account
    eaten_yen: int  # this week
    price_yen: int

    @property
    def held_yen(self) -> int:
        """What the pool had as the week began, and what has come since."""
        return self.unissued.balance_yen + self.live.balance_yen + self.eaten_yen


@transaction.atomic
def offer_week(*, pool: Pool, week: date, by: Actor, at: datetime) -> Offer | None:
    """Fills what is out up to this week's number. Once per pool and week: a second call returns the first offer.

    None where nothing is to be brought out: no money, enough still out, or a holiday pool outside 長期休業. Raises
    Invalid `offer.not_this_week` for another week than that of `at`, Conflict `pool.closed`.
    """
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    row = Pool.objects.select_for_update(of=("self",), no_key=True).select_related("fund").get(pk=pool.pk)
    if row.state != Pool.State.OPEN:
        raise Conflict("pool.closed", _("この袋は もう 終わっています。受付中の袋を えらんでください。"))
    if week != offers.monday(clock.day(at)):
        raise Invalid(
            "offer.not_this_week",
            _("チケットは 今週の分だけ 出せます。週の はじめ（月曜）を たしかめてください。"),
        )
    made = Offer.objects.filter(pool=row, week=week).order_by("pk").first()
    if made is not None:
        return made
    number = week_number(row, week, _money(row, week))
    return _bring_out(row, week, number, by, at)


def week_number(pool: Pool, week: date, money: _Money) -> throttle.Week:
    """How many meals are to be out in this week, and why."""
    until = offers.lasts_until(week, pool.lasts_until)
    is_resting = resting(week - timedelta(days=forecast.DAYS_BACK), until + timedelta(days=6))
    holiday = pool.kind == PoolKind.HOLIDAY
    in_rest = resting_week(is_resting)
    if holiday and not in_rest(week):
        return throttle.Week(0, _("長い休みの 週では ないので、出しません。"))
    seen = profile_of(pool, daily_meals([money.live], week).get(pool.pk, {}), week, is_resting)
    mondays = offers.weeks(week, until, in_rest if holiday else lambda day: True)
    held = money.held_yen // money.price_yen
    number = throttle.week(
        held_meals=held, max_meals=pool.meals_a_week_max, throttled=pool.throttle,
        lasts_until=until, weights=[forecast.week_weight(seen, one, is_resting) for one in mondays],
    )  # fmt: skip
    ahead = [
        one for one in kept_of(pool, held, seen, week, is_resting) if one.meals and one.rest.first > week
    ]
    return throttle.keeping(number, [(one.rest.name, one.meals) for one in ahead])


def _money(pool: Pool, week: date) -> _Money:
    """Read under the accounts' lock."""
    unissued, live = (accounts.of_pool(kind, pool) for kind in (AccountKind.UNISSUED, AccountKind.LIVE))
    held = accounts.locked([unissued, live])
    eaten = eaten_yen(live, week, week + timedelta(days=6))
    return _Money(held[unissued.pk], held[live.pk], eaten, prices_of([pool])[pool.pk])


def _bring_out(pool: Pool, week: date, number: throttle.Week, by: Actor, at: datetime) -> Offer | None:
    money = _money(pool, week)
    yen = offers.to_issue(
        meals=number.meals, price_yen=money.price_yen, live_yen=money.live.balance_yen,
        eaten_yen=money.eaten_yen, unissued_yen=money.unissued.balance_yen,
    )  # fmt: skip
    if not yen:
        return None
    offer = Offer.objects.create(
        pool=pool, week=week, meals=yen // money.price_yen, yen=yen, expires_on=offers.last_day(week),
        why=number.why[:WHY_MAX], made_at=at, made_by_id=by.person_id,
    )  # fmt: skip
    post(
        "mealtickets.offer.make", noun=NOUN, object_id=offer.pk, by=by, at=at,
        lines=[Line(EntryKind.ISSUE, money.unissued, money.live, yen)],
        data={"pool": pool.pk, "week": week.isoformat(), "meals": offer.meals},
    )  # fmt: skip
    return offer


@transaction.atomic
def take_back(*, offer: Offer, why: str, by: Actor, at: datetime) -> int:
    """For a mistake in the pool's newest offer: its tickets nobody has eaten go back; returns the yen.

    Where none was eaten the offer is gone, and the next night brings the week out anew by the settings of then.
    """
    policies.require(by, Permission.MEALS_MANAGE, at=at)
    told = reason(why, code="offer.no_why", sentence=_("どんな まちがいだったか、ひとこと 書いてください。"))
    pool = (
        Pool.objects.select_for_update(of=("self",), no_key=True).select_related("fund").get(pk=offer.pool_id)
    )
    newest = Offer.objects.select_for_update().filter(pool=pool).order_by("-week", "-pk").first()
    if newest is None or newest.pk != offer.pk:
        raise Conflict("offer.not_newest", _("もどせるのは、その袋の いちばん新しい週の チケットだけです。"))
    unissued, live = (accounts.of_pool(kind, pool) for kind in (AccountKind.UNISSUED, AccountKind.LIVE))
    yen = min(newest.yen, accounts.locked([unissued, live])[live.pk].balance_yen)
    if not yen:
        raise Conflict("offer.eaten", _("この週の チケットは もう ぜんぶ 食べられたか、もどしてあります。"))
    _lessen(newest, yen)
    post(
        "mealtickets.offer.take_back", noun=NOUN, object_id=offer.pk, by=by, at=at, why=told,
        lines=[Line(EntryKind.UNISSUE, live, unissued, yen)],
        data={"pool": pool.pk, "week": newest.week.isoformat()},
    )  # fmt: skip
    return yen


def _lessen(offer: Offer, yen: int) -> None:
    """An offer holds what of it is, or was, out: the sums that say what has ended rest on it."""
    if yen == offer.yen:
        offer.delete()
        return
    offer.meals = offer.meals * (offer.yen - yen) // offer.yen
    offer.yen -= yen
    offer.save(update_fields=["yen", "meals"])
