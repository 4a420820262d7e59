"""Seats now: which room is open for study, which seats are free, who waits for help. Never a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.openhouse.models import Door, Face, HelpAsk, SeatUse, Space
from ibasho.rooms.openhouse.rules.kinds import FaceKind
from ibasho.rooms.openhouse.rules.seats import Limits, Room
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place, Session


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat of the picture. `use` None: it is free."""

    number: int
    use: SeatUse | None

    @property
    def until(self) -> datetime | None:
        return clock.jst(self.use.until) if self.use else None

    @property
    def is_away(self) -> bool:
        return bool(self.use and self.use.back_to)


@dataclass(frozen=True, slots=True)
class Plan:
    """All seats of a room. `room` None: no time for study now, and `why` says so."""

    space: Space
    seats: Sequence[Seat]
    room: Room | None
    why: str = ""
    later: datetime | None = None  # `room` None: study begins today at this hour (JST)

    @property
    def free(self) -> int:
        return sum(one.use is None for one in self.seats)


def find(public_id: str) -> Space | None:
    """A room in use, of a place the public sees."""
    shown = (Place.State.PUBLISHED, Place.State.PAUSED)
    rooms = Space.objects.filter(is_active=True, place__state__in=shown).select_related("place")
    return rooms.filter(public_id=public_id).first()


def rooms_of(place: Place) -> QuerySet[Space]:
    return Space.objects.filter(place=place, is_active=True, seats__gt=0).select_related("place")


def uses(space: Space, at: datetime) -> QuerySet[SeatUse]:
    """Seats taken at this moment."""
    return SeatUse.objects.filter(
        space=space, day=clock.day(at), left_at__isnull=True, starts_at__lte=at, until__gt=at
    )


def limits(place: Place) -> Limits:
    door = Door.objects.filter(place=place).first()
    return Limits() if door is None else Limits(door.seat_minutes, door.away_minutes, door.scarce_percent)


def plan(space: Space, at: datetime) -> Plan:
    taken = {use.number: use for use in uses(space, at)}
    seats = [Seat(number, taken.get(number)) for number in range(1, space.seats + 1)]
    try:
        return Plan(space, seats, room(space, at, free=sum(one.use is None for one in seats)))
    except Conflict as closed:
        return Plan(space, seats, None, closed.message, study_later(space, at))


def room(space: Space, at: datetime, *, free: int | None = None) -> Room:
    """What the rules need of a room that is open for study now. Raises Conflict that says why it is not."""
    if not promised(space.place, at):
        raise Conflict(
            "seat.closed", "いまは あいていません。あいている時間は この場所のページで 見られます。"
        )
    closes_at = _study_until(space, at)
    if closes_at is None:
        raise Conflict("seat.no_study", "いまは 自習の時間では ありません。自習の時間に また 見てください。")
    left = space.seats - uses(space, at).count() if free is None else free
    return Room(space.seats, max(left, 0), closes_at, limits(space.place))


def promised(place: Place, at: datetime) -> bool:
    """Whether the place is open at this moment and enough grown-ups are there, as its own page says it."""
    if place.state != Place.State.PUBLISHED:
        return False
    day, now = clock.day(at), clock.jst(at).time()
    rows = Session.objects.filter(place=place, event__isnull=True, day=day, state=Session.State.PLANNED)
    return (
        rows.exclude(staffing=Session.Staffing.SHORT)
        .filter(Q(starts__isnull=True) | Q(starts__lte=now), Q(ends__isnull=True) | Q(ends__gt=now))
        .exists()
    )


def _study_until(space: Space, at: datetime) -> datetime | None:
    """The end of the study hours that hold now; stretches that follow each other are one."""
    day, now, end = clock.day(at), clock.jst(at).time(), None
    for face in study_faces(space, day):
        if face.starts <= now < face.ends or face.starts == end:
            end = face.ends
    return clock.at(day, end) if end is not None else None


def study_faces(space: Space, day: date) -> QuerySet[Face]:
    """Of the version in force on a day, in the order of the hours."""
    in_force = Q(version__published_at__isnull=False, version__starts_on__lte=day) & (
        Q(version__ends_on__isnull=True) | Q(version__ends_on__gte=day)
    )
    faces = Face.objects.filter(in_force, version__space=space, kind=FaceKind.STUDY, weekday=day.weekday())
    return faces.order_by("starts")


def study_later(space: Space, at: datetime) -> datetime | None:
    """When study begins today, while it has not: only what the place promises for that hour."""
    day, now = clock.day(at), clock.jst(at).time()
    begins = next((face.starts for face in study_faces(space, day) if face.starts > now), None)
    if begins is None or not promised(space.place, clock.at(day, begins)):
        return None
    return clock.at(day, begins)


def asks(place: Place, at: datetime) -> QuerySet[HelpAsk]:
    """Of today, those that wait first, in the order in which they came."""
    rows = HelpAsk.objects.filter(place=place, day=clock.day(at))
    return rows.order_by(F("came_at").asc(nulls_first=True), "asked_at")


def of_staff(by: Actor, at: datetime) -> QuerySet[Any]:
    """Places of this person's groups that have seats, each with `asks`: how many wait for help. One statement."""
    groups = people.organisations_of(by, Permission.OPENHOUSE_DOOR, day=clock.day(at))
    waiting = Q(help_asks__day=clock.day(at), help_asks__came_at__isnull=True)
    rooms = Space.objects.filter(place=OuterRef("pk"), is_active=True, seats__gt=0)
    found = Place.objects.filter(Exists(rooms), organisation__in=groups)
    return found.annotate(asks=Count("help_asks", filter=waiting)).order_by("name", "pk")
