"""The sessions of places as thin values, so that a whole city's day is read in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

from ibasho.base.kernel import clock
from ibasho.town.places.actions.sessions import calendar
from ibasho.town.places.models import ClosedDays, OpeningRule, Place, Session
from ibasho.town.places.rules.occurrences import possible_on
from ibasho.town.places.rules.opening import HolidayRule, Pattern
from ibasho.town.places.rules.status import Planned

_FIELDS = ("place_id", "day", "starts", "ends", "state", "reason", "staffing", "closed")
Slots = dict[int, list[Planned]]


def of_day(places: QuerySet[Place], day: date) -> Slots:
    """Every session of the day, called off or not, by place. A closure is stronger than a session."""
    return of_days(places, day, day)


def of_days(places: QuerySet[Place], first: date, last: date) -> Slots:
    """The same for all days from `first` to `last`, inclusive."""
    # Which places are shut at all is looked up once: to ask it for each session of a city costs a quarter of a second.
    shut = ClosedDays.objects.filter(first__lte=last, last__gte=first).values("place")
    closed = Q(place__in=shut) & Q(Exists(_closures(OuterRef("day"))))
    rows = _sessions(places).filter(day__range=(first, last))
    return _gathered(rows.annotate(closed=ExpressionWrapper(closed, output_field=BooleanField())))


def next_of_each(places: QuerySet[Place], after: date, last: date | None = None) -> Slots:
    """The first session of each place behind the day `after` (up to `last`, inclusive) that is not called off."""
    rows = _sessions(places).filter(
        ~Exists(_closures(OuterRef("day"))), day__gt=after, state=Session.State.PLANNED
    )
    if last is not None:
        rows = rows.filter(day__lte=last)
    rows = rows.annotate(closed=Value(value=False))
    return _gathered(rows.order_by("place_id", "day", "starts").distinct("place_id"))


def parted(known: Slots, today: date) -> tuple[Slots, Slots]:
    """Of sessions from today on: today's, and as `next_of_each` the first behind today that is not called off."""
    of_today = {pk: [one for one in all_ if one.day == today] for pk, all_ in known.items()}
    ahead = {pk: [one for one in all_ if one.day > today and not one.cancelled] for pk, all_ in known.items()}
    first = {
        pk: min(some, key=lambda one: (one.day, one.starts or clock.END_OF_DAY))
        for pk, some in ahead.items()
        if some
    }
    return {pk: some for pk, some in of_today.items() if some}, {pk: [one] for pk, one in first.items()}


def maybe_on(places: QuerySet[Place], day: date) -> frozenset[int]:
    """Places with an irregular rule that names this weekday: perhaps open, never promised."""
    rules = (
        OpeningRule.objects.filter(~Exists(_closures(day)), place__in=places, pattern=Pattern.IRREGULAR.value)
        .exclude(weekdays=[], holiday__in=[HolidayRule.AS_USUAL.value, HolidayRule.CLOSED.value])
        .order_by("place_id")
    )
    found = list(rules)
    school = calendar(day) if found else None
    return frozenset(
        rule.place_id for rule in found if school and possible_on([rule.as_opening()], (), school, day)
    )


def with_days(places: QuerySet[Place], today: date) -> QuerySet[Any]:
    """`places` with `knows_days`: a rule makes days, or a session stands ahead; where it is False nobody knows when
    the place opens. `is_irregular`: only such places are worth asking `maybe_on`."""
    rules = OpeningRule.objects.filter(place=OuterRef("pk"))
    regular, irregular = (
        rules.exclude(pattern=Pattern.IRREGULAR.value), rules.filter(pattern=Pattern.IRREGULAR.value)
    )  # fmt: skip
    ahead = Session.objects.filter(place=OuterRef("pk"), event__isnull=True, day__gte=today)
    return places.annotate(knows_days=Exists(regular) | Exists(ahead), is_irregular=Exists(irregular))


def _closures(day: Any) -> QuerySet[ClosedDays]:
    return ClosedDays.objects.filter(place=OuterRef("place_id"), first__lte=day, last__gte=day)


def _sessions(places: QuerySet[Place]) -> QuerySet[Session]:
    return Session.objects.filter(event__isnull=True, place__in=places)


def _gathered(rows: QuerySet[Any]) -> Slots:
    found: Slots = defaultdict(list)
    known: dict[tuple[Any, ...], Planned] = {}  # few hours, many places: equal sessions are one value
    values: Iterable[Any] = rows.values_list(*_FIELDS)
    for place_id, *session in values:
        key = tuple(session)
        if key not in known:
            known[key] = _planned(*key)
        found[place_id].append(known[key])
    return found


def _planned(
    day: date, starts: time | None, ends: time | None, state: str, reason: str, staffing: str, closed: bool
) -> Planned:
    cancelled = closed or state == Session.State.CANCELLED
    return Planned(day, starts, ends, cancelled, reason, promised=staffing != Session.Staffing.SHORT)
