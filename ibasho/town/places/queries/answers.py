"""「いま・きょう 行けるところ」 (B4): one answer per place, in the order in which a child would choose.

Two steps keep it quick for ten thousand places: thin values of every fitting place decide order and headings, then
only the places of one page are read whole. The number of queries does not depend on the number of places.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db.models import QuerySet, Value

from ibasho.base.kernel import clock
from ibasho.base.kernel.geo import Position
from ibasho.town.areas import travel
from ibasho.town.areas.rules import Minutes, Pace
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.criteria import Criteria, When
from ibasho.town.places.queries.ordering import ByMinutes, Outline, by_time, in_order
from ibasho.town.places.rules.answers import (
    WEEK,
    Group,
    Trip,
    alone_from,
    chip_of,
    group_of,
    needs_adult,
    trip,
)
from ibasho.town.places.rules.costs import Cost, cost
from ibasho.town.places.rules.eligibility import Admission, may_come
from ibasho.town.places.rules.eligibility import Answer as MayCome
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.rules.status import (
    FreshnessLimits,
    Pause,
    Planned,
    Status,
    Verified,
    freshness,
    status_of,
)

OPEN = (Group.NOW, Group.LATER)
USUAL_STAGE = Stage.LOWER  # the slowest walker who goes alone, where nobody has said how old they are
_GROUPS = {
    When.NOW: frozenset({Group.NOW}),
    When.TODAY: frozenset({Group.NOW, Group.LATER, Group.UNSURE, Group.UNKNOWN}),
    When.WEEK: frozenset({Group.NOW, Group.LATER, Group.WEEK, Group.UNSURE, Group.UNKNOWN}),
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of something long. `counts` says how many stand under each heading, over all pages."""

    items: tuple[T, ...]
    number: int
    pages: int
    total: int
    counts: Mapping[Group, int]

    @property
    def has_next(self) -> bool:
        return self.number < self.pages


@dataclass(frozen=True, slots=True)
class Answer:
    """What one place says to one reader at one moment.

    `chip` is a state of `ui.states`. `minutes` is None without a start or a position; `far` is further than a child
    of this stage goes alone. `may_come` speaks to the reader's stage and is None where it is not known; then
    `alone_from` and `needs_adult` say what holds for children in general. `following` is the next day it opens.
    """

    place: Place
    group: Group
    status: Status
    chip: str
    minutes: Minutes | None
    far: bool
    trip: Trip
    may_come: MayCome | None
    alone_from: Stage | None
    needs_adult: bool
    cost: Cost
    following: Planned | None
    verified: Verified

    @property
    def session(self) -> Planned | None:
        return self.status.session


@dataclass(frozen=True, slots=True)
class _Known:
    """Sessions and doubts of many places at once. Most places of a city keep the same few hours, so that each
    pattern of sessions is judged only once."""

    today: slots.Slots
    coming: slots.Slots
    maybe: frozenset[int]
    judged: dict[tuple[bool, tuple[Planned, ...]], Status] = field(default_factory=dict)

    def speaks_of(self, pk: int) -> bool:
        """Whether anything is known of its near days. Of most places of a large city there is not."""
        return pk in self.today or pk in self.coming or pk in self.maybe

    def status(self, pk: int, at: datetime) -> Status:
        sessions = (*self.today.get(pk, ()), *self.coming.get(pk, ()))
        pattern = (pk in self.maybe, sessions)
        found = self.judged.get(pattern)
        if found is None:
            found = self.judged[pattern] = status_of(sessions, at, maybe_today=pattern[0])
        return found

    def status_of_paused(self, pk: int, at: datetime, pause: Pause) -> Status:
        sessions = (*self.today.get(pk, ()), *self.coming.get(pk, ()))
        return status_of(sessions, at, pause=pause)


def answers(criteria: Criteria, at: datetime, start: Position | None = None) -> Page[Answer]:
    """Places that are open now, later today, or this week, then those to ask first; `start` orders by minutes."""
    places = published.fitting(published.open_to_all(), criteria)
    known, thin = _look(places, criteria.when, at)
    pace = _pace(criteria.stage, start)
    walks = _walks({one.pk: one.position for one in thin}, pace, start)
    pages = max(1, -(-len(thin) // criteria.size_kept))
    number = max(1, min(criteria.page, pages))
    order = ByMinutes(walks, at, criteria) if start else by_time
    shown = in_order(thin, order, (number - 1) * criteria.size_kept, number * criteria.size_kept)
    whole = Place.objects.in_bulk([one.pk for one in shown])
    following = slots.next_of_each(Place.objects.filter(pk__in=whole), clock.day(at))
    page = _Known(known.today, following, known.maybe)
    unknown = frozenset(one.pk for one in shown if not one.knows_days)
    reader = _Reader(at, criteria, walks, pace)
    found = tuple(_answer(whole[one.pk], page, unknown, reader) for one in shown if one.pk in whole)
    return Page(found, number, pages, len(thin), Counter(one.group for one in thin))


def outline(criteria: Criteria, at: datetime) -> tuple[Outline, ...]:
    """All fitting places at once, thin and by heading: what near.json hands to the page."""
    _, found = _look(published.fitting(published.open_to_all(), criteria), criteria.when, at)
    return tuple(in_order(found, by_time, 0, len(found)))


def open_today(criteria: Criteria, at: datetime, start: Position | None, widest: Stage) -> tuple[Answer, ...]:
    """Those that are open now or later today and no further from `start` than a child of the stage goes by itself (of
    `widest`, where none is said); at most a page of them. Nobody asks for their next days: `following` is None."""
    paces = travel.paces()
    pace, most = paces[criteria.stage or USUAL_STAGE], paces[criteria.stage or widest].metres_max
    places = published.fitting(published.open_to_all(), criteria)
    # Sessions alone: where none is left today, no irregular rule opens a place for sure.
    known = _Known(slots.of_day(places, clock.day(at)), {}, frozenset())
    now = [pk for pk in known.today if group_of(known.status(pk, at), at) in OPEN]
    rows = Place.objects.filter(pk__in=now).annotate(knows_days=Value(value=True)).values_list(*_OUTLINE)
    open_ones = [_outlined(row, known, at) for row in rows]
    walks = _walks({one.pk: one.position for one in open_ones}, pace, start)
    near = [one for one in open_ones if one.pk not in walks or walks[one.pk].metres <= most]
    shown = in_order(near, ByMinutes(walks, at, criteria) if start else by_time, 0, criteria.size_kept)
    whole = Place.objects.in_bulk([one.pk for one in shown])
    reader = _Reader(at, criteria, walks, pace if start else None)
    return tuple(_answer(whole[one.pk], known, frozenset(), reader) for one in shown if one.pk in whole)


def tell(
    places: Sequence[Place],
    at: datetime,
    criteria: Criteria | None = None,
    start: Position | None = None,
    *,
    fortnight: slots.Slots | None = None,
) -> tuple[Answer, ...]:
    """One answer for each of these places (a page of them), in the same order. Restricted and paused ones too.
    `fortnight`: their sessions from today on, where somebody has read them already."""
    asked, today = criteria or Criteria(), clock.day(at)
    these = Place.objects.filter(pk__in=[place.pk for place in places])
    rows = list(slots.with_days(these, today).values_list("pk", "knows_days", "is_irregular"))
    unknown = frozenset(pk for pk, knows_days, _is_irregular in rows if not knows_days)
    maybe = slots.maybe_on(these, today) if any(is_irregular for *_, is_irregular in rows) else frozenset()
    known = _Known(*_sessions(these, today, fortnight), maybe)
    pace = _pace(asked.stage, start)
    reader = _Reader(at, asked, _walks({place.pk: place.position for place in places}, pace, start), pace)
    return tuple(_answer(place, known, unknown, reader) for place in places)


def _sessions(
    places: QuerySet[Place], today: date, fortnight: slots.Slots | None
) -> tuple[slots.Slots, slots.Slots]:
    """Today's sessions and the next ones of each place."""
    if fortnight is None:
        return slots.of_day(places, today), slots.next_of_each(places, today)
    of_today, coming = slots.parted(fortnight, today)
    return of_today, coming if len(coming) == len(fortnight) > 0 else slots.next_of_each(places, today)


def admission_of(place: Place) -> Admission:
    """What the rules of `rules.eligibility` need to know of a place."""
    return Admission(
        restricted=place.restricted,
        restricted_to=place.restricted_to,
        everyone=place.everyone,
        stages=frozenset(Stage(stage) for stage in place.stages),
        alone_from=Stage(place.alone_from) if place.alone_from else None,
        adult_needed=place.adult_needed,
    )


def limits() -> FreshnessLimits:
    """From how many days on an entry fades, as the city has set it."""
    return FreshnessLimits(settings.FRESH_DAYS, settings.STALE_DAYS)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who asks, when, and how far it is for them."""

    at: datetime
    asked: Criteria
    walks: Mapping[int, Minutes]
    pace: Pace | None


def _answer(place: Place, known: _Known, unknown: frozenset[int], reader: _Reader) -> Answer:
    at, stage, minutes = reader.at, reader.asked.stage, reader.walks.get(place.pk)
    pause = pause_of(place, clock.day(at))
    status = known.status_of_paused(place.pk, at, pause) if pause else known.status(place.pk, at)
    admission = admission_of(place)
    return Answer(
        place=place,
        group=group_of(status, at, knows_days=place.pk not in unknown),
        status=status,
        chip=chip_of(status, at, was_today=place.pk in known.today),
        minutes=minutes,
        far=bool(minutes and reader.pace and minutes.value > reader.pace.minutes_max),
        trip=trip(status.session, at, minutes.value if minutes else None, reader.asked.home_by),
        may_come=may_come(admission, stage) if stage else None,
        alone_from=alone_from(admission),
        needs_adult=needs_adult(admission),
        cost=cost(place, stage),
        following=next(iter(known.coming.get(place.pk, [])), None),
        verified=freshness(place.verified_on, clock.day(at), limits()),
    )


def pause_of(place: Place, today: date) -> Pause | None:
    """A place whose pause should be over stays paused until somebody says it is open again."""
    if place.state != Place.State.PAUSED:
        return None
    until = place.paused_until if place.paused_until and place.paused_until >= today else None
    return Pause(place.paused_since, until, place.paused_reason)


def _look(places: QuerySet[Place], when: When, at: datetime) -> tuple[_Known, list[Outline]]:
    """Every fitting place that has something to say about the days asked for."""
    today = clock.day(at)
    known = _Known(
        today=slots.of_day(places, today),
        coming=slots.next_of_each(places, today, today + WEEK) if when is When.WEEK else {},
        maybe=frozenset() if when is When.NOW else slots.maybe_on(places, today),
    )
    rows = slots.with_days(places, today).values_list(*_OUTLINE)
    found = (_outlined(row, known, at) for row in rows if known.speaks_of(row[0]) or not row[-1])
    return known, [one for one in found if one.group in _GROUPS[when]]


_OUTLINE = ("pk", "public_id", "name", "kana", "kind", "lat", "lng", "knows_days")


def _outlined(row: tuple[Any, ...], known: _Known, at: datetime) -> Outline:
    status = known.status(row[0], at)
    return Outline._make((*row, status, group_of(status, at, knows_days=row[-1])))


def _walks(
    positions: Mapping[int, Position | None], pace: Pace | None, start: Position | None
) -> dict[int, Minutes]:
    """Minutes by place. A place without a position has none, and is answered all the same."""
    if start is None or pace is None:
        return {}
    placed = [(pk, position) for pk, position in positions.items() if position]
    told = travel.ways(start, [position for _, position in placed], pace)
    return {pk: minutes for (pk, _), minutes in zip(placed, told, strict=True)}


def _pace(stage: Stage | None, start: Position | None) -> Pace | None:
    return travel.paces()[stage or USUAL_STAGE] if start else None
