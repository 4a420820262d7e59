"""What every page of one matter says of who has it: the context of `care/secrecy/_who.html` and `_break.html`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import Http404
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.ui.request import Request
from ibasho.rooms.care import policies
from ibasho.rooms.care.actions import matters
from ibasho.rooms.care.forms.secrecy import AssignForm, RelateForm
from ibasho.rooms.care.models import Matter
from ibasho.rooms.care.queries import centre, having
from ibasho.rooms.care.queries import secrecy as queries
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

INBOX = "care:desk_inbox"
HOMES = {Matter.Kind.NOTICE: "care:desk_notice", Matter.Kind.REFERRAL: "care:desk_referral"}


@dataclass(frozen=True, slots=True)
class One:
    """Somebody of the centre, as the page names and the button addresses them."""

    public_id: str
    name: str
    since: datetime
    is_me: bool


@dataclass(frozen=True, slots=True)
class Parts:
    """`until`: to when this person's own break-glass runs; `may_break`: whether the page offers one."""

    matter: Matter
    who: list[One]
    related: list[One]
    is_lead: bool
    may_read: bool
    is_assigned: bool
    is_last: bool
    until: datetime | None
    may_break: bool
    assign_form: AssignForm | None
    relate_form: RelateForm | None
    openings: list[queries.Look]


def matter_or_404(request: Request, public_id: str) -> Matter:
    """For who handles and is not related; the try of somebody related is written down before the same 404."""
    policies.require(request.actor, Permission.CARE_HANDLE, at=request.at)
    matter = Matter.objects.filter(public_id=public_id).first()
    if matter is None or matters.refused(matter=matter, by=request.actor, at=request.at):
        raise Http404
    return matter


def home_of(matter: Matter) -> str:
    return reverse(HOMES[Matter.Kind(matter.kind)], args=[matter.public_id])


def parts(request: Request, matter: Matter) -> dict[str, Any]:
    """To be merged into the context of a page about `matter`. Asks nothing: the page has."""
    by, at, day = request.actor, request.at, clock.day(request.at)
    lead = policies.may(by, Permission.CARE_LEAD, at=at)
    given, barred = list(having.assignees(matter)), list(having.related(matter))
    names = centre.names([*(one.person_id for one in given), *(one.person_id for one in barred)], day)
    mine = any(one.person_id == by.person_id for one in given)
    running = having.open_now(by, matter, at).values_list("until", flat=True).order_by("-until").first()
    made = Parts(
        matter=matter,
        who=[_one(one.person, names, one.given_at, by.person_id) for one in given],
        related=[_one(one.person, names, one.set_at, by.person_id) for one in barred],
        is_lead=lead, is_assigned=mine, is_last=len(given) == 1 and having.is_open(matter),
        may_read=mine or running is not None, until=running,
        may_break=not mine and running is None and matter.data_key is not None,
        assign_form=_assigning(matter, day) if lead else None,
        relate_form=RelateForm(matter=matter, day=day) if lead else None,
        openings=queries.looks(list(queries.openings(by).filter(matter=matter)), by, at),
    )  # fmt: skip
    return {"secrecy": made}


def _assigning(matter: Matter, day: date) -> AssignForm | None:
    return AssignForm(matter=matter, day=day) if matter.forgotten_on is None else None


def _one(person: Person, names: dict[int, str], since: datetime, me: int | None) -> One:
    return One(person.public_id, names[person.pk], since, person.pk == me)
