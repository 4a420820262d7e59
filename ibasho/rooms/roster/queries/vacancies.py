"""募集 as the public and as its organisation see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.roster.models import Programme, Vacancy
from ibasho.rooms.roster.queries import people
from ibasho.rooms.roster.rules.kinds import HelperState
from ibasho.rooms.roster.rules.safeguarding import duty
from ibasho.town.places.models import Place

SHOWN = (Place.State.PUBLISHED, Place.State.PAUSED)


def _running(day: date) -> Q:
    return Q(closed_at__isnull=True, opens_on__lte=day) & (Q(closes_on__isnull=True) | Q(closes_on__gte=day))


def open_now(day: date) -> QuerySet[Vacancy]:
    """What anybody may apply for today, those that close first at the top."""
    rows = Vacancy.objects.filter(_running(day), organisation__is_active=True)
    return rows.select_related("organisation", "place").order_by("closes_on", "opens_on", "pk")


def is_open(vacancy: Vacancy, day: date) -> bool:
    begun = vacancy.closed_at is None and vacancy.opens_on <= day and vacancy.organisation.is_active
    return begun and (vacancy.closes_on is None or day <= vacancy.closes_on)


@dataclass(frozen=True, slots=True)
class Shown:
    """One vacancy for the public: its place only where that is public itself; `duty`: the law asks for a procedure."""

    vacancy: Vacancy
    place: Place | None
    duty: bool
    phone: str


def shown(vacancy: Vacancy) -> Shown:
    place = vacancy.place if vacancy.place is not None and vacancy.place.state in SHOWN else None
    category = Programme.objects.filter(organisation=vacancy.organisation_id).values_list(
        "dbs_category", flat=True
    )
    return Shown(
        vacancy,
        place,
        duty(category.first() or ""),
        vacancy.organisation.phone or (place.phone if place else ""),
    )


def find(public_id: str) -> Vacancy | None:
    return Vacancy.objects.select_related("organisation", "place").filter(public_id=public_id).first()


def own(by: Actor, at: datetime) -> QuerySet[Vacancy]:
    """Of the organisations whose people the actor keeps: open ones first. `applied`: who waits for an answer."""
    rows = Vacancy.objects.filter(organisation__in=people.kept_organisations(by, at))
    waiting = Count("helpers", filter=Q(helpers__state=HelperState.APPLIED))
    return (
        rows.select_related("organisation", "place")
        .annotate(applied=waiting)
        .order_by("-closed_at", "-opens_on", "pk")
    )
