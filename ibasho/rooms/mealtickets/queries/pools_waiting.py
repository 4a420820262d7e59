"""「わたしを待っているもの」 of pools: those that soon run dry, closed ones with yen in them, a ledger that is broken."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.waiting import Kind, Waiting
from ibasho.rooms.mealtickets.models import Pool
from ibasho.rooms.mealtickets.queries import pools
from ibasho.rooms.mealtickets.queries.pools import Picture
from ibasho.rooms.mealtickets.queries.proving import BROKEN, NOUN, PROVEN
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

DRY_WITHIN_DAYS = 14


def waiting_for(by: Actor, at: datetime) -> list[Waiting]:
    """For those who manage pools; nothing waits: no line."""
    today = clock.day(at)
    if not people.may(by, Permission.MEALS_MANAGE, day=today):
        return []
    shown = pools.pictures(at)
    soon = today + timedelta(days=DRY_WITHIN_DAYS)
    dry = [one for one in shown if _runs_dry(one, soon)]
    left = [one for one in shown if one.pool.state == Pool.State.CLOSED]
    found = [
        Waiting(_("2週間で なくなる袋"), len(dry), "mealtickets:desk_meals", "ticket", kind=Kind.SOON),
        Waiting(_("終わった袋に お金"), len(left), "mealtickets:desk_meals", "yen"),
        Waiting(_("帳簿が 合わない"), int(_broken()), "mealtickets:ledger", "warn", kind=Kind.WRONG),
    ]
    return [one for one in found if one.count]


def _runs_dry(one: Picture, soon: date) -> bool:
    """A pool that was never used, or that nobody gave to, does not run dry."""
    if one.pool.state == Pool.State.CLOSED:
        return False
    said = one.forecast
    return (said.empty and said.meals > 0) or (said.until is not None and said.until <= soon)


def _broken() -> bool:
    newest = Entry.objects.filter(noun=NOUN, verb__in=(PROVEN, BROKEN)).order_by("-pk").first()
    return newest is not None and newest.verb == BROKEN
