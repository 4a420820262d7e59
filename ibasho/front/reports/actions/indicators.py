"""Which indicators a city uses, for which sentences of its plan, and in which order they stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.front.reports import policies
from ibasho.front.reports.models import Goal, Indicator
from ibasho.front.reports.rules import defining
from ibasho.town.people.permissions import Permission


@transaction.atomic
def arrange(
    *, indicator: Indicator, is_used: bool, order: int, goals: Collection[Goal], by: Actor, at: datetime
) -> Indicator:
    """One that is not used is neither shown nor measured; what was measured stays and can be read under its address."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    defining.check_order(order)
    row = Indicator.objects.select_for_update().get(pk=indicator.pk)
    before = {"is_used": row.is_used, "order": row.order}
    row.is_used, row.order = is_used, order
    row.save(update_fields=["is_used", "order"])
    row.goals.set(goals)
    journal.record(
        "reports.indicator.arrange", noun="reports.Indicator", object_id=row.code, by=by, at=at,
        data={"before": before, "is_used": is_used, "order": order, "goals": sorted(one.code for one in goals)},
    )  # fmt: skip
    return row
