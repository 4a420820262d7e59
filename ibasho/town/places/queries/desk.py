"""What the city sees: the directory with filters, the phone list, the queue of what to decide."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies
from ibasho.town.places.models import (
    Claim,
    MistakeReport,
    OpeningRule,
    Photo,
    Place,
    PlaceChange,
    PlaceNote,
)
from ibasho.town.places.queries.ops import limits
from ibasho.town.places.rules import search
from ibasho.town.places.rules.moderation import Flag
from ibasho.town.places.rules.status import Verified, freshness
from ibasho.town.places.rules.verification import ASK_AGAIN_DAYS, CALL_AFTER_DAYS

PUBLIC = (Place.State.PUBLISHED, Place.State.PAUSED)
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of the list; empty narrows nothing."""

    text: str = ""
    state: str = ""
    kind: str = ""
    fresh: str = ""
    source: str = ""
    district: str = ""
    lack: str = ""


def places(wanted: Wanted, today: date) -> QuerySet[Place]:
    """In the order of their readings, with the organisation."""
    found = Place.objects.select_related("organisation").order_by("kana", "name", "pk")
    for keys in search.alternatives(wanted.text):
        found = found.filter(reduce(or_, (Q(search_text__contains=key) for key in sorted(keys))))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.source:
        found = found.filter(source_name=wanted.source)
    if wanted.district:
        found = found.filter(district_code=wanted.district)
    return _lacking(_of_freshness(found, wanted.fresh, today), wanted.lack)


def _of_freshness(found: QuerySet[Place], code: str, today: date) -> QuerySet[Place]:
    ageing = today - timedelta(days=settings.FRESH_DAYS)
    stale = today - timedelta(days=settings.STALE_DAYS)
    narrowed = {
        "fresh": Q(verified_on__gt=ageing),
        "ageing": Q(verified_on__lte=ageing, verified_on__gt=stale),
        "stale": Q(verified_on__lte=stale),
        "never": Q(verified_on__isnull=True),
    }
    return found.filter(narrowed[code]) if code in narrowed else found


def _lacking(found: QuerySet[Place], code: str) -> QuerySet[Place]:
    if code == "position":
        return found.filter(lat__isnull=True)
    if code == "hours":
        return found.filter(~Exists(OpeningRule.objects.filter(place=OuterRef("pk"))))
    if code == "certain":
        return found.filter(opening_certain=False).exclude(opening_words="")
    if code == "missing":
        return found.filter(missing_since__isnull=False)
    return found.filter(organisation__isnull=True) if code == "owner" else found


def sources() -> list[str]:
    rows = Place.objects.exclude(source_name="").values_list("source_name", flat=True)
    return sorted(set(rows.order_by("source_name").distinct()))


@dataclass(frozen=True, slots=True)
class Call:
    """One line of the phone list. `tries` counts calls nobody took since it was last confirmed."""

    place: Place
    verified: Verified
    tries: int
    last_try: datetime | None


def to_call(today: date) -> QuerySet[Place]:
    """Public entries that are due and have not answered (or were never asked), longest unconfirmed first."""
    due = today - timedelta(days=settings.FRESH_DAYS)
    waiting_since = clock.at(today - timedelta(days=CALL_AFTER_DAYS - 1), time())
    return (
        Place.objects.filter(
            Q(verified_on__isnull=True) | Q(verified_on__lte=due),
            Q(verify_asked_at__isnull=True) | Q(verify_asked_at__lt=waiting_since),
            state__in=PUBLIC,
        )
        .select_related("organisation")
        .order_by(Coalesce(F("verified_on"), LONG_AGO), "name", "pk")
    )


def to_ask(today: date) -> QuerySet[Place]:
    """Public entries that are due and were not asked in the last 30 days."""
    due = today - timedelta(days=settings.FRESH_DAYS)
    asked_before = clock.at(today - timedelta(days=ASK_AGAIN_DAYS - 1), time())
    return (
        Place.objects.filter(
            Q(verified_on__isnull=True) | Q(verified_on__lte=due),
            Q(verify_asked_at__isnull=True) | Q(verify_asked_at__lt=asked_before),
            state__in=PUBLIC,
        )
        .select_related("organisation")
        .order_by("pk")
    )


def calls(found: QuerySet[Place] | list[Place], today: date) -> list[Call]:
    """The phone list with what the journal knows of earlier tries: two queries."""
    from_journal: dict[str, list[datetime]] = defaultdict(list)
    rows = list(found)
    entries = Entry.objects.filter(
        noun="places.Place", verb="places.place.no_answer", object_id__in=[str(place.pk) for place in rows]
    )
    for key, at in entries.order_by("at").values_list("object_id", "at"):
        from_journal[key].append(at)
    return [_call(place, from_journal[str(place.pk)], today) for place in rows]


def _call(place: Place, tried: list[datetime], today: date) -> Call:
    since = [at for at in tried if place.verified_on is None or clock.day(at) > place.verified_on]
    from_city = freshness(place.verified_on, today, limits())
    return Call(place, from_city, len(since), since[-1] if since else None)


def changes(today: date) -> QuerySet[PlaceChange]:
    rows = PlaceChange.objects.filter(state=PlaceChange.State.WAITING)
    return rows.select_related("place").prefetch_related(asker(today)).order_by("asked_at")


def claims(today: date) -> QuerySet[Claim]:
    rows = Claim.objects.filter(state=Claim.State.WAITING)
    return rows.select_related("place", "organisation").prefetch_related(asker(today)).order_by("asked_at")


def asker(today: date) -> Prefetch[Any]:
    """`asked_by` for a page: None where the person is protected."""
    return Prefetch("asked_by", queryset=people.without_protected(Person.objects.all(), "", day=today))


def new_places() -> QuerySet[Place]:
    return (
        Place.objects.filter(state=Place.State.PENDING).select_related("organisation").order_by("updated_at")
    )


def notes() -> QuerySet[PlaceNote]:
    """Danger first, then the oldest."""
    rows = PlaceNote.objects.filter(state=PlaceNote.State.WAITING).select_related("place")
    danger = ExpressionWrapper(Q(held_for__contains=Flag.DANGER.label), models.BooleanField())
    return rows.annotate(danger=danger).order_by("-danger", "pk")


def mistakes() -> QuerySet[MistakeReport]:
    return MistakeReport.objects.filter(settled_at=None).select_related("place").order_by("pk")


def photos() -> QuerySet[Photo]:
    return Photo.objects.filter(approved_at=None).select_related("place").order_by("added_at")


def state_counts() -> dict[str, int]:
    rows = Place.objects.values_list("state").annotate(count=Count("pk")).order_by("state")
    return dict(rows)


@dataclass(frozen=True, slots=True)
class FreshnessCounts:
    """Public entries by how long ago somebody confirmed them."""

    total: int
    fresh: int
    ageing: int
    stale: int
    never: int

    @property
    def fresh_percent(self) -> int | None:
        """Whole percent; None while nothing is published."""
        return round(100 * self.fresh / self.total) if self.total else None


def freshness_counts(today: date) -> FreshnessCounts:
    """One query."""
    ageing = today - timedelta(days=settings.FRESH_DAYS)
    stale = today - timedelta(days=settings.STALE_DAYS)
    found = Place.objects.filter(state__in=PUBLIC).aggregate(
        total=Count("pk"),
        fresh=Count("pk", filter=Q(verified_on__gt=ageing)),
        ageing=Count("pk", filter=Q(verified_on__lte=ageing, verified_on__gt=stale)),
        stale=Count("pk", filter=Q(verified_on__lte=stale)),
        never=Count("pk", filter=Q(verified_on__isnull=True)),
    )
    return FreshnessCounts(**found)


def may_verify(by: Actor, at: datetime) -> bool:
    return policies.in_city(by, Permission.PLACES_VERIFY, at=at)
