"""Reading the centre's inbox. Nothing here gives the words but `given_back`; who reads one asks actions.concerns.read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import NotFound
from ibasho.town.concerns.models import Concern
from ibasho.town.concerns.queries import words
from ibasho.town.concerns.rules import clock as rules
from ibasho.town.concerns.rules.kinds import Kind, Outcome
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission
from ibasho.town.people.roles import carrying

State = Concern.State
HANDLERS = carrying(Permission.CONCERNS_HANDLE)


@dataclass(frozen=True, slots=True)
class Inbox:
    """`new` and `taken` the oldest first, each with its kind (None where it can't be opened); `closed` the newest first."""

    new: list[tuple[Concern, Kind | None]]
    taken: list[tuple[Concern, Kind | None]]
    closed: list[Concern]


def inbox(*, closed_max: int = 50) -> Inbox:
    """For who holds CONCERNS_HANDLE: the view has asked."""
    rows = Concern.objects.select_related("taken_by", "closed_by")
    new = rows.filter(state=State.NEW).order_by("answer_by", "pk")
    taken = rows.filter(state=State.TAKEN).order_by("taken_at", "pk")
    closed = rows.filter(state=State.CLOSED).defer("sealed").order_by("-closed_at", "-pk")
    return Inbox(
        [(one, words.kind_of(one)) for one in new],
        [(one, words.kind_of(one)) for one in taken],
        list(closed[:closed_max]),
    )


def waiting() -> QuerySet[Concern]:
    """Nobody has taken them yet, the most urgent first."""
    return Concern.objects.filter(state=State.NEW).defer("sealed").order_by("answer_by", "pk")


def held(today: date) -> QuerySet[Concern]:
    """Somebody took them more than three working days ago and nobody has said how they ended, the oldest first."""
    before = clock.at(rules.held_before(today), rules.MIDNIGHT)
    return (
        Concern.objects.filter(state=State.TAKEN, taken_at__lt=before)
        .defer("sealed")
        .order_by("taken_at", "pk")
    )


def unreadable() -> QuerySet[Concern]:
    """What a change of keys could not open; the job tries it again each night."""
    return Concern.objects.filter(unreadable_on__isnull=False).defer("sealed").order_by("received_on", "pk")


def received_on(concern_id: int | str) -> date | None:
    """The day on which it was handed over, for the room it came from. None: no such concern."""
    return Concern.objects.filter(pk=int(concern_id)).values_list("received_on", flat=True).first()


def given_back(concern_id: int | str) -> Mapping[str, Any]:
    """What was handed over, once more, of a concern that was none: `concern_id` as the journal gives it (object_id).
    Raises NotFound for every other, Conflict where its words are gone."""
    row = Concern.objects.filter(
        pk=int(concern_id), state=State.CLOSED, outcome=Outcome.GIVEN_BACK.value
    ).first()
    if row is None:
        raise NotFound("concerns.not_found", "この知らせは 見つかりません。一覧から えらびなおしてください。")
    return words.opened(row)


def handlers(day: date) -> QuerySet[Person]:
    """Who may read the inbox on `day`."""
    return people.holders(Permission.CONCERNS_HANDLE, day=day)


def is_staffed(day: date) -> bool:
    """Whether anybody would read what comes in: asked before children are asked anything."""
    return handlers(day).exists()
