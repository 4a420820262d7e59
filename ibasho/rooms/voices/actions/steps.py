"""The five steps: done on a day, passed over with a reason everybody can read, or taken back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.rooms.voices.actions import hearings
from ibasho.rooms.voices.models import Hearing, Step
from ibasho.rooms.voices.queries import steps as queries
from ibasho.rooms.voices.rules import steps as rules
from ibasho.rooms.voices.rules.kinds import StepKind

NOTE_MAX = 400


@transaction.atomic
def settle(
    *, hearing: Hearing, kind: StepKind, done_on: date, note: str = "", by: Actor, at: datetime
) -> Step:
    """It was done on `done_on`; `note` says what was done. Raises Conflict for what is still to do, Invalid for the day."""
    locked, step = _lock(hearing, kind, by, at)
    words = refuse_my_number(" ".join(note.split()))[:NOTE_MAX]
    rows = queries.at(locked.steps.all())
    rules.check_done(kind, done_on, words, rows, queries.facts(locked), today=clock.day(at))
    _set(step, by, done_on=done_on, note=words)
    _note("settle", step, by, at, {"day": str(done_on)})
    return step


@transaction.atomic
def skip(*, hearing: Hearing, kind: StepKind, why: str, by: Actor, at: datetime) -> Step:
    """It is not done, and everybody reads why. Raises Invalid, Conflict."""
    locked, step = _lock(hearing, kind, by, at)
    told = reason(
        why, code="step.why", sentence="しなかった わけが ありません。こどもも 読みます。短く 書いてください。", field="why",
        most=NOTE_MAX,
    )  # fmt: skip
    rules.check_skip(kind, queries.at(locked.steps.all()), queries.facts(locked))
    _set(step, by, skipped_why=told)
    _note("skip", step, by, at, {}, why=told[:200])
    return step


@transaction.atomic
def take_back(*, hearing: Hearing, kind: StepKind, by: Actor, at: datetime) -> Step:
    """What was written of it was a mistake. Raises Conflict when something rests on it."""
    locked, step = _lock(hearing, kind, by, at)
    rules.check_take_back(kind, queries.at(locked.steps.all()), queries.facts(locked))
    was = {"day": str(step.done_on or ""), "skipped": step.skipped_why}
    _set(step, by)
    _note("take_back", step, by, at, was)
    return step


@transaction.atomic
def plan(*, hearing: Hearing, kind: StepKind, planned_on: date | None, by: Actor, at: datetime) -> Step:
    """By when it is meant to be done."""
    _, step = _lock(hearing, kind, by, at)
    step.planned_on = planned_on
    step.save(update_fields=["planned_on"])
    _note("plan", step, by, at, {"planned_on": str(planned_on or "")})
    return step


def _lock(hearing: Hearing, kind: StepKind, by: Actor, at: datetime) -> tuple[Hearing, Step]:
    locked = hearings.lock(hearing, by, at)
    return locked, locked.steps.get(kind=kind)


def _set(
    step: Step, by: Actor, *, done_on: date | None = None, note: str = "", skipped_why: str = ""
) -> None:
    step.done_on, step.note, step.skipped_why = done_on, note, skipped_why
    step.settled_by_id = by.person_id if done_on or skipped_why else None
    step.save(update_fields=["done_on", "note", "skipped_why", "settled_by"])


def _note(verb: str, step: Step, by: Actor, at: datetime, data: dict[str, Any], why: str = "") -> None:
    journal.record(
        f"voices.step.{verb}", noun="voices.Step", object_id=step.pk, by=by, at=at, why=why,
        data={"hearing": step.hearing.public_id, "kind": step.kind, **data},
    )  # fmt: skip
