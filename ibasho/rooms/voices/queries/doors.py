"""Doors: those of a hearing, the one a link opens, those at a group's places, and the address that leads in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.http import urlencode

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.ui.links import Link
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Door, Envelope, Hearing, Opinion
from ibasho.rooms.voices.queries import hearings
from ibasho.rooms.voices.rules import doors as rules
from ibasho.rooms.voices.rules.doors import Standing
from ibasho.rooms.voices.rules.kinds import PLACE_PEOPLE, Access, Channel
from ibasho.town.areas.queries import ground
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place
from ibasho.town.places.queries import ops as places_ops

_WITH = ("hearing", "place__organisation")
LINK = Link("voices.door", "voices:enter", kept="token_hash", query="t")
_STALL_LINK = replace(LINK, page="voices:stall")


@dataclass(frozen=True, slots=True)
class Row:
    """A door on the desk's list. `heads`: answers poured and heads counted; `tickets`: (made, spent). How many wrote words is
    not said: beside the heads it would say whose went to the centre."""

    door: Door
    standing: Standing
    heads: int
    has_notes: bool
    tickets: tuple[int, int]


def find(public_id: str) -> Door | None:
    return Door.objects.select_related(*_WITH).filter(public_id=public_id).first()


def by_token(token: str) -> Door | None:
    """The door this link opens: a stall's phone or a class's tablets. A link that was replaced opens nothing."""
    return LINK.find(Door.objects.select_related(*_WITH), token)


def token(door: Door) -> str:
    """The 20 letters of the link this door has now. Raises ValueError where it has none."""
    return _link(door).token(door)


def standing(door: Door, day: date) -> Standing:
    """Whether somebody may answer here on `day`, and why not."""
    return rules.standing(
        state=door.hearing.state, shut=door.shut, on=door.on, quota=door.quota, taken=door.taken, day=day
    )


def web_of(hearing: Hearing) -> Door | None:
    """The page's own door: where whoever names no other comes in."""
    found = Door.objects.filter(hearing=hearing, channel=Channel.WEB, shut=False).order_by("pk")
    return found.select_related(*_WITH).first()


def address(door: Door) -> str:
    """The whole web address on posters and sheets. `d` names the door, so that an answer comes back to where it was
    given; with tickets nobody enters without one, so the address leads to where a ticket is typed."""
    if door.hearing.access == Access.TICKET:
        return settings.PUBLIC_URL + reverse("voices:enter")
    path = reverse("voices:ask", args=[door.hearing.public_id])
    return f"{settings.PUBLIC_URL}{path}?{urlencode({'d': door.public_id})}"


def link_address(door: Door) -> str:
    """The whole web address of the link: the stall's counter, or a class's way in. Raises ValueError without a link."""
    return _link(door).address(door)


def _link(door: Door) -> Link:
    """A link that was stopped is none: its moment stays, for who asks when it was given."""
    if not door.token_hash:
        raise ValueError("no link was given")
    return _STALL_LINK if door.channel == Channel.STALL else LINK


def of_hearing(hearing: Hearing, day: date) -> list[Row]:
    """Every door of a hearing, those that are open first, with how many were heard there."""
    doors = Door.objects.select_related(*_WITH).filter(hearing=hearing).order_by("shut", "on", "pk")
    heads = _sums(doors)
    return [
        Row(door, standing(door, day), heads[door.pk], door.has_notes, (door.made, door.spent))
        for door in doors.annotate(
            has_notes=Exists(Opinion.objects.filter(door=OuterRef("pk"))), made=Count("tickets", distinct=True),
            spent=Count("tickets", filter=Q(tickets__spent=True), distinct=True),
        )
    ]  # fmt: skip


def _sums(doors: QuerySet[Door]) -> dict[int, int]:
    """{door: people}: each number by its own question, because a join of both would multiply them."""
    answered = dict(doors.annotate(n=Count("answers")).values_list("pk", "n"))
    heads = Sum("tallies__count", filter=Q(tallies__question__isnull=True))
    counted = dict(doors.annotate(n=heads).values_list("pk", "n"))
    return {pk: n + (counted.get(pk) or 0) for pk, n in answered.items()}


def districts(day: date) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in ground.named_districts(day)]


def places() -> QuerySet[Place]:
    """Where a door may stand."""
    return Place.objects.filter(state=Place.State.PUBLISHED).order_by("kana", "name", "pk")


def places_with(kept: int) -> QuerySet[Place]:
    """The same, and one place more, whatever became of it."""
    rows = Place.objects.filter(Q(state=Place.State.PUBLISHED) | Q(pk=kept))
    return rows.order_by("kana", "name", "pk")


@dataclass(frozen=True, slots=True)
class Own:
    """One place of a group: its doors, and the open hearings that have none there yet."""

    place: Place
    doors: Sequence[Door]
    without: Sequence[Hearing]


def own_places(by: Actor, at: datetime) -> list[Place]:
    """The places at which the actor's groups collect, by name."""
    groups = people.organisations_of(by, Permission.VOICES_COLLECT, day=clock.day(at))
    rows = Place.objects.filter(organisation__in=groups).exclude(state__in=places_ops.GONE)
    return list(rows.order_by("kana", "name", "pk"))


def own(by: Actor, at: datetime) -> list[Own]:
    """A group's places with what is asked there now. A hearing about other places is none of theirs."""
    day = clock.day(at)
    places = own_places(by, at)
    asked = [one for one in hearings.open_now(day) if one.access == Access.OPEN]
    about = {one.pk: set(one.places.values_list("pk", flat=True)) for one in asked}
    doors: dict[int, list[Door]] = {}
    open_doors = Door.objects.select_related(*_WITH).filter(
        place__in=places, hearing__state__in=(Hearing.State.OPEN, Hearing.State.CLOSED), shut=False
    )
    for door in open_doors.order_by("hearing__closes_on", "pk"):
        doors.setdefault(door.place_id or 0, []).append(door)
    found = []
    for place in places:
        there = doors.get(place.pk, [])
        taken = {door.hearing_id for door in there}
        without = [
            one for one in asked if one.pk not in taken and (not about[one.pk] or place.pk in about[one.pk])
        ]
        found.append(Own(place, there, without))
    return found


def for_place_people(at: datetime) -> list[Hearing]:
    """Open hearings that ask groups, shops, farmers or supporters themselves."""
    asked = [one.value for one in PLACE_PEOPLE]
    return [one for one in hearings.open_now(clock.day(at)) if set(one.respondents) & set(asked)]


def collectable(by: Actor, public_id: str, at: datetime) -> Door | None:
    """A door at which the actor may count and type, else None."""
    found = find(public_id)
    return found if found is not None and policies.may_collect(by, found, at=at) else None


def is_unused(door: Door) -> bool:
    """Whether nothing came in here. What is still in an envelope is sealed: a door that is open has to stay."""
    came = (door.answers, door.tallies, door.opinions, door.tickets)
    if any(rows.exists() for rows in came) or door.taken:
        return False
    return door.hearing.state == Hearing.State.DRAFT or not Envelope.objects.filter(broken=False).exists()


def stalls_left(day: date) -> list[Door]:
    """Stalls of a past day whose link still opens the counter."""
    rows = Door.objects.filter(channel=Channel.STALL, on__lt=day, shut=False).exclude(token_hash="")
    return list(rows.order_by("on", "pk"))


def with_questions(door: Door) -> Hearing:
    """The door's hearing with its questions and choices read once."""
    asked = Prefetch("questions__choices")
    return Hearing.objects.prefetch_related("questions", asked).get(pk=door.hearing_id)
