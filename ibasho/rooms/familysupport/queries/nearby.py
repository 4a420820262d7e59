"""Where a child can go when nobody could be found: open places near by at that time, and 一時預かり to telephone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, QuerySet
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.rooms.familysupport.models import DropInCare, DropInDay, Visit
from ibasho.rooms.familysupport.queries.whereabouts import home
from ibasho.rooms.familysupport.rules import ages
from ibasho.town.areas import travel
from ibasho.town.areas.rules import Minutes
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.rules.eligibility import Verdict, may_come
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.status import Planned

NEAR_MAX, CARE_MAX, FREE_DAYS_MAX = 3, 3, 3
LOOKED_AT = 60
TAKEN_METRES_MAX = 3_000  # a grown-up takes a child further than it goes alone: めやす, 20 minutes by bicycle
_STAGES = ((6, Stage.INFANT), (9, Stage.LOWER), (12, Stage.UPPER), (15, Stage.JUNIOR), (18, Stage.HIGH))


@dataclass(frozen=True, slots=True)
class Near:
    """A place that is open then. `minutes` on foot, None where a position is not known; `ask`: nobody has said whether
    a child of this age may come (alone)."""

    name: str
    url: str
    phone: str
    starts: time | None
    ends: time | None
    minutes: int | None
    with_adult: bool
    ask: bool


@dataclass(frozen=True, slots=True)
class Care:
    """一時預かり whose ages fit. `free_on`: the next days on which its own counts show room."""

    name: str
    url: str
    phone: str
    booking_words: str
    fee_words: str
    minutes: int | None
    free_on: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Instead:
    places: tuple[Near, ...]
    care: tuple[Care, ...]

    def __bool__(self) -> bool:
        return bool(self.places or self.care)


def instead(visit: Visit, at: datetime) -> Instead:
    """At most three of each, the nearest first. A place further than one would go is no help; whom to telephone for
    一時預かり is told however far. Constant statements, whatever the city holds."""
    born = min(visit.request.children.values_list("born_on", flat=True), default=None)
    start = start_of(visit)
    stage = stage_of(born, visit.day)
    return Instead(_places(visit, start, stage), _care(visit.day, start, stage, born, clock.day(at)))


def start_of(visit: Visit) -> Position | None:
    """Where the child is before the visit, else at home."""
    asked = visit.request
    if asked.from_lat is not None and asked.from_lng is not None:
        return Position(asked.from_lat, asked.from_lng)
    return home(asked.member)


def stage_of(born_on: date | None, day: date) -> Stage:
    """Of the youngest child; school begins in the April after the sixth birthday, which six years come near enough to."""
    if born_on is None:
        return Stage.LOWER
    years = ages.age(born_on, day)
    return next((stage for until, stage in _STAGES if years < until), Stage.HIGH)


def _places(visit: Visit, start: Position | None, stage: Stage) -> tuple[Near, ...]:
    rows = _ordered(published.open_to_all().exclude(kind=PlaceKind.TEMPORARY_CARE), start)
    open_then = slots.of_day(Place.objects.filter(pk__in=[one.pk for one in rows]), visit.day)
    first, last = clock.jst(visit.starts_at).time(), clock.jst(visit.ends_at).time()
    found = []
    for place in rows:
        session = next((one for one in open_then.get(place.pk, ()) if _covers(one, first, last)), None)
        verdict = may_come(admission_of(place), stage).verdict
        if session is not None and verdict != Verdict.NO:
            found.append((place, session, verdict))
    ways = _ways([place for place, _, _ in found], start, stage)
    most = max(TAKEN_METRES_MAX, travel.paces()[stage].metres_max)
    near = [
        Near(
            place.name, _url(place), place.phone, session.starts, session.ends, _value(ways.get(place.pk)),
            verdict == Verdict.WITH_ADULT, verdict == Verdict.ASK,
        )
        for place, session, verdict in found
        if place.pk not in ways or ways[place.pk].metres <= most
    ]  # fmt: skip
    return tuple(sorted(near, key=lambda one: (_far(one.minutes), one.name))[:NEAR_MAX])


def _care(
    day: date, start: Position | None, stage: Stage, born: date | None, today: date
) -> tuple[Care, ...]:
    told = DropInCare.objects.filter(place__in=published.open_to_all(), place__kind=PlaceKind.TEMPORARY_CARE)
    rows = told.select_related("place")
    if born is not None:
        months = ages.months(born, day)
        rows = rows.filter(months_min__lte=months, months_max__gte=months)
    found = list(rows.order_by("pk"))
    ways, free = _ways([one.place for one in found], start, stage), _free_days(found, max(day, today))
    care = [
        Care(
            one.place.name, _url(one.place), one.place.phone, one.booking_words, one.fee_words,
            _value(ways.get(one.place_id)), free.get(one.pk, ()),
        )
        for one in found
    ]  # fmt: skip
    return tuple(sorted(care, key=lambda one: (_far(one.minutes), one.name))[:CARE_MAX])


def _free_days(care: list[DropInCare], since: date) -> dict[int, tuple[date, ...]]:
    rows = DropInDay.objects.filter(care__in=care, day__gte=since, served__lt=F("capacity"))
    found: dict[int, list[date]] = defaultdict(list)
    for key, day in rows.order_by("day").values_list("care_id", "day"):
        found[key].append(day)
    return {key: tuple(days[:FREE_DAYS_MAX]) for key, days in found.items()}


def _ordered(rows: QuerySet[Place], start: Position | None) -> list[Place]:
    """The nearest in a straight line, as many as are worth a look."""
    if start is None:
        return list(rows.order_by("pk")[:LOOKED_AT])
    away = (F("lat") - start.lat) * (F("lat") - start.lat) + (F("lng") - start.lng) * (F("lng") - start.lng)
    return list(rows.filter(lat__isnull=False).annotate(away=away).order_by("away", "pk")[:LOOKED_AT])


def _covers(session: Planned, first: time, last: time) -> bool:
    """Open for some of that time, and promised."""
    if session.cancelled or not session.promised or session.starts is None:
        return False
    return session.starts < last and (session.ends is None or session.ends > first)


def _ways(places: list[Place], start: Position | None, stage: Stage) -> dict[int, Minutes]:
    if start is None:
        return {}
    known = [(one.pk, one.position) for one in places if one.position is not None]
    told = travel.minutes(start, [position for _, position in known], stage)
    return {key: minutes for (key, _), minutes in zip(known, told, strict=True)}


def _value(way: Minutes | None) -> int | None:
    return way.value if way else None


def _far(minutes: int | None) -> float:
    return float("inf") if minutes is None else minutes


def _url(place: Place) -> str:
    return reverse("places:place", args=[place.public_id])
