"""Where the 出張 went goes five years after its 年度, studies and plans ten years after they were made."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.reach import policies
from ibasho.rooms.reach.models import Plan, Rota, Study, Visit
from ibasho.town.people.permissions import Permission

VISIT_YEARS: Final = 5
STUDY_YEARS: Final = 10


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> dict[str, int]:
    """The nightly job. A study goes with the last plan that stands on it. Gives how many rows of each went."""
    policies.require(by, Permission.REACH_PLAN, at=at)
    visits = first_day(nendo(clock.day(at)) - VISIT_YEARS)
    made = clock.day_bounds(first_day(nendo(clock.day(at)) - STUDY_YEARS))[0]
    old = {  # what points to another goes before it
        "visits": Visit.objects.filter(day__lt=visits),
        "rotas": Rota.objects.filter(last__lt=visits),
        "plans": Plan.objects.filter(made_at__lt=made),
        "studies": Study.objects.filter(asked_at__lt=made, plans__isnull=True),
    }
    counts = {name: rows.delete()[0] for name, rows in old.items()}
    if any(counts.values()):
        journal.record("reach.retention.drop", noun="reach.Study", object_id="", by=by, at=at, data=counts)
    return counts
