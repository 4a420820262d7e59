"""What was planned, ruled and asked for goes in time, as the inventory promises; what a report, an incident or money still
needs stays until that is gone. Small batches, each by itself, so that nobody waits for the night's work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.nendo import first_day, nendo
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.models import (
    CentreRules,
    Course,
    Incident,
    Plan,
    Policy,
    Report,
    Request,
    Ruling,
    Tariff,
    Visit,
    WhatIf,
)
from ibasho.rooms.familysupport.rules.requests import KEPT_YEARS
from ibasho.town.people.permissions import Permission

PLAN_YEARS, RULES_YEARS = 1, 10  # after the 年度
BATCH, BATCHES_MAX = 200, 25  # of one noun in a night: the rest goes tomorrow


def forget(*, by: Actor, at: datetime) -> int:
    """The nightly job. Gives how many rows of all nouns went (what goes with them is not counted)."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    return sum(_forget_all(rows, by, at) for rows in _over(clock.day(at)))


def _over(today: date) -> Iterator[QuerySet[Any]]:
    """Whose time is over, in the order in which they can go."""
    this = nendo(today)
    plans, requests, rules = (first_day(this - years) for years in (PLAN_YEARS, KEPT_YEARS, RULES_YEARS))
    yield Plan.objects.filter(week__lt=plans)  # its proposals go with it
    yield Ruling.objects.filter(visit__day__lt=plans)
    yield _requests(requests)
    yield Course.objects.filter(held_on__lt=requests, taken__isnull=True)
    yield WhatIf.objects.filter(made_at__lt=clock.day_bounds(rules)[0])
    yield Tariff.objects.filter(valid_until__lt=rules, reports__isnull=True)
    yield CentreRules.objects.filter(valid_until__lt=rules)
    yield Policy.objects.filter(valid_until__lt=rules)


def _requests(before: date) -> QuerySet[Request]:
    """With all their visits, unless one of these is younger, or has a report or an incident still."""
    visits = Visit.objects.filter(request=OuterRef("pk"))
    kept = visits.filter(
        Q(day__gte=before)
        | Exists(Report.objects.filter(visit=OuterRef("pk")))
        | Exists(Incident.objects.filter(visit=OuterRef("pk")))
    )
    return Request.objects.filter(~Exists(kept), until_on__lt=before)


def _forget_all(rows: QuerySet[Any], by: Actor, at: datetime) -> int:
    gone = 0
    for _ in range(BATCHES_MAX):
        found = _forget_some(rows, by, at)
        gone += found
        if found < BATCH:
            break
    return gone


@transaction.atomic
def _forget_some(rows: QuerySet[Any], by: Actor, at: datetime) -> int:
    """One batch, the oldest first. Read anew under the locks, so that what just got a report stays."""
    noun = rows.model._meta.object_name
    chosen = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    locked = rows.model.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=chosen)
    keys = list(locked.order_by("pk").values_list("pk", flat=True))
    gone = rows.filter(pk__in=keys)
    count = gone.count()
    gone.delete()
    if count:
        journal.record(
            f"familysupport.{str(noun).lower()}.forget", noun=f"familysupport.{noun}", object_id="", by=by, at=at,
            data={"count": count},
        )  # fmt: skip
    return count
