"""What a フードリボン shop counts itself (自己申告): two numbers a day. Its money never passes through the ledger."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions import shops
from ibasho.rooms.mealtickets.models import RibbonCount, Shop
from ibasho.rooms.mealtickets.rules.shops import check_ribbons
from ibasho.town.people.permissions import Permission


@transaction.atomic
def count(*, shop: Shop, day: date, hung: int, used: int, by: Actor, at: datetime) -> RibbonCount:
    """The day's two numbers; told again, the new ones stand and the journal keeps the old. Raises Invalid, Conflict."""
    policies.require_shop(by, Permission.MEALS_TILL, shop, at=at)
    check_ribbons(hung, used, day, clock.day(at))
    locked = shops.lock(shop)
    if not locked.ribbon or locked.state != Shop.State.STARTED:
        raise Conflict("shop.no_ribbons", _("フードリボンを はじめたお店だけが 数を 書けます。"))
    row = RibbonCount.objects.filter(shop=locked, day=day).first() or RibbonCount(shop=locked, day=day)
    before = [row.hung, row.used] if row.pk else None
    row.hung, row.used = hung, used
    row.told_at, row.told_by_id = at, by.person_id
    row.save()
    _note("count", locked, by, at, {"day": str(day), "before": before, "now": [hung, used]})
    return row


@transaction.atomic
def undo(*, shop: Shop, day: date, by: Actor, at: datetime) -> None:
    """Takes a day's numbers back: nothing was told. Raises NotFound."""
    policies.require_shop(by, Permission.MEALS_TILL, shop, at=at)
    locked = shops.lock(shop)
    row = RibbonCount.objects.filter(shop=locked, day=day).first()
    if row is None:
        raise NotFound("shop.no_count", _("この日の数は もう ありません。"))
    _note("uncount", locked, by, at, {"day": str(day), "before": [row.hung, row.used], "now": None})
    row.delete()


def _note(verb: str, shop: Shop, by: Actor, at: datetime, data: dict[str, object]) -> None:
    journal.record(
        f"mealtickets.ribbon.{verb}", noun="mealtickets.Shop", object_id=shop.pk, by=by, at=at, data=data
    )
