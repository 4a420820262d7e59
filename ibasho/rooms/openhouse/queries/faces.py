"""Rooms and their weeks: what is in force, what today looks like, what ruling a place by faces would make of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.rooms.openhouse.models import Face, RuleVersion, Space
from ibasho.rooms.openhouse.rules import opening_days
from ibasho.rooms.openhouse.rules.faces import Drawn
from ibasho.rooms.openhouse.rules.versions import Period, Version, followed, periods
from ibasho.town.places.models import ClosedDays, Place, Session
from ibasho.town.places.rules.opening import Opening


@dataclass(frozen=True, slots=True)
class Now:
    """A face of today; `now`: it is on at this moment and the place has promised to be open."""

    face: Drawn
    now: bool
    over: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A room today. `version` is what is in force; None where nothing is."""

    space: Space
    version: RuleVersion | None
    faces: list[Now]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the faces make of a place."""

    openings: list[Opening]
    periods: list[Period]


def drawn(face: Face) -> Drawn:
    return Drawn(
        weekday=face.weekday, starts=face.starts, ends=face.ends, kind=face.kind, name=face.name,
        adults_min=face.adults_min, heads_max=face.heads_max, stages=tuple(face.stages), noise=face.noise,
        words=face.words,
    )  # fmt: skip


def value(version: RuleVersion) -> Version:
    faces = tuple(drawn(one) for one in version.faces.all())
    return Version(
        version.starts_on, version.ends_on, faces, version.on_holidays, key=version.pk, title=version.title
    )


def published(spaces: Iterable[Space] | QuerySet[Space]) -> QuerySet[RuleVersion]:
    return (
        RuleVersion.objects.filter(space__in=spaces, published_at__isnull=False)
        .select_related("space")
        .prefetch_related("faces")
    )


def in_force(space: Space, day: date) -> RuleVersion | None:
    """The published version that holds on `day`."""
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return published([space]).filter(until, starts_on__lte=day).first()


def faces_on(space: Space, day: date) -> list[Drawn]:
    """What the room is on a day, in order; on a public holiday nothing, unless its version opens on holidays."""
    version = in_force(space, day)
    return value(version).faces_on(day) if version else []


def active(place: Place) -> QuerySet[Space]:
    return Space.objects.filter(place=place, is_active=True)


def today(place: Place, at: datetime, rooms: list[Space] | None = None) -> list[Day]:
    """Every room in use with its faces of today. One statement for a place without rooms, none where `rooms` are known."""
    rooms = list(active(place)) if rooms is None else rooms
    if not rooms:
        return []
    day, moment = clock.day(at), clock.jst(at).time()
    promised = is_promised(place, at)
    until = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    held = {one.space_id: one for one in published(rooms).filter(until, starts_on__lte=day)}
    return [_day(room, held.get(room.pk), day, moment, promised=promised) for room in rooms]


def _day(space: Space, version: RuleVersion | None, day: date, moment: time, *, promised: bool) -> Day:
    faces = value(version).faces_on(day) if version else []
    told = [Now(one, now=promised and one.covers(moment), over=one.ends <= moment) for one in faces]
    return Day(space, version, told)


def is_promised(place: Place, at: datetime) -> bool:
    """Whether children may count on the place now: a session stands whose roster is not short."""
    day, moment = clock.day(at), clock.jst(at).time()
    if ClosedDays.objects.filter(place=place, first__lte=day, last__gte=day).exists():
        return False
    return (
        Session.objects.filter(
            Q(ends__isnull=True) | Q(ends__gt=moment), place=place, event__isnull=True, day=day,
            starts__lte=moment, state=Session.State.PLANNED,
        )
        .exclude(staffing=Session.Staffing.SHORT)
        .exists()
    )  # fmt: skip


def ruling(
    place: Place,
    *,
    today: date,
    publishing: RuleVersion | None = None,
    withdrawing: RuleVersion | None = None,
) -> Ruling:
    """The opening rules of a place as its rooms' published versions make them: `publishing` as if it were published
    already, `withdrawing` as if it were taken back. Raises Conflict where versions would lie over each other."""
    rooms = list(Space.objects.filter(place=place))
    rows = list(published(rooms))
    standing = _standing([room for room in rooms if room.is_active], rows, publishing, withdrawing)
    made = periods(one for one in standing if one.ends_on is None or one.ends_on >= today)
    openings = opening_days.openings(
        [rule.as_opening() for rule in place.opening_rules.all()], made,
        ruled_before=[(one.starts_on, one.ends_on) for one in rows],
        ruled=[(one.starts_on, one.ends_on) for one in standing],
        taken_back=withdrawing.starts_on if withdrawing else None, today=today,
    )  # fmt: skip
    return Ruling(openings, made)


def _standing(
    rooms: Sequence[Space],
    rows: Sequence[RuleVersion],
    publishing: RuleVersion | None,
    withdrawing: RuleVersion | None,
) -> list[Version]:
    found: list[Version] = []
    for room in rooms:
        own = [
            _given_back(one, withdrawing) for one in rows if one.space_id == room.pk and one != withdrawing
        ]
        if publishing is not None and publishing.space_id == room.pk:
            own = followed([one for one in own if one.key != publishing.pk], value(publishing))
        found += own
    return found


def _given_back(one: RuleVersion, withdrawing: RuleVersion | None) -> Version:
    told = value(one)
    if withdrawing is not None and one.ended_by_id == withdrawing.pk:
        return replace(told, ends_on=one.ended_before)
    return told
