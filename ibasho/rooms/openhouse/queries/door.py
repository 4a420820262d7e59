"""How many are inside, and what the door's pages show. No name is read: there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse import policies
from ibasho.rooms.openhouse.models import (
    Crossing,
    Door,
    DoorCard,
    DoorDevice,
    GuardianNotice,
    Presence,
    Space,
)
from ibasho.rooms.openhouse.rules import counting
from ibasho.rooms.openhouse.rules import crowd as crowds
from ibasho.rooms.openhouse.rules.kinds import Crossing as Way
from ibasho.rooms.openhouse.rules.kinds import Crowd
from ibasho.town.areas.stages import Stage
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place, Session
from ibasho.town.places.queries import ops as places_ops

HEADS_MAX = 40  # where no space says how many fit in
LATEST = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A stage with its heads of the day."""

    stage: Stage
    came: int
    inside: int


@dataclass(frozen=True, slots=True)
class Heads:
    """One day at one door. `counted`: somebody has tapped today."""

    rows: tuple[Row, ...]
    crowd: Crowd
    heads_max: int
    counted: bool

    @property
    def inside(self) -> int:
        return sum(row.inside for row in self.rows)

    @property
    def came(self) -> int:
        return sum(row.came for row in self.rows)

    @property
    def state(self) -> str:
        """The code of `ui.states.STATES`."""
        return crowds.STATE_OF[self.crowd]


def stages_of(place: Place) -> list[Stage]:
    """The stages the door has buttons for: those the place is for, and grown-ups, who come along."""
    named = [Stage(code) for code in place.stages] if place.stages and not place.everyone else list(Stage)
    return sorted({*named, Stage.ADULT}, key=lambda one: one.rank)


def door_of(place: Place) -> Door:
    """The place's door, or an unsaved one with what its spaces say."""
    found = Door.objects.filter(place=place).first()
    if found is not None:
        return found
    fits = sum(Space.objects.filter(place=place, is_active=True).values_list("heads_max", flat=True))
    return Door(place=place, heads_max=fits or place.capacity or HEADS_MAX)


def rooms_with_seats(place: Place) -> list[Space]:
    """Rooms in which a seat can be taken: the tablet leads there."""
    return list(Space.objects.filter(place=place, is_active=True, seats__gt=0))


def limits_of(door: Door) -> crowds.Limits:
    return crowds.Limits(door.heads_max, door.quiet_percent, door.lively_percent)


def heads(place: Place, day: date, door: Door | None = None) -> Heads:
    door = door or door_of(place)
    kept = {row.stage: row for row in Presence.objects.filter(place=place, day=day)}
    wanted = sorted({*stages_of(place), *(Stage(code) for code in kept)}, key=lambda one: one.rank)
    rows = tuple(
        Row(stage, kept[stage].came, kept[stage].inside) if stage in kept else Row(stage, 0, 0)
        for stage in wanted
    )
    inside = sum(row.inside for row in rows)
    return Heads(rows, crowds.crowd(inside, limits_of(door)), door.heads_max, bool(kept))


def now_public(place: Place, at: datetime) -> Heads | None:
    """For the public page: None unless the door counts, a promised session is running, and somebody has tapped today."""
    door = Door.objects.filter(place=place, is_on=True).first()
    if door is None or not is_open(place, at):
        return None
    found = heads(place, clock.day(at), door)
    return found if found.counted else None


def is_open(place: Place, at: datetime) -> bool:
    """Whether a promised session of the place is running."""
    now = clock.jst(at)
    for starts, ends in _standing(place, now.date()).exclude(
        staffing=Session.Staffing.SHORT
    ).values_list("starts", "ends"):  # fmt: skip
        until = clock.at(now.date(), ends or clock.END_OF_DAY)
        if clock.at(now.date(), starts or time.min) <= now < until:
            return True
    return False


def ends_of(place: Place, day: date) -> list[time | None]:
    return list(_standing(place, day).values_list("ends", flat=True))


def _standing(place: Place, day: date) -> QuerySet[Session]:
    return Session.objects.filter(place=place, day=day, state=Session.State.PLANNED)


def still_inside() -> Iterator[tuple[Place, date]]:
    """Places and days that still hold heads."""
    rows = (
        Presence.objects.filter(inside__gt=0)
        .values_list("place_id", "day")
        .distinct()
        .order_by("day", "place_id")
    )
    places = Place.objects.in_bulk({place_id for place_id, _day in rows})
    for place_id, day in rows:
        yield places[place_id], day


def latest(place: Place, day: date) -> list[Crossing]:
    """The last taps of the day that may still be taken back, newest first."""
    rows = Crossing.objects.filter(place=place, day=day, undoes=None, undone=None).exclude(way=Way.CLOSING)
    return list(rows.order_by("-pk")[:LATEST])


def last_tap(place: Place, at: datetime) -> Crossing | None:
    """What the tablet may take back just now."""
    rows = Crossing.objects.filter(place=place, way=Way.TABLET, undoes=None, undone=None)
    return rows.filter(at__gt=at - counting.UNDO, at__lte=at).order_by("-pk").first()


def device(token_hash: str) -> DoorDevice | None:
    """The tablet that holds this token, stopped ones too; None for a link that was not opened yet."""
    return DoorDevice.objects.select_related("place__organisation").filter(token_hash=token_hash).first()


def devices(place: Place) -> list[DoorDevice]:
    return list(DoorDevice.objects.filter(place=place).order_by("revoked_at", "-registered_at", "pk"))


def cards(place: Place, day: date) -> list[DoorCard]:
    """Cards that work, with `told`: how many guardians have switched their notice on."""
    rows = DoorCard.objects.filter(place=place, stopped_at=None, ends_on__gte=day).order_by("issued_at", "pk")
    return list(rows.prefetch_related("notices"))


def notices_of(person: Person | int, day: date) -> list[GuardianNotice]:
    """A guardian's own notices whose card still works."""
    key = person if isinstance(person, int) else person.pk
    rows = GuardianNotice.objects.filter(guardian_id=key, card__stopped_at=None, card__ends_on__gte=day)
    return list(rows.select_related("card__place").order_by("card__place__kana", "pk"))


def listens(card: DoorCard, day: date) -> list[GuardianNotice]:
    """Whom this card's turn tells. Where one of its guardians is protected, nobody: a notice would say where the child
    is, and nothing may show that this is why."""
    rows = list(GuardianNotice.objects.filter(card=card).select_related("guardian").order_by("pk"))
    if any(people.is_protected(row.guardian_id, day=day) for row in rows):
        return []
    return [row for row in rows if row.is_on]


def own_places(by: Actor, at: datetime, *, permission: Permission = Permission.OPENHOUSE_DOOR) -> list[Place]:
    """The places of the actor's groups, by name: any of them may begin to count."""
    return list(_places_of(by, at, permission))


def counting_places(by: Actor, at: datetime) -> list[Place]:
    """Those of them that count. In one statement: every group's home page asks it."""
    on = Door.objects.filter(is_on=True).values("place_id")
    return list(_places_of(by, at, Permission.OPENHOUSE_DOOR).filter(pk__in=on))


def _places_of(by: Actor, at: datetime, permission: Permission) -> QuerySet[Place]:
    groups = people.organisations_of(by, permission, day=clock.day(at))
    rows = Place.objects.filter(organisation__in=groups).exclude(state__in=places_ops.GONE)
    return rows.order_by("kana", "name", "pk")


def may_see(by: Actor, place: Place, at: datetime) -> bool:
    """Whether the door's own pages of this place are open to the actor."""
    return policies.may_place(by, Permission.OPENHOUSE_DOOR, place, at=at)


def may_settle(by: Actor, place: Place, at: datetime) -> bool:
    return policies.may_place(by, Permission.OPENHOUSE_MANAGE, place, at=at)
