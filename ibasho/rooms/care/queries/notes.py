"""One's own notes, and where one may have noticed something. Never a word: those come by actions.notes.read_own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ports.vault import vault
from ibasho.rooms.care import policies
from ibasho.rooms.care.models import NoteWord, Notice
from ibasho.rooms.care.queries.council import is_member
from ibasho.rooms.care.rules import nicknames
from ibasho.rooms.care.rules import notes as rules
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import ROLES
from ibasho.town.places.models import Place

SHOWN_MAX = 100
NEWS_DAYS = 7
_WRITER = "care.writer"


@dataclass(frozen=True, slots=True)
class Own:
    """A note as its writer sees it in their list."""

    public_id: str
    received_at: datetime
    standing: rules.Standing


def own(by: Actor, at: datetime) -> list[Own]:
    """The newest first; empty for who writes none."""
    rows = _own(by, at).order_by("-received_at", "-pk")[:SHOWN_MAX]
    return [Own(row.matter.public_id, row.received_at, standing(row, at)) for row in rows]


def one(public_id: str, by: Actor, at: datetime) -> Notice | None:
    """One's own; somebody else's is found no more than a made-up number."""
    return _own(by, at).filter(matter__public_id=public_id).first()


def thanked(by: Actor, at: datetime) -> int:
    """How many of one's notes were answered in the last days: for the home page."""
    return _own(by, at).filter(answered_at__gte=at - timedelta(days=NEWS_DAYS)).count()


def _own(by: Actor, at: datetime) -> QuerySet[Notice]:
    if by.person_id is None or not policies.may(by, Permission.CARE_NOTE, at=at):
        return Notice.objects.none()
    return Notice.objects.filter(writer_id=by.person_id).select_related("matter")


def standing(row: Notice, at: datetime) -> rules.Standing:
    return rules.standing(
        received_at=row.received_at, taken_at=row.taken_at, answered_at=row.answered_at, answer_by=row.answer_by, at=at
    )  # fmt: skip


def back(row: Notice, by: Actor, at: datetime) -> list[NoteWord]:
    """Words of the centre to this writer's group, as long as it is a member of the 要対協 today and they belong to it."""
    today = clock.day(at)
    held = {one.organisation_id for one in people.current_memberships(by.person_id, today)}
    rows = (
        row.back.select_related("organisation", "sent_by")
        .filter(sealed_text__isnull=False)
        .order_by("sent_at", "pk")
    )
    return [one for one in rows if one.organisation_id in held and is_member(one.organisation_id, today)]


def places_of(by: Actor, at: datetime) -> QuerySet[Place]:
    """Where this person may have noticed something: a group's own places, for the city every one the town knows."""
    day = clock.day(at)
    if people.city_wide(by, day=day):
        return (
            Place.objects.filter(state__in=[Place.State.PUBLISHED, Place.State.PAUSED])
            .select_related("organisation")
            .order_by("kana", "name", "pk")
        )
    groups = people.organisations_of(by, Permission.CARE_NOTE, day=day)
    found = Place.objects.filter(organisation__in=groups).exclude(state=Place.State.ENDED)
    return found.select_related("organisation").order_by("name", "pk")


def name_of(public_id: str) -> str:
    """Of a place that stands or stood on the map; "" for any other."""
    known = (Place.State.PUBLISHED, Place.State.PAUSED, Place.State.ENDED)
    found = Place.objects.filter(public_id=public_id, state__in=known).first() if public_id else None
    return found.name if found else ""


def organisation_of(by: Actor, at: datetime, place: Place | None) -> Organisation | None:
    """On whose behalf somebody writes: the place's group where they belong to it, else the first in which they may."""
    day = clock.day(at)
    held = [one.organisation for one in people.current_memberships(by.person_id, day) if _writes(one.role)]
    return next(
        (one for one in held if place is not None and one.pk == place.organisation_id),
        held[0] if held else None,
    )


def _writes(role: str) -> bool:
    return Permission.CARE_NOTE in ROLES[role].permissions


def writer_marks(by: Actor) -> list[str]:
    """Opaque marks of this person, the newest first: what a device keeps beside a sealed note, so that another person's
    session does not send it. Nobody reads the person out of it."""
    return [one.hex() for one in vault().marks(str(by.person_id or 0), _WRITER)]


def content_marks(told: rules.Note, person_id: int | None, day: date) -> list[bytes]:
    """Of the same note by the same hand on the same day."""
    return vault().marks(rules.canonical(told), f"care.note:{person_id or 0}:{day.isoformat()}")


def child_mark(told: rules.Note) -> bytes | None:
    """Of the nickname at that place; None without both."""
    folded = nicknames.folded(told.child) if told.place else ""
    return vault().marks(folded, nicknames.salt(told.place))[0] if folded else None
