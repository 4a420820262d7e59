"""Papers for many people in one file: one asks, another confirms, and only then, with the list of the day, they are made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict
from ibasho.town.people import policies, queries, rules
from ibasho.town.people.models import LetterRun
from ibasho.town.people.permissions import Permission

NOUN = "people.LetterRun"


@transaction.atomic
def ask(*, key: str, ids: Collection[int], by: Actor, at: datetime) -> LetterRun:
    """Asks a colleague to look. `ids`: of whom the papers are for. What was asked for the same papers of the same people
    and still holds is given back."""
    policies.require_city(by, Permission.DESK_ENTER, day=clock.day(at))
    policies.require_fresh_list(at)
    running = queries.letter_run(key, ids, at)
    if running is not None:
        return running
    count, marked = len(set(ids)), queries.letter_key(key, ids)
    run = LetterRun.objects.create(key=marked, count=count, asked_at=at, asked_by_id=policies.person_of(by))
    journal.record("people.letters.ask", noun=NOUN, object_id=run.pk, by=by, at=at, data={"count": count})
    return run


@transaction.atomic
def confirm(*, run: LetterRun, by: Actor, at: datetime) -> LetterRun:
    """By another than who asked; who may look at these papers at all, their room has decided."""
    policies.require_city(by, Permission.DESK_ENTER, day=clock.day(at))
    policies.require_fresh_list(at)
    run = LetterRun.objects.select_for_update().get(pk=run.pk)
    rules.check_second(run.asked_by_id, policies.person_of(by))
    if run.confirmed_at is None:
        run.confirmed_at, run.confirmed_by_id = at, policies.person_of(by)
        run.save(update_fields=["confirmed_at", "confirmed_by"])
        journal.record("people.letters.confirm", noun=NOUN, object_id=run.pk, by=by, at=at)
    return run


@transaction.atomic
def take(*, key: str, ids: Collection[int], by: Actor, at: datetime) -> LetterRun:
    """Before the file is made: written first. Raises Conflict where the list is old or nobody has confirmed these people."""
    policies.require_city(by, Permission.DESK_ENTER, day=clock.day(at))
    policies.require_fresh_list(at)
    run = queries.letter_run(key, ids, at)
    if run is None or not rules.run_holds(run.confirmed_at, at):
        raise Conflict(
            "people.run_unconfirmed", "まだ もう1人が 確かめていません。このページを 見てもらってください。"
        )
    data = {"count": run.count}
    journal.record("people.letters.take", noun=NOUN, object_id=run.pk, by=by, at=at, data=data)
    return run
