"""The steps of a start-up: set by who accompanies it, told by the starter through their own link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions.starting import stand
from ibasho.rooms.network.models import StartUp, Step
from ibasho.rooms.network.rules import starting as rules
from ibasho.rooms.network.rules.kinds import StepCode, StepState
from ibasho.town.people.models import Person
from ibasho.town.people.permissions import Permission


@dataclass(frozen=True, slots=True)
class Said:
    """How a step is now. `helper` an account, `helper_words` anybody else; `note` is read by the starter, too."""

    state: StepState
    helper: Person | None = None
    helper_words: str = ""
    note: str = ""


@transaction.atomic
def set_step(*, startup: StartUp, code: StepCode, said: Said, by: Actor, at: datetime) -> Step:
    """Raises Conflict for a start-up that has ended."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    locked = _locked(startup)
    step = Step.objects.select_for_update().get(startup=locked, code=code.value)
    step.helper = said.helper
    step.helper_words = refuse_my_number(" ".join(said.helper_words.split()))[:80]
    step.note = refuse_my_number(" ".join(said.note.split()))[:400]
    _write(locked, step, said.state, by, at)
    return step


@transaction.atomic
def tell_step(*, startup: StartUp, code: StepCode, state: StepState, by: Actor, at: datetime) -> Step:
    """The starter's own word. `by` is the link, which the view has checked; nobody else may (NotFound)."""
    if not by.is_link:
        raise NotFound("network.not_found", "見つかりません。アドレスを 確かめてください。")
    locked = _locked(startup)
    step = Step.objects.select_for_update().get(startup=locked, code=code.value)
    _write(locked, step, state, by, at)
    return step


def _locked(startup: StartUp) -> StartUp:
    locked = StartUp.objects.select_for_update(of=("self",)).get(pk=startup.pk)
    if locked.state in rules.ENDED:
        raise Conflict(
            "network.starting.ended", "この立ち上げは もう おわっています。つづけるときは、市か CSWに「もう一度 すすめる」を たのんでください。"
        )  # fmt: skip
    return locked


def _write(locked: StartUp, step: Step, state: StepState, by: Actor, at: datetime) -> None:
    today, before = clock.day(at), step.state
    if state != before:
        step.state, step.since = state.value, today
        if state is not StepState.AHEAD:
            step.begun_on = step.begun_on or today
    locked.moved_at = at  # a word about it is movement, too: what stands still for a year loses its names
    locked.save(update_fields=["moved_at"])
    step.save()
    _let_next_begin(locked, today)
    journal.record(
        "network.starting.step", noun="network.StartUp", object_id=locked.pk, by=by, at=at,
        data={"step": step.code, "from": before, "to": state.value},
    )  # fmt: skip


def _let_next_begin(locked: StartUp, today: date) -> None:
    """The turn of the step that stands now begins to be counted."""
    now = rules.current([stand(one) for one in locked.steps.all()])
    if now is not None:
        Step.objects.filter(startup=locked, code=now.code, begun_on__isnull=True).update(begun_on=today)
