"""The places as the engine takes them: open half-hours, a verdict for each stage, purposes, position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from ibasho.base.kernel import clock
from ibasho.rooms.reach.engine.hours import packed
from ibasho.rooms.reach.engine.inputs import Places, Verdict
from ibasho.rooms.reach.rules import scenarios
from ibasho.rooms.reach.rules.going import VERDICTS
from ibasho.rooms.reach.rules.layers import purposes_of
from ibasho.rooms.reach.rules.notes import Note
from ibasho.rooms.reach.rules.scenarios import Scenario, Span
from ibasho.town.areas import queries as areas
from ibasho.town.areas.stages import CHILD_STAGES
from ibasho.town.places.models import ClosedDays, OpeningRule, Place, Session
from ibasho.town.places.queries import published
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.rules.eligibility import Admission, may_come
from ibasho.town.places.rules.kinds import PlaceKind
from ibasho.town.places.rules.occurrences import Occurrence, occurrences
from ibasho.town.places.rules.opening import Closure, Opening, Pattern, SchoolCalendar

KINDS = tuple(PlaceKind)
_FIELDS = (
    "pk", "public_id", "name", "kind", "features", "lat", "lng", "district_code", "capacity", "school_hours",
    "outside_city", "everyone", "stages", "alone_from", "adult_needed", "restricted", "restricted_to", "updated_at",
)  # fmt: skip
Slots = NDArray[np.bool_]  # [days, 48]
Openings = Iterable[tuple[int, int, int]]  # (day, begins, ends), minutes


@dataclass(frozen=True, slots=True)
class Spot:
    """One place (or, without `public_id`, an opening that a plan proposes) with a known position and hours."""

    public_id: str
    name: str
    kind: PlaceKind
    lat: float
    lng: float
    district_code: str
    capacity: int | None
    school_hours: bool
    purposes: int
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Spots:
    """`open` bool[P, days, 48]. `rows` in the order of every array of `Places`. `newest`: the day of the last change."""

    rows: tuple[Spot, ...]
    open: Slots
    newest: str
    notes: tuple[Note, ...]


def spots(span: Span, calendar: SchoolCalendar) -> Spots:
    """Every place anybody may be told of, whose position and hours are known. Five queries for any number."""
    places = list(published.open_to_all().only(*_FIELDS).order_by("pk"))
    hours = _sessions(span) if span.scenario is Scenario.WEEK else _rules(span, calendar)
    kept, openings, notes = [], [], _left_out(places)
    silent = 0
    for place in places:
        slots = hours.of(place.pk)
        silent += slots is None and place.lat is not None
        if slots is not None and place.lat is not None:
            kept.append(place)
            openings.append(slots)
    verdicts: dict[Admission, tuple[Verdict, ...]] = {}
    rows = tuple(_spot(place, verdicts) for place in kept)
    notes += [Note("no_hours", silent), Note("cancelled", hours.cancelled)]
    notes.append(Note("no_capacity", sum(row.capacity is None for row in rows)))
    stacked = np.stack(openings) if openings else np.zeros((0, 7 * span.weeks, 48), np.bool_)
    newest = max((clock.day(place.updated_at).isoformat() for place in places), default="")
    return Spots(rows, stacked, newest, tuple(note for note in notes if note.count))


def mark() -> tuple[object, ...]:
    """Changes whenever a place, its rules, closures or days do: four small queries."""
    rules, closed = OpeningRule.objects.aggregate(m=Max("pk")), ClosedDays.objects.aggregate(m=Max("pk"))
    return (
        Place.objects.aggregate(m=Max("updated_at"))["m"], Place.objects.count(), rules["m"],
        OpeningRule.objects.count(), closed["m"], ClosedDays.objects.count(),
    )  # fmt: skip


def sessions_mark(span: Span) -> tuple[object, ...]:
    """For a real week: changes whenever one of its days does. A study by rules does not ask."""
    if span.scenario is not Scenario.WEEK:
        return ()
    rows = Session.objects.filter(event__isnull=True, day__range=(span.first, span.last)).order_by("pk")
    return tuple(rows.values_list("pk", "starts", "ends", "state", "staffing"))


def as_places(rows: Sequence[Spot], slots: Slots, district: NDArray[np.int32]) -> Places:
    """The engine's arrays."""
    capacity = [np.nan if row.capacity is None else row.capacity for row in rows]
    verdicts = [row.verdicts for row in rows]
    return Places(
        district=district,
        open=packed(slots),
        verdict=np.array(verdicts, np.uint8).reshape(len(rows), len(CHILD_STAGES)).T.copy(),
        purpose=np.array([row.purposes for row in rows], np.uint32),
        kind=np.array([KINDS.index(row.kind) for row in rows], np.int32),
        capacity=np.array(capacity, np.float32),
        school_hours=np.array([row.school_hours for row in rows], np.bool_),
    )


def _left_out(places: Iterable[Place]) -> list[Note]:
    rows = list(places)
    restricted = published.listed().exclude(state=Place.State.PAUSED).count() - len(rows)
    return [
        Note("no_position", sum(place.lat is None for place in rows)),
        Note("outside", sum(place.outside_city and place.lat is not None for place in rows)),
        Note("restricted", max(0, restricted)),
    ]


def _spot(place: Place, known: dict[Admission, tuple[Verdict, ...]]) -> Spot:
    admission = admission_of(place)
    if admission not in known:
        known[admission] = tuple(VERDICTS[may_come(admission, stage).verdict] for stage in CHILD_STAGES)
    kind = PlaceKind(place.kind)
    assert place.lat is not None and place.lng is not None  # the caller keeps those with a position
    return Spot(
        place.public_id, place.name, kind, place.lat, place.lng, place.district_code, place.capacity,
        bool(place.school_hours), purposes_of(kind, place.features), known[admission],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Hours:
    """`of` gives the open half-hours of a place, None where its hours are not known."""

    of: Callable[[int], Slots | None]
    cancelled: int = 0


def _rules(span: Span, calendar: SchoolCalendar) -> _Hours:
    """What the rules say of these weeks, worked out once for all places that keep the same hours."""
    rules: dict[int, list[Opening]] = defaultdict(list)
    for rule in OpeningRule.objects.exclude(pattern=Pattern.IRREGULAR.value).order_by(
        "place_id", "position", "pk"
    ):
        rules[rule.place_id].append(rule.as_opening())
    closed: dict[int, list[Closure]] = defaultdict(list)
    for closure in ClosedDays.objects.filter(first__lte=span.last, last__gte=span.first):
        closed[closure.place_id].append(Closure(closure.first, closure.last))
    known: dict[tuple[tuple[Opening, ...], tuple[Closure, ...]], Slots] = {}

    def of(pk: int) -> Slots | None:
        several = tuple(rules.get(pk, ()))
        if not any(rule.starts and rule.ends for rule in several):
            return None
        key = several, tuple(closed.get(pk, ()))
        if key not in known:
            found = occurrences(several, key[1], (), calendar, span.first, span.last)
            known[key] = scenarios.slots_open(_minutes(found, span), 7 * span.weeks)
        return known[key]

    return _Hours(of)


def _minutes(found: Iterable[Occurrence], span: Span) -> Openings:
    for one in found:
        if one.starts is not None and one.ends is not None:
            yield (one.day - span.first).days, scenarios.minute(one.starts), scenarios.minute(one.ends)


def _sessions(span: Span) -> _Hours:
    """The real days of one week: not called off, not closed, with enough grown-ups."""
    rows = Session.objects.filter(event__isnull=True, day__range=(span.first, span.last))
    closed = _closed_days(span)
    days: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    cancelled = 0
    for pk, day, starts, ends, state, staffing in rows.values_list(
        "place_id", "day", "starts", "ends", "state", "staffing"
    ):
        off = (
            state != Session.State.PLANNED or staffing == Session.Staffing.SHORT or day in closed.get(pk, ())
        )
        cancelled += off
        days[pk] += [] if off or not (starts and ends) else [
            ((day - span.first).days, scenarios.minute(starts), scenarios.minute(ends))
        ]  # fmt: skip
    regular = set(
        OpeningRule.objects.exclude(pattern=Pattern.IRREGULAR.value)
        .filter(starts__isnull=False, ends__isnull=False)
        .values_list("place_id", flat=True)
    )

    def of(pk: int) -> Slots | None:
        return scenarios.slots_open(days.get(pk, ()), 7) if pk in regular or days.get(pk) else None

    return _Hours(of, cancelled)


def _closed_days(span: Span) -> Mapping[int, set[date]]:
    found: dict[int, set[date]] = defaultdict(set)
    for closure in ClosedDays.objects.filter(first__lte=span.last, last__gte=span.first):
        first, last = max(closure.first, span.first), min(closure.last, span.last)
        found[closure.place_id] |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return found


def calendar(span: Span) -> SchoolCalendar:
    """The long holidays of the school years around these weeks."""
    return SchoolCalendar(
        tuple(areas.long_holidays(span.first - timedelta(days=366), span.last + timedelta(days=366)))
    )
