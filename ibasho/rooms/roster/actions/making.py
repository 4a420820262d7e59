"""Shifts made ahead from the weekly patterns, on the days on which the place is open."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.actions import staffing
from ibasho.rooms.roster.models import Roster, Shift
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.rooms.roster.rules.making import Changes, Hours, Standing, Weekly, diff, wishes
from ibasho.rooms.roster.rules.words import NOT_ENOUGH
from ibasho.town.places.models import Session


def make(*, roster: Roster, at: datetime) -> Changes:
    """Part of an action on the roster: brings the shifts from today to `ahead_days` in line with the patterns. Doing it
    again changes nothing; what a person did by hand stays, and nobody who took a shift loses it."""
    first = clock.day(at)
    last = first + timedelta(days=roster.ahead_days)
    weekly = [
        Weekly(one.weekday, one.starts, one.ends, one.wanted, one.skill) for one in roster.patterns.all()
    ]
    changes = diff(_standing(roster, first, last), wishes(weekly, _open_days(roster, first, last)))
    _write(roster, changes, at)
    return changes


@transaction.atomic
def keep_up(*, roster: Roster, by: Actor, at: datetime) -> None:
    """The job: the shifts, then what is promised, as the day moves on."""
    make(roster=roster, at=at)
    staffing.settle_all(place=roster.place, by=by, at=at)


def _write(roster: Roster, changes: Changes, at: datetime) -> None:
    Shift.objects.bulk_create(
        [
            Shift(roster=roster, day=day, starts=starts, ends=ends, skill=skill, wanted=wanted)
            for (day, starts, ends, skill), wanted in changes.add
        ],
        ignore_conflicts=True,
    )
    for key, wanted in changes.change:
        Shift.objects.filter(pk=key).update(wanted=wanted)
    for key, wanted in changes.revive:
        Shift.objects.filter(pk=key).update(wanted=wanted, cancelled_at=None)
    Shift.objects.filter(pk__in=changes.drop).delete()
    Shift.objects.filter(pk__in=changes.cancel).update(cancelled_at=at)


def lock(roster: Roster, *, at: datetime) -> None:
    """The coming shifts, in the order of their keys. Whoever locks a roster as well does so afterwards."""
    coming = Shift.objects.select_for_update().filter(roster=roster, day__gte=clock.day(at))
    list(coming.order_by("pk").values_list("pk", flat=True))


def _standing(roster: Roster, first: date, last: date) -> list[Standing]:
    """Locked, so that nobody takes one while it is dropped."""
    locked = Shift.objects.select_for_update().filter(roster=roster, day__range=(first, last))
    keys = list(locked.order_by("pk").values_list("pk", flat=True))
    rows = Shift.objects.filter(pk__in=keys).annotate(
        slots=Max("taken__slot", filter=Q(taken__state=TakenState.TAKEN)), times=Count("taken")
    )
    return [
        Standing(
            one.pk, (one.day, one.starts, one.ends, one.skill), one.wanted, by_hand=one.by_hand,
            cancelled=one.cancelled_at is not None, slots=one.slots or 0, touched=one.times > 0,
        )
        for one in rows.order_by("pk")
    ]  # fmt: skip


def _open_days(roster: Roster, first: date, last: date) -> dict[date, list[Hours]]:
    """The hours of each day on which the place means to open; a day off for another reason wants nobody."""
    found: dict[date, list[Hours]] = defaultdict(list)
    rows = Session.objects.filter(
        Q(state=Session.State.PLANNED) | Q(reason=NOT_ENOUGH),
        place_id=roster.place_id, event__isnull=True, day__range=(first, last),
    )  # fmt: skip
    for one in rows:
        found[one.day].append((one.starts or time.min, one.ends or clock.END_OF_DAY))
    return found
