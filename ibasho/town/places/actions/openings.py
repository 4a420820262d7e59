"""Opening rules and closed days: written here, and the sessions follow in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.actions import sessions
from ibasho.town.places.models import ClosedDays, OpeningRule, Place
from ibasho.town.places.rules.opening import Closure, Opening


def write(*, place: Place, openings: Sequence[Opening], at: datetime) -> bool:
    """Part of an action on the place: replaces the rules if they differ, remakes the sessions, says if it did."""
    current = [rule.as_opening() for rule in place.opening_rules.all()]
    if current == list(openings):
        return False
    for rule in openings:
        refuse_my_number(rule.words)
    place.opening_rules.all().delete()
    OpeningRule.objects.bulk_create(
        [OpeningRule(place=place, position=number, **columns(rule)) for number, rule in enumerate(openings)]
    )
    sessions.remake(place=place, today=clock.day(at))
    return True


@transaction.atomic
def close_days(
    *, place: Place, first: date, last: date, reason: str, sudden: bool, by: Actor, at: datetime
) -> ClosedDays:
    """Closes the place from `first` to `last` (inclusive): its sessions are cancelled at once, a banner tells."""
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    Closure(first, last, refuse_my_number(reason))  # refuses days the wrong way round
    row = ClosedDays.objects.create(
        place=place, first=first, last=last, reason=reason, sudden=sudden, told_at=at, told_by_id=by.person_id
    )
    sessions.cancel_between(place=place, first=first, last=last, reason=reason)
    journal.record(
        "places.place.close_days", noun="places.Place", object_id=place.pk, by=by, at=at,
        data={"first": first.isoformat(), "last": last.isoformat(), "sudden": sudden},
    )  # fmt: skip
    return row


@transaction.atomic
def reopen(*, closed: ClosedDays, by: Actor, at: datetime) -> None:
    """Takes a closure back: the sessions stand again, but on days for which another closure holds."""
    place = closed.place
    policies.require(by, Permission.PLACES_EDIT, place, at=at)
    first, last = closed.first, closed.last
    closed.delete()
    sessions.restore_between(place=place, first=first, last=last)
    for other in place.closed_days.filter(first__lte=last, last__gte=first):
        sessions.cancel_between(place=place, first=other.first, last=other.last, reason=other.reason)
    sessions.remake(place=place, today=clock.day(at))
    journal.record(
        "places.place.reopen", noun="places.Place", object_id=place.pk, by=by, at=at,
        data={"first": first.isoformat(), "last": last.isoformat()},
    )  # fmt: skip


def columns(rule: Opening) -> dict[str, Any]:
    """An Opening as the columns of OpeningRule."""
    return {name: _plain(value) for name, value in asdict(rule).items()}


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
