"""Who came, in heads: of the last weeks, of a 年度, of each place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded, shielded_each
from ibasho.rooms.openhouse.facts.made import fact
from ibasho.rooms.openhouse.models import Presence
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.models import Event, Session
from ibasho.town.places.queries.published import ever_open_to_all
from ibasho.town.places.rules.headcount import HELPERS, LABELS

DAYS = 28
DAY = timedelta(days=1)
CAME = "来た人の のべ（入口で かぞえた人数と、受付で かぞえた人数。同じ日に 両方 あるときは 多いほうだけ）"


def children_came(today: date) -> Fact:
    """Children who came in the 28 days up to yesterday; one who came twice counts twice."""
    heads = _children(today).aggregate(heads=Sum("came"))["heads"] or 0
    return fact(heads, "人", "この28日に 来た こども（のべ）", f"{__name__}.children_came", today)


def children_a_day(today: date) -> Fact:
    """Per place and day on which somebody was counted."""
    rows = _children(today).filter(came__gt=0)
    found = rows.values("place", "day").distinct().count()
    heads = rows.aggregate(heads=Sum("came"))["heads"] or 0
    value = round(heads / found, 1) if found else None
    what = "1か所 1日に 来た こども（この28日）"
    return fact(value, "人", what, f"{__name__}.children_a_day", today, n=found)


def places_counting(today: date) -> Fact:
    """How far the heads reach: places with a count in the 28 days."""
    found = _children(today).filter(came__gt=0).aggregate(places=Count("place", distinct=True))["places"]
    return fact(found, "か所", "人数を かぞえた居場所（この28日）", f"{__name__}.places_counting", today)


def came(span: Span) -> Fact:
    """Everybody who came to a place for everybody, a child or not, helpers aside; who came twice counts twice. None where
    nobody counted in the span; 最低でも where a place was open on a day nobody counted."""
    found = _heads_of(span)
    told = _came([day for days in found.values() for day in days], span, f"{__name__}.came")
    return shielded(told, minimum=settings.SMALL_NUMBER_MIN)


def came_by_place(span: Span) -> Mapping[int, Fact]:
    """The same of each place that counted at least once. Few heads are hidden, and so many places more that the sum of
    all does not tell which they were."""
    query = f"{__name__}.came_by_place"
    found = {place: _came(days, span, query) for place, days in _heads_of(span).items()}
    known = {place: told for place, told in found.items() if told.value is not None}
    return shielded_each(known, minimum=settings.SMALL_NUMBER_MIN)


@dataclass(frozen=True, slots=True)
class _Day:
    """Heads of one place and day; None: it was open, and nobody counted."""

    heads: int | None


def _came(days: Iterable[_Day], span: Span, query: str) -> Fact:
    heads = [day.heads for day in days]
    counted = [one for one in heads if one is not None]
    marks = frozenset({Mark.AT_LEAST}) if counted and len(counted) < len(heads) else frozenset()
    value = sum(counted) if counted else None
    return fact(
        value, "人", f"{CAME}（{span.words}）", query, span.last, marks=marks, audience=Audience.PUBLIC
    )


def _heads_of(span: Span) -> dict[int, list[_Day]]:
    """Each place's days on which it was open or counted, in two statements: what the door says and what the reception
    says of one day are the same people."""
    door = {(place, day): heads for place, day, heads in _by_the_door(span)}
    desk = {(place, day): heads if counts else None for place, day, heads, counts in _by_the_reception(span)}
    found: dict[int, list[_Day]] = defaultdict(list)
    for place, day in sorted(door.keys() | desk.keys()):
        counted = [one for one in (door.get((place, day)), desk.get((place, day))) if one is not None]
        found[place].append(_Day(max(counted) if counted else None))
    return found


def _by_the_door(span: Span) -> Iterable[tuple[int, date, int]]:
    rows = Presence.objects.filter(
        day__range=(span.first, span.last), came__gt=0, place__in=ever_open_to_all()
    )
    return (
        rows.values("place", "day")
        .annotate(heads=Sum("came"))
        .order_by()
        .values_list("place", "day", "heads")
    )


def _by_the_reception(span: Span) -> Iterable[tuple[int, date, int | None, int]]:
    """Of days that took place, events held at a place among them."""
    rows = Session.objects.filter(
        Q(event__isnull=True) | Q(event__state=Event.State.PUBLISHED), state=Session.State.PLANNED,
        day__range=(span.first, span.last), place__in=ever_open_to_all(),
    ).exclude(staffing=Session.Staffing.SHORT)  # fmt: skip
    participants = Q(headcounts__of_class__in=sorted(LABELS.keys() - HELPERS))
    found = rows.values("place", "day").annotate(
        heads=Sum("headcounts__heads", filter=participants), counted=Count("headcounts", filter=participants)
    ).order_by()  # fmt: skip
    return found.values_list("place", "day", "heads", "counted")


def window(today: date) -> tuple[date, date]:
    """The 28 days up to yesterday."""
    return today - DAYS * DAY, today - DAY


def _children(today: date) -> QuerySet[Presence]:
    stages = [one.value for one in CHILD_STAGES]
    return Presence.objects.filter(day__range=window(today), stage__in=stages)


FACTS: dict[str, Callable[[date], Fact]] = {
    "children_came": children_came,
    "children_a_day": children_a_day,
    "places_counting": places_counting,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"came": came}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"came": came_by_place}
