"""What runs by the clock for start-ups: a first session that was held is noticed, old names are erased."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import starting
from ibasho.rooms.network.models import StartUp
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.rules.starting import ENDED

KEPT = timedelta(days=365)


def notice_openings(*, by: Actor, at: datetime) -> int:
    """Every start-up whose place has held a session that somebody counted is open from that day on. Each by itself."""
    policies.require_server(by, at=at)
    found = 0
    for startup, day in queries.held_first(clock.day(at)):
        try:
            starting.opened(startup=startup, first_on=day, by=by, at=at)
        except Conflict:  # a person was faster
            continue
        found += 1
    return found


@transaction.atomic
def forget(*, by: Actor, at: datetime) -> int:
    """A year after the end: who started and how they were reached goes, what became of it stays."""
    policies.require_server(by, at=at)
    rows = StartUp.objects.select_for_update().filter(
        state__in=ENDED, ended_on__lt=clock.day(at) - KEPT
    ).exclude(starter="", phone="", email="", link_hash="")  # fmt: skip
    keys = sorted(row.pk for row in rows.order_by("pk"))
    StartUp.objects.filter(pk__in=keys).update(
        starter="", phone="", email="", link_hash="", link_given_at=None
    )
    if keys:
        journal.record(
            "network.starting.forget",
            noun="network.StartUp",
            object_id=0,
            by=by,
            at=at,
            data={"rows": len(keys)},
        )
    return len(keys)
