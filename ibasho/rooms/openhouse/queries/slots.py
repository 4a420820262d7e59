"""A space by the day as a group needs it: its faces, who holds what, when the place is closed. Constant statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ibasho.base.kernel import clock
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.openhouse.models import Booking, RuleVersion, Space
from ibasho.rooms.openhouse.rules import slots
from ibasho.rooms.openhouse.rules.kinds import BookingState, FaceKind
from ibasho.rooms.openhouse.rules.slots import Day, Part, Slot, Span, When
from ibasho.town.places.models import ClosedDays, Place
from ibasho.town.places.queries.published import SEEN


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a day in the week picture. `state`: free, taken, children, meal-less and closed hours."""

    starts: time
    ends: time
    state: str
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the week picture."""

    day: date
    blocks: Sequence[Block]
    closed: str | None
    past: bool


def for_groups() -> QuerySet[Space]:
    """Spaces groups may apply for, by place."""
    found = Space.objects.filter(is_active=True, groups_apply=True, place__state__in=SEEN)
    return found.select_related("place", "place__organisation").order_by("place__name", "order", "pk")


def find(public_id: str) -> Space | None:
    return for_groups().filter(public_id=public_id).first()


def days(space: Space, wanted: Sequence[date]) -> list[Day]:
    """Each of `wanted` as it stands now."""
    if not wanted:
        return []
    first, last = min(wanted), max(wanted)
    versions = list(_versions(space, first, last))
    held, closed = _held(space, first, last), _closed(space.place, first, last)
    return [
        Day(day, _parts(versions, day), held.get(day, ()), _why_closed(space.place, closed, day))
        for day in wanted
    ]


def near(space: Space, when: When, *, heads: int, at: datetime) -> list[Slot]:
    """The nearest free hours around what was asked for."""
    first = max(when.day - timedelta(days=slots.LOOK_AROUND_DAYS), clock.day(at))
    last = max(when.day, first) + timedelta(days=slots.LOOK_AROUND_DAYS)
    around = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return slots.nearest(days(space, around), when, heads=heads, heads_max=space.heads_max, at=at)


def week(space: Space, monday: date, at: datetime) -> list[Column]:
    """Seven days as a picture: what is free, taken, the children's, closed."""
    wanted = [monday + timedelta(days=number) for number in range(7)]
    return [_column(day, at) for day in days(space, wanted)]


def _column(day: Day, at: datetime) -> Column:
    past = day.day < clock.day(at)
    if day.closed is not None or past:
        return Column(day.day, (), day.closed, past)
    blocks = [_block(one, day.day, "free", _("あき")) for one in slots.free(day, at)]
    blocks += [_block(one, day.day, "taken", _("団体が つかう")) for one in day.held]
    blocks += [
        Block(part.starts, part.ends, "children", part.name or str(part.kind.label))
        for part in day.parts
        if part.kind in slots.FOR_CHILDREN
    ]
    return Column(day.day, sorted(blocks, key=lambda one: (one.starts, one.state)), None, past)


def _block(span: Span, day: date, state: str, words: str) -> Block:
    ends = clock.jst(span.until).time() if clock.day(span.until) == day else clock.END_OF_DAY
    return Block(clock.jst(span.since).time(), ends, state, words)


def _versions(space: Space, first: date, last: date) -> QuerySet[RuleVersion]:
    in_force = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
    found = RuleVersion.objects.filter(in_force, space=space, published_at__isnull=False, starts_on__lte=last)
    return found.prefetch_related("faces")


def _parts(versions: Sequence[RuleVersion], day: date) -> list[Part]:
    """Nothing on a public holiday, unless the version opens on holidays too."""
    for version in versions:
        if is_holiday(day) and not version.on_holidays:
            continue
        if version.starts_on <= day and (version.ends_on is None or day <= version.ends_on):
            return [
                Part(face.starts, face.ends, FaceKind(face.kind), face.name, face.heads_max)
                for face in version.faces.all()
                if face.weekday == day.weekday()
            ]
    return []


def _held(space: Space, first: date, last: date) -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = defaultdict(list)
    rows = Booking.objects.filter(space=space, state=BookingState.HELD, day__range=(first, last))
    for row in rows.order_by("held_from"):
        found[row.day].append(Span(row.held_from, row.held_until))
    return found


def _closed(place: Place, first: date, last: date) -> list[ClosedDays]:
    return list(ClosedDays.objects.filter(place=place, first__lte=last, last__gte=first))


def _why_closed(place: Place, closed: Sequence[ClosedDays], day: date) -> str | None:
    """The reason; None on a day on which the place is not closed."""
    since, until = place.paused_since, place.paused_until
    if (
        place.state == Place.State.PAUSED
        and (since is None or since <= day)
        and (until is None or day <= until)
    ):
        return place.paused_reason or _("休止中")
    return next((one.reason for one in closed if one.first <= day <= one.last), None)
