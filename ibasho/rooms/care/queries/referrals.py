"""Reading referrals: the centre's lists, a place's own, the three facts once their key is given. Nothing here gives a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.rooms.care.models import Referral
from ibasho.rooms.care.queries import centre, having, words
from ibasho.rooms.care.rules import referrals as rules
from ibasho.rooms.care.rules.referrals import Facts
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

State = Referral.State
_SEALED = (
    "sealed_child", "sealed_allergy", "sealed_collect", "sealed_decline_words", "child_mark", "matter__data_key",
)  # fmt: skip
OVER_SHOWN_MAX = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """What the centre's page shows: `mine` open ones, the one whose clock ends first at the top; `others` are only known by
    number and who of today's centre has them; `over` mine, the newest first."""

    mine: list[Referral]
    others: list[tuple[Referral, tuple[str, ...]]]
    over: list[Referral]


def listed(by: Actor, at: datetime) -> Listed:
    """For who holds CARE_HANDLE: the view has asked. What one is related to is in no list of theirs."""
    own = _mine(by)
    others = list(_others(by).filter(state__in=rules.TOLD).order_by("answer_by", "pk"))
    held = having.names([row.matter_id for row in others], clock.day(at))
    return Listed(
        list(own.filter(state__in=rules.TOLD).order_by("answer_by", "pk")),
        [(row, held.get(row.matter_id, ())) for row in others],
        list(own.filter(state__in=rules.OVER).order_by("-asked_at", "-pk")[:OVER_SHOWN_MAX]),
    )


def unanswered(by: Actor, today: date) -> QuerySet[Referral]:
    """Mine that the place has not answered by the day it should have."""
    return _mine(by).filter(state=State.ASKED, answer_by__lt=today)


def declined(by: Actor) -> QuerySet[Referral]:
    """Mine that a place cannot take, and that I have not looked at."""
    return _mine(by).filter(state=State.DECLINED, looked_at__isnull=True)


def not_arrived(by: Actor, today: date) -> QuerySet[Referral]:
    """Mine whose first day is over without anybody having come."""
    return _mine(by).filter(state=State.ACCEPTED, first_on__lt=today)


def of_place(by: Actor, at: datetime) -> QuerySet[Referral]:
    """Those of the actor's own groups, without the sealed columns: what is asked first."""
    held = people.organisations_of(by, Permission.CARE_WELCOME, day=clock.day(at))
    return (
        Referral.objects.filter(place__organisation__in=held)
        .select_related("place", "matter")
        .defer(*_SEALED)
        .order_by("answer_by", "pk")
    )


def to_answer(by: Actor, at: datetime) -> QuerySet[Referral]:
    return of_place(by, at).filter(state=State.ASKED)


def to_receive(by: Actor, at: datetime) -> QuerySet[Referral]:
    """Accepted, the first day is here or over, and nobody has said that the child came."""
    return of_place(by, at).filter(state=State.ACCEPTED, first_on__lte=clock.day(at))


def facts(row: Referral, key: bytes) -> Facts:
    """Raises Invalid (`sealed`) where a column was changed or stands in another row."""
    child, allergy, collect = (
        words.opened(sealed, key=key, column=f"care.referral.{column}", row=row.matter.public_id)
        for column, sealed in (
            ("child", row.sealed_child), ("allergy", row.sealed_allergy), ("collect", row.sealed_collect),
        )
    )  # fmt: skip
    return Facts(child, allergy, collect)


def decline_words(row: Referral, key: bytes) -> str:
    return words.opened(
        row.sealed_decline_words, key=key, column="care.referral.decline", row=row.matter.public_id
    )


def may_take_back(row: Referral, by: Actor, at: datetime) -> bool:
    """Whether this person pressed last, a moment ago. What somebody took their yes back from stays."""
    if row.withdrawn_on is not None:
        return False
    if row.state == State.ARRIVED:
        return row.arrived_by_id == by.person_id and rules.may_take_back(row.arrived_at, at)
    if row.state == State.ENDED:
        return row.ended_by_id == by.person_id and rules.may_take_back(row.ended_at, at)
    answered = row.state in (State.ACCEPTED, State.DECLINED)
    return answered and row.answered_by_id == by.person_id and rules.may_take_back(row.answered_at, at)


def welcomers(organisation_id: int | None, day: date) -> QuerySet[Person]:
    """Who of a group answers on `day`; nobody for a place that belongs to none."""
    return people.holders(Permission.CARE_WELCOME, day=day, organisation_id=organisation_id or 0)


def assigned(matters: list[int], day: date) -> QuerySet[Person]:
    """Who of the centre has one of these matters and still handles them today; where nobody does, its leads."""
    found = having.holders(matters, day)
    return found if found.exists() else centre.leads(day)


def _mine(by: Actor) -> QuerySet[Referral]:
    return _of_centre(by).filter(having.is_own(by))


def _others(by: Actor) -> QuerySet[Referral]:
    return _of_centre(by).filter(~having.is_own(by))


def _of_centre(by: Actor) -> QuerySet[Referral]:
    """What one is related to is not among them."""
    return Referral.objects.filter(having.not_related(by)).select_related("place", "matter").defer(*_SEALED)
