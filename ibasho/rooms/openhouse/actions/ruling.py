"""What the faces of a place's rooms rule: its opening hours, and how many grown-ups it needs at which hour."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotAllowed
from ibasho.rooms.openhouse.models import RuleVersion
from ibasho.rooms.openhouse.queries import faces as queries
from ibasho.rooms.openhouse.queries.faces import Ruling
from ibasho.town.places import policies as places
from ibasho.town.places.actions import adults, openings
from ibasho.town.places.actions.adults import Needed
from ibasho.town.places.models import Place


def write(
    *,
    place: Place,
    at: datetime,
    publishing: RuleVersion | None = None,
    withdrawing: RuleVersion | None = None,
) -> None:
    """Part of an action on a room, before it marks its version: the sessions follow at once."""
    told = queries.ruling(place, today=clock.day(at), publishing=publishing, withdrawing=withdrawing)
    openings.write(place=place, openings=told.openings, at=at)
    adults.write(place=place, needed=needed(told))


def renew(*, by: Actor, at: datetime) -> int:
    """Every night: hours of versions that are over leave the places' pages. Each place in a transaction of its own;
    returns how many."""
    if not places.is_server(by):
        raise NotAllowed("openhouse.server_only", "これは サーバーの しごとです。そのまま お待ちください。")
    today = clock.day(at)
    over = Place.objects.filter(
        opening_rules__valid_until__lt=today, spaces__versions__published_at__isnull=False
    )
    found = list(over.distinct().order_by("pk"))
    for place in found:
        with transaction.atomic():
            locked = Place.objects.select_for_update(no_key=True).get(pk=place.pk)
            write(place=locked, at=at)
            journal.record("openhouse.ruling.renew", noun="places.Place", object_id=place.pk, by=by, at=at)
    return len(found)


def needed(told: Ruling) -> list[Needed]:
    return [
        Needed(one.weekday, one.starts, one.ends, one.adults, period.first, period.last)
        for period in told.periods
        for one in period.wishes
    ]
