"""What a section has to do for a line, until when: written by who writes the plan, ticked by the section itself too."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.actions import lines
from ibasho.front.reports.models import Line, Todo
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "reports.Todo"
WORDS_MAX = 200
UNDO = timedelta(hours=24)


@transaction.atomic
def add(*, line: Line, organisation: Organisation, words: str, due_on: date | None, by: Actor, at: datetime) -> Todo:  # fmt: skip
    """Raises Invalid for no words, NotFound for a line that is gone."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    said = refuse_my_number(words.strip())
    if not said or len(said) > WORDS_MAX:
        sentence = f"なにを するのかを {WORDS_MAX}字までで 書いてください。"
        raise Invalid("reports.todo_words", sentence, fields={"words": sentence})
    lines.locked(line)
    made = Todo.objects.create(
        line=line, organisation=organisation, words=said, due_on=due_on, made_at=at, made_by_id=people.person_of(by)
    )  # fmt: skip
    _note("add", made, by, at)
    return made


@transaction.atomic
def done(*, todo: Todo, by: Actor, at: datetime) -> Todo:
    row = _locked(todo)
    policies.require_ticks(by, row, at=at)
    if row.done_at is not None:
        raise Conflict("reports.todo_done", "もう すんでいます。ページを 開きなおしてください。")
    row.done_at, row.done_by_id = at, people.person_of(by)
    row.save(update_fields=["done_at", "done_by"])
    _note("done", row, by, at)
    return row


@transaction.atomic
def undone(*, todo: Todo, by: Actor, at: datetime) -> Todo:
    """Within a day of 「すんだ」."""
    row = _locked(todo)
    policies.require_ticks(by, row, at=at)
    if row.done_at is None or at - row.done_at > UNDO:
        raise Conflict(
            "reports.todo_undo", "もどせるのは 24時間 以内です。もう一度 するときは、新しく 入れてください。"
        )
    row.done_at, row.done_by = None, None
    row.save(update_fields=["done_at", "done_by"])
    _note("undone", row, by, at)
    return row


@transaction.atomic
def drop(*, todo: Todo, by: Actor, at: datetime) -> None:
    """Not to be done after all. What is done stays: it is part of the line's story."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = _locked(todo)
    if row.done_at is not None:
        raise Conflict(
            "reports.todo_done", "すんだ しごとは 消せません。まちがえたときは「もどす」を おしてください。"
        )
    _note("drop", row, by, at)
    row.delete()


def _locked(todo: Todo) -> Todo:
    rows = Todo.objects.select_for_update(of=("self",)).select_related("line")
    row = rows.filter(pk=todo.pk).first()
    if row is None:
        raise Conflict("reports.todo_gone", "ほかの人が 消しました。ページを 開きなおしてください。")
    return row


def _note(verb: str, row: Todo, by: Actor, at: datetime) -> None:
    data = {"organisation": row.organisation_id, "line": row.line.code}
    journal.record(f"reports.todo.{verb}", noun=NOUN, object_id=row.public_id, by=by, at=at, data=data)
