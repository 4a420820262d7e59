"""Rooms with their versions, as the pages that rule them show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.openhouse.models import RuleVersion, Space
from ibasho.rooms.openhouse.queries import faces
from ibasho.rooms.openhouse.rules.compare import Change, changes
from ibasho.rooms.openhouse.rules.picture import Picture, picture
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.places import policies as places
from ibasho.town.places.models import Place
from ibasho.town.places.rules.words import describe

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Room:
    """`now` is in force today, `coming` are published and not begun, `over` are past, each newest first."""

    space: Space
    now: RuleVersion | None
    picture: Picture
    drafts: list[RuleVersion]
    coming: list[RuleVersion]
    over: list[RuleVersion]


@dataclass(frozen=True, slots=True)
class House:
    """A place and its rooms."""

    place: Place
    rooms: list[Room]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What publishing a version, or taking it back, changes: hours in words before and after, faces line by line."""

    before: list[str]
    after: list[str]
    changes: list[Change]
    ended: RuleVersion | None


def find(public_id: str) -> Space | None:
    return Space.objects.select_related("place__organisation").filter(public_id=public_id).first()


def find_version(public_id: str) -> RuleVersion | None:
    rows = RuleVersion.objects.select_related("space__place__organisation", "ended_by", "published_by")
    return rows.prefetch_related("faces").filter(public_id=public_id).first()


def ruled_by(by: Actor, at: datetime, *, city: bool) -> QuerySet[Place]:
    """Places with rooms: every one for the city's desk, those of one's own organisations for a lead."""
    found = Place.objects.exclude(state__in=("ended", "refused")).select_related("organisation")
    found = found.filter(spaces__isnull=False).distinct().order_by("name", "pk")
    if city:
        return found
    return found.filter(organisation__in=_own(by, at))


def may_be_ruled(by: Actor, at: datetime, *, city: bool) -> QuerySet[Place]:
    """Places a first room may be added to."""
    found = Place.objects.filter(state__in=("published", "paused", "pending", "draft"), spaces__isnull=True)
    found = found.order_by("name", "pk")
    return found if city else found.filter(organisation__in=_own(by, at))


def _own(by: Actor, at: datetime) -> QuerySet[Organisation]:
    return people.organisations_of(by, Permission.OPENHOUSE_MANAGE, day=clock.day(at))


def may_rule(by: Actor, place: Place, at: datetime) -> bool:
    return places.may(by, Permission.OPENHOUSE_MANAGE, place, at=at)


def houses(found: Iterable[Place], today: date) -> list[House]:
    """Two statements however many places there are."""
    known = list(found)
    rooms: dict[int, list[Space]] = defaultdict(list)
    for space in Space.objects.filter(place__in=known).select_related("place"):
        rooms[space.place_id].append(space)
    versions: dict[int, list[RuleVersion]] = defaultdict(list)
    rows = RuleVersion.objects.filter(space__place__in=known).prefetch_related("faces")
    for version in rows:
        versions[version.space_id].append(version)
    return [
        House(place, [_room(space, versions[space.pk], today) for space in rooms[place.pk]])
        for place in known
    ]


def _room(space: Space, versions: Sequence[RuleVersion], today: date) -> Room:
    """`versions` newest first."""
    told = [one for one in versions if one.published_at is not None]
    now = next(
        (one for one in told if one.starts_on <= today and (one.ends_on is None or one.ends_on >= today)),
        None,
    )
    return Room(
        space=space, now=now, picture=picture(faces.value(now).faces if now else ()),
        drafts=[one for one in versions if one.published_at is None],
        coming=[one for one in told if one.starts_on > today],
        over=[one for one in told if one.ends_on is not None and one.ends_on < today],
    )  # fmt: skip


def meaning(version: RuleVersion, today: date, *, withdrawing: bool = False) -> Meaning:
    """Raises Conflict where another published version stands in the way."""
    place = version.space.place
    told = (
        faces.ruling(place, today=today, withdrawing=version)
        if withdrawing
        else faces.ruling(place, today=today, publishing=version)
    )
    standing = [rule.as_opening() for rule in place.opening_rules.all()]
    ended = None if withdrawing else faces.in_force(version.space, version.starts_on)
    compared = ended or faces.in_force(version.space, today)
    before = faces.value(compared).faces if compared else ()
    return Meaning(
        before=[describe(rule) for rule in standing], after=[describe(rule) for rule in told.openings],
        changes=changes(before, faces.value(version).faces), ended=ended,
    )  # fmt: skip


def ending(today: date) -> QuerySet[RuleVersion]:
    """Versions in force of rooms in use that end within 30 days without another that follows."""
    later = RuleVersion.objects.filter(
        space=OuterRef("space"), published_at__isnull=False, starts_on__gt=OuterRef("ends_on")
    )
    rows = RuleVersion.objects.filter(
        ~Exists(later), published_at__isnull=False, space__is_active=True, starts_on__lte=today,
        ends_on__range=(today, today + SOON),
    )  # fmt: skip
    return rows.order_by("ends_on")
