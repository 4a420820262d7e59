"""What a group sees of its own places: state, how fresh, the next days, what waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import Claim, ClosedDays, Place, PlaceChange, Session
from ibasho.town.places.rules.states import Step, possible
from ibasho.town.places.rules.status import FreshnessLimits, Verified, freshness
from ibasho.town.places.rules.verification import is_due

NEXT_DAYS = 3
GONE = (Place.State.ENDED,)


@dataclass(slots=True)
class Own:
    """One place as its group sees it. `today`: the closure that holds today, if any. `next_day`: the first day it opens, where
    that is not today."""

    place: Place
    verified: Verified
    due: bool
    sessions: list[Session] = field(default_factory=list)
    closures: list[ClosedDays] = field(default_factory=list)
    change: PlaceChange | None = None
    today: ClosedDays | None = None
    next_day: date | None = None

    @property
    def state_chip(self) -> str:
        return STATE_CHIPS[self.place.state]

    @property
    def steps(self) -> frozenset[Step]:
        return possible(self.place.state)

    @property
    def is_public(self) -> bool:
        return self.place.state in (Place.State.PUBLISHED, Place.State.PAUSED)


# Codes of ui.states: colour, picture and word together.
STATE_CHIPS: dict[str, str] = {
    Place.State.DRAFT: "draft",
    Place.State.PENDING: "waiting",
    Place.State.PUBLISHED: "published",
    Place.State.PAUSED: "paused",
    Place.State.ENDED: "ended",
    Place.State.REFUSED: "returned",
}


def limits() -> FreshnessLimits:
    return FreshnessLimits(ageing_days=settings.FRESH_DAYS, stale_days=settings.STALE_DAYS)


def organisations(by: Actor, at: datetime) -> QuerySet[Organisation]:
    """The groups for which this person writes; staff who type in for one see that one alone."""
    found = people.organisations_of(by, Permission.PLACES_EDIT, day=clock.day(at)).order_by("name")
    return found if by.acting_for is None else found.filter(pk=by.acting_for)


def may_write(by: Actor, at: datetime) -> bool:
    """Whether the actor may write any entry at all."""
    return people.may(by, Permission.PLACES_EDIT, day=clock.day(at))


def own_places(by: Actor, at: datetime) -> list[Own]:
    """The actor's places, living ones first, in a constant number of queries."""
    return described(list(_own(by, at).order_by("name", "pk").select_related("organisation")), at)


def has_places(by: Actor, at: datetime) -> bool:
    """A farm or a carrier has a page of its own and no place."""
    return _own(by, at).exists()


def _own(by: Actor, at: datetime) -> QuerySet[Place]:
    groups = Organisation.objects.none() if _is_desk(by, at) else organisations(by, at)
    return Place.objects.filter(organisation__in=groups).exclude(state__in=GONE)


def _is_desk(by: Actor, at: datetime) -> bool:
    """The city without anybody to type in for: its places are all places, and stand on its own desk."""
    return by.acting_for is None and policies.in_city(by, Permission.PLACES_EDIT, at=at)


def described(places: Sequence[Place], at: datetime) -> list[Own]:
    today, keys = clock.day(at), [place.pk for place in places]
    sessions = _sessions(keys, today)
    closures: dict[int, list[ClosedDays]] = defaultdict(list)
    for row in ClosedDays.objects.filter(place__in=keys, last__gte=today).order_by("first", "pk"):
        closures[row.place_id].append(row)
    changes = {
        row.place_id: row
        for row in PlaceChange.objects.filter(place__in=keys, state=PlaceChange.State.WAITING)
    }
    return [
        Own(
            place, freshness(place.verified_on, today, limits()),
            is_due(place.verified_on, today, fresh_days=settings.FRESH_DAYS),
            sessions[place.pk], closures[place.pk], changes.get(place.pk),
            next((row for row in closures[place.pk] if row.first <= today <= row.last), None),
            next((row.day for row in sessions[place.pk][:1] if row.day > today), None),
        )
        for place in places
    ]  # fmt: skip


def _sessions(keys: Sequence[int], today: date) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = defaultdict(list)
    rows = Session.objects.filter(place__in=keys, event__isnull=True, day__gte=today)
    for row in rows.order_by("day", "starts"):
        if len(found[row.place_id or 0]) < NEXT_DAYS:
            found[row.place_id or 0].append(row)
    return found


def claims(by: Actor, at: datetime) -> QuerySet[Claim]:
    """What the actor's groups have claimed and nobody has decided."""
    return (
        Claim.objects.filter(organisation__in=organisations(by, at), state=Claim.State.WAITING)
        .select_related("place", "organisation")
        .order_by("asked_at")
    )
