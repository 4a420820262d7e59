"""Tickets whose last day has passed: their yen go to `expired` and from there to the reserve, both written down."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.posting import Line, post
from ibasho.rooms.mealtickets.models import Account, Fund, Offer
from ibasho.rooms.mealtickets.queries import accounts
from ibasho.rooms.mealtickets.rules import offers
from ibasho.rooms.mealtickets.rules.kinds import AccountKind, EntryKind
from ibasho.town.people.permissions import Permission


@transaction.atomic
def expire(*, fund: Fund, by: Actor, at: datetime) -> int:
    """Everything of this fund that ended before the day of `at`; returns the yen. A second run finds nothing.

    Missed days lose nothing: what has ended is worked out from sums, not from the day the job ran.
    """
    policies.require(by, Permission.MEALS_MONEY, at=at)
    day = clock.day(at)
    if not _ended(_live(fund), day):
        return 0
    expired, reserve = (accounts.of_fund(kind, fund) for kind in (AccountKind.EXPIRED, AccountKind.RESERVE))
    held = accounts.locked([*_live(fund), expired, reserve])
    live = [one for one in held.values() if one.kind == AccountKind.LIVE]
    ended = _ended(live, day)
    lines = [Line(EntryKind.EXPIRE, held[account], expired, yen) for account, yen in ended.items()]
    total = sum(ended.values())
    if not total:
        return 0
    lines.append(Line(EntryKind.TO_RESERVE, expired, reserve, total))
    post(
        "mealtickets.fund.expire", noun="mealtickets.Fund", object_id=fund.pk, lines=lines, by=by, at=at,
        data={"before": day.isoformat()},
    )  # fmt: skip
    return total


def _live(fund: Fund) -> list[Account]:
    return list(Account.objects.filter(fund=fund, kind=AccountKind.LIVE).order_by("pk"))


def _ended(live: list[Account], day: date) -> dict[int, int]:
    """Yen by account of what is out and ended before `day`."""
    pools = [one.pool_id for one in live]
    valid = dict(
        Offer.objects.filter(pool__in=pools, expires_on__gte=day)
        .values_list("pool")
        .annotate(yen=Sum("yen"))
        .order_by()
    )
    found = {one.pk: offers.ended(one.balance_yen, [valid.get(one.pool_id, 0)]) for one in live}
    return {account: yen for account, yen in found.items() if yen}
