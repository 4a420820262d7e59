"""What is being bettered where, and whether more children came afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import Improvement, Presence
from ibasho.rooms.openhouse.rules.improving import Days, windows
from ibasho.rooms.openhouse.rules.kinds import ImprovementState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

IN_ORDER = (ImprovementState.WORKS, ImprovementState.PLANNED, ImprovementState.DONE, ImprovementState.STOPPED)


@dataclass(frozen=True, slots=True)
class Use:
    """Heads a day in a window; None: not counted, or too few to show."""

    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Shown:
    one: Improvement
    use: Use | None


def find(public_id: str) -> Improvement | None:
    return Improvement.objects.select_related("place__organisation").filter(public_id=public_id).first()


def listed(
    by: Actor, at: datetime, *, city: bool, state: str = "", kind: str = "", text: str = ""
) -> QuerySet[Improvement]:
    """At the desk every place's, for a lead those of its own places; newest first."""
    found = Improvement.objects.select_related("place").order_by("-pk")
    if not city:
        own = people.organisations_of(by, Permission.OPENHOUSE_MANAGE, day=clock.day(at))
        found = found.filter(place__organisation__in=own)
    if state:
        found = found.filter(state=state)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(Q(title__icontains=text) | Q(place__name__icontains=text)) if text else found


def public(place: Place | None = None) -> QuerySet[Improvement]:
    """Of published places, what is planned, under way or done; what was given up is no news for a child."""
    found = Improvement.objects.filter(place__state__in=("published", "paused")).select_related("place")
    found = found.exclude(state=ImprovementState.STOPPED).order_by("-done_on", "-pk")
    return found.filter(place=place) if place else found


def shown(rows: Iterable[Improvement], today: date) -> list[Shown]:
    """Works first, then plans, then what is done, newest first."""
    order = {state.value: number for number, state in enumerate(IN_ORDER)}
    return [Shown(one, use(one, today)) for one in sorted(rows, key=lambda one: order[one.state])]


def use(one: Improvement, today: date) -> Use | None:
    """None before it is done."""
    spans = windows(Days(one.state, one.works_on, one.done_on), today)
    if spans is None:
        return None
    return Use(*(_a_day(one.place_id, *span) for span in spans))


def _a_day(place_id: int, first: date, last: date) -> float | None:
    found = Presence.objects.filter(place=place_id, day__range=(first, last), came__gt=0).aggregate(
        heads=Sum("came"), days=Count("day", distinct=True)
    )
    heads, days = found["heads"] or 0, found["days"]
    return round(heads / days, 1) if heads >= settings.SMALL_NUMBER_MIN else None
