"""A start-up from the first word to the first session: asked, taken, resting, stopped, opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import start_links
from ibasho.rooms.network.models import StartUp, Step
from ibasho.rooms.network.rules import starting as rules
from ibasho.rooms.network.rules.kinds import StartState, StepCode, StepState
from ibasho.town.people import policies as people
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission

NOUN = "network.StartUp"
WORDS = frozenset(["name", "starter", "phone", "email", "wish", "kind", "district_code"])
INSERTED = WORDS | {"cell_code", "asked_at", "moved_at", "link_hash", "link_given_at"}
CHANGEABLE = WORDS | {"cell_code", "organisation", "place", "keeper", "first_on"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody says who wants to start. `cell_code`: the blank area they chose, "" where none was."""

    name: str
    starter: str
    phone: str = ""
    email: str = ""
    wish: str = ""
    kind: str = ""
    district_code: str = ""
    cell_code: str = ""


@transaction.atomic
def ask(*, asked: Asked, public_id: str, by: Actor, at: datetime) -> StartUp:
    """From the public page, or typed in by the desk (NETWORK_WRITE). Sent twice with one `public_id` it is written once.
    The starter's own link is there at once (`start_links.address`). Raises Invalid."""
    if by.person_id is not None:
        policies.require(by, Permission.NETWORK_WRITE, at=at)
    known = StartUp.objects.filter(public_id=public_id).first()
    if known is not None:
        return known
    told = {name: refuse_my_number(" ".join(getattr(asked, name).split())) for name in WORDS}
    rules.check_asked(told["name"], told["starter"], told["phone"], told["email"])
    drawn = StartUp(public_id=public_id, cell_code=asked.cell_code, asked_at=at, moved_at=at, **told)
    start_links.write(drawn, at)
    values = {name: getattr(drawn, name) for name in INSERTED}
    made, fresh = StartUp.objects.get_or_create(public_id=public_id, defaults=values)
    if not fresh:  # the same button, pressed twice at one moment
        return made
    today = clock.day(at)
    Step.objects.bulk_create(
        Step(startup=made, code=code.value, since=today, begun_on=today if code is StepCode.PLACE else None)
        for code in StepCode
    )
    _note("ask", made, by, at, {"kind": made.kind, "cell": made.cell_code})
    return made


@transaction.atomic
def take(*, startup: StartUp, by: Actor, at: datetime) -> StartUp:
    """Who presses is the keeper from now on; the starter hears of it where there is an address."""
    locked = locked_for(startup, by, at)
    keeper = Person.objects.get(pk=people.person_of(by))
    _move("take", locked, at)
    locked.keeper = keeper
    locked.save()
    _note("take", locked, by, at)
    start_links.tell_taken(locked, by, at)
    return locked


@transaction.atomic
def rest(*, startup: StartUp, words: str, by: Actor, at: datetime) -> StartUp:
    return _halted("rest", startup, words, by, at)


@transaction.atomic
def stop(*, startup: StartUp, words: str, by: Actor, at: datetime) -> StartUp:
    """It does not become anything now. `words`: what it was that stopped it, which the next starter profits from."""
    return _halted("stop", startup, words, by, at)


@transaction.atomic
def resume(*, startup: StartUp, by: Actor, at: datetime) -> StartUp:
    """After a rest, or a stop that was none."""
    locked = locked_for(startup, by, at)
    _move("resume", locked, at)
    locked.ended_on, locked.ended_words = None, ""
    locked.keeper_id = locked.keeper_id or by.person_id
    locked.save()
    _note("resume", locked, by, at)
    return locked


@transaction.atomic
def opened(*, startup: StartUp, first_on: date, by: Actor, at: datetime) -> StartUp:
    """The first session was held on `first_on`: by a person who was there, or by the job that saw the day counted."""
    locked = locked_for(startup, by, at)
    rules.check_first_day(first_on, clock.day(at))
    _move("open", locked, at)
    locked.first_on = locked.ended_on = first_on
    locked.ended_words = ""
    locked.save()
    step = Step.objects.select_for_update().get(startup=locked, code=StepCode.FIRST)
    step.state, step.since, step.begun_on = (
        StepState.DONE.value,
        first_on,
        min(step.begun_on or first_on, first_on),
    )
    step.save()
    _note("open", locked, by, at, {"first_on": first_on.isoformat()})
    return locked


@transaction.atomic
def reopen(*, startup: StartUp, by: Actor, at: datetime) -> StartUp:
    """「ひらいた」 was too early: it goes on, and no session held until today opens it again by itself."""
    locked = locked_for(startup, by, at)
    _move("reopen", locked, at)
    locked.ended_on = locked.first_on = None
    locked.not_yet_on = clock.day(at)
    locked.save()
    Step.objects.filter(startup=locked, code=StepCode.FIRST).update(
        state=StepState.DOING.value, since=clock.day(at)
    )
    _note("reopen", locked, by, at)
    return locked


@transaction.atomic
def change(*, startup: StartUp, values: Mapping[str, Any], by: Actor, at: datetime) -> StartUp:
    """Fields of CHANGEABLE: words, the group and the place it became, who keeps it, the day planned for the first time."""
    locked = locked_for(startup, by, at)
    before = {name: getattr(locked, name) for name in values}
    for name, value in values.items():
        if name not in CHANGEABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(locked, name, refuse_my_number(" ".join(value.split())) if isinstance(value, str) else value)
    rules.check_asked(locked.name, locked.starter, locked.phone, locked.email)
    if locked.state == StartState.OPENED and locked.first_on != before.get("first_on", locked.first_on):
        raise Conflict(
            "network.starting.opened_day",
            "もう ひらいています。日を なおすときは、先に「ひらいた」を とり消してください。",
        )
    _check_place(locked)
    changed = sorted(name for name, value in before.items() if getattr(locked, name) != value)
    if changed:
        locked.moved_at = at
        locked.save()
        _note("change", locked, by, at, {"fields": changed})
    return locked


def locked_for(startup: StartUp, by: Actor, at: datetime) -> StartUp:
    """Raises NotFound for whoever does not accompany start-ups."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    rows = StartUp.objects.select_for_update(of=("self",)).select_related("keeper", "place", "organisation")
    return rows.get(pk=startup.pk)


def _halted(verb: str, startup: StartUp, words: str, by: Actor, at: datetime) -> StartUp:
    locked = locked_for(startup, by, at)
    rules.check_why(words)
    _move(verb, locked, at)
    locked.ended_words = refuse_my_number(" ".join(words.split()))[:200]
    locked.ended_on = clock.day(at) if verb == "stop" else None
    locked.save()
    standing = rules.current([stand(one) for one in locked.steps.all()])
    _note(verb, locked, by, at, {"step": standing.code if standing else ""})
    return locked


def stand(step: Step) -> rules.Stand:
    return rules.Stand(step.code, step.state, step.since, step.begun_on)


def _move(verb: str, locked: StartUp, at: datetime) -> None:
    locked.state, locked.moved_at = rules.after(verb, locked.state).value, at


def _check_place(locked: StartUp) -> None:
    """A place belongs to one start-up alone."""
    if locked.place_id is None:
        return
    if StartUp.objects.filter(place_id=locked.place_id).exclude(pk=locked.pk).exists():
        words = "この居場所は、ほかの 立ち上げに もう つながっています。どちらかを 直してください。"
        raise Invalid("network.starting.place", words, fields={"place": words})


def _note(verb: str, row: StartUp, by: Actor, at: datetime, data: dict[str, Any] | None = None) -> None:
    journal.record(f"network.starting.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data or {})
