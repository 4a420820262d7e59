"""Funds: who receives, and the rules of the accounting. All of it is the city's to set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.mealtickets import policies
from ibasho.rooms.mealtickets.actions.refusals import friendly
from ibasho.rooms.mealtickets.models import Fund, Pool
from ibasho.rooms.mealtickets.rules.kinds import PoolKind
from ibasho.town.people.permissions import Permission

NOUN = "mealtickets.Fund"


@transaction.atomic
def make(*, values: Mapping[str, Any], by: Actor, at: datetime) -> Fund:
    """With its general pool, so that it can take gifts at once."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    with friendly():
        fund = Fund.objects.create(**values)
        Pool.objects.create(
            fund=fund, kind=PoolKind.GENERAL, name=_("どこでも"), kana="どこでも",
            purpose=_("市内の どのお店でも"), made_at=at,
        )  # fmt: skip
    journal.record("mealtickets.fund.make", noun=NOUN, object_id=fund.pk, by=by, at=at)
    return fund


@transaction.atomic
def change(*, fund: Fund, values: Mapping[str, Any], by: Actor, at: datetime) -> Fund:
    """Settings hold for what comes after; no entry is written anew. The journal keeps the names of what changed."""
    policies.require(by, Permission.MEALS_MONEY, at=at)
    row = Fund.objects.select_for_update(no_key=True).get(pk=fund.pk)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, values[name])
    require_percents(row, row.reserve_percent, None, 0)
    with friendly():
        row.save(update_fields=changed)
    journal.record(
        "mealtickets.fund.change", noun=NOUN, object_id=row.pk, by=by, at=at, data={"fields": changed}
    )
    return row


def require_percents(fund: Fund, reserve: int, pool: Pool | None, share: int) -> None:
    """Reserve and pools together take no more than the whole gift. `fund` is locked."""
    others = Pool.objects.filter(fund=fund, state=Pool.State.OPEN).exclude(kind=PoolKind.GENERAL)
    if pool is not None:
        others = others.exclude(pk=pool.pk)
    taken = others.aggregate(sum=Sum("share_percent"))["sum"] or 0
    if reserve + taken + share > 100:
        words = _(
            "予備 %(reserve)s％と ほかの袋 %(taken)s％が もう きまっています。あわせて 100％までに してください。"
        ) % {"reserve": reserve, "taken": taken}
        field = "reserve_percent" if pool is None and not share else "share_percent"
        raise Invalid("fund.percents", words, fields={field: words})
