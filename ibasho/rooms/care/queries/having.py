"""Who has a matter, who knows the family, whose break-glass runs: the policies and every list ask here alike."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import NegatedExpression

from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.models import Assignee, Matter, Notice, Opening, Related
from ibasho.rooms.care.queries import centre
from ibasho.rooms.care.rules.kinds import Reviewed
from ibasho.rooms.care.rules.referrals import TOLD
from ibasho.town.people.models import Person

IN_HAND = (Notice.State.TAKEN, Notice.State.ANSWERED)


def known_to(by: Actor) -> QuerySet[Related]:
    """Of which matters this person knows the family."""
    return Related.objects.filter(person_id=by.person_id or 0, lifted_at__isnull=True)


def not_related(by: Actor, path: str = "matter") -> NegatedExpression[Any]:
    """Whoever knows the family does not learn that the matter exists. `path`: to the matter, "pk" from itself."""
    return ~Exists(known_to(by).filter(matter=OuterRef(path)))


def held_by(by: Actor) -> QuerySet[Assignee]:
    return Assignee.objects.filter(person_id=by.person_id or 0, ended_at__isnull=True)


def is_own(by: Actor) -> Exists:
    """For what hangs on a matter: whether this person has it."""
    return Exists(held_by(by).filter(matter=OuterRef("matter")))


def is_held(day: date, path: str = "matter") -> Exists:
    """Whether somebody of that day's centre has it: whoever has left it has nothing any more."""
    return Exists(_held(day).filter(matter=OuterRef(path)))


def open_now(by: Actor, matter: Matter, at: datetime) -> QuerySet[Opening]:
    """Their break-glass that still runs; one that was not needed ended when somebody said so."""
    mine = Opening.objects.filter(matter=matter, person_id=by.person_id or 0)
    return mine.filter(opened_at__lte=at, until__gt=at).exclude(verdict=Reviewed.WRONG.value)


def names(matters: Collection[int], day: date) -> dict[int, tuple[str, ...]]:
    """By matter, who of that day's centre has it, as the centre names them."""
    rows = _held(day).filter(matter__in=matters).order_by("given_at", "pk")
    pairs = list(rows.values_list("matter_id", "person_id"))
    named = centre.names((person for _matter, person in pairs), day)
    found: dict[int, tuple[str, ...]] = {}
    for matter, person in pairs:
        found[matter] = (*found.get(matter, ()), named[person])
    return found


def is_open(matter: Matter) -> bool:
    """Whether somebody must have it: a note that was taken and not closed, a referral that is not over."""
    return Matter.objects.filter(_runs(), pk=matter.pk).exists()


def without_assignee(by: Actor, day: date) -> QuerySet[Matter]:
    """Somebody should have it and nobody of the centre does on `day`: who had it knows the family, or left."""
    return Matter.objects.filter(_runs(), ~is_held(day, "pk"), not_related(by, "pk")).order_by("pk")


def assignees(matter: Matter) -> QuerySet[Assignee]:
    return matter.assignees.filter(ended_at__isnull=True).select_related("person").order_by("given_at", "pk")


def related(matter: Matter) -> QuerySet[Related]:
    return matter.related.filter(lifted_at__isnull=True).select_related("person").order_by("set_at", "pk")


def holders(matters: Collection[int], day: date) -> QuerySet[Person]:
    """Who has one of them and is of the centre on `day`."""
    return centre.handlers(day).filter(pk__in=_held(day).filter(matter__in=matters).values("person_id"))


def may_be_assigned(matter: Matter, day: date) -> QuerySet[Person]:
    """Of the centre on `day`, not related, not assigned yet."""
    return may_be_related(matter, day).exclude(pk__in=assignees(matter).values("person_id"))


def may_be_related(matter: Matter, day: date) -> QuerySet[Person]:
    return centre.handlers(day).exclude(pk__in=related(matter).values("person_id"))


def _held(day: date) -> QuerySet[Assignee]:
    return Assignee.objects.filter(ended_at__isnull=True, person__in=centre.handlers(day))


def _runs() -> Q:
    return Q(notice__state__in=IN_HAND) | Q(referral__state__in=TOLD)
