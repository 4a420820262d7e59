"""やること: stands on a group's own page until it is done or dropped."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.network import policies
from ibasho.rooms.network.models import Meeting, Todo
from ibasho.rooms.network.rules import meetings as rules
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "network.Todo"
UNDO = timedelta(hours=24)


@transaction.atomic
def make(
    *,
    organisation: Organisation,
    words: str,
    due_on: date | None,
    meeting: Meeting | None = None,
    by: Actor,
    at: datetime,
) -> Todo:
    """By staff for anybody; a group writes its own."""
    policies.require_of(by, Permission.NETWORK_OWN, organisation.pk, at=at)
    said = rules.tidy(words, rules.WORDS_MAX, "words", "やること")
    if not said:
        sentence = "なにを するのかを 書いてください。"
        raise Invalid("network.todo_empty", sentence, fields={"words": sentence})
    made = Todo.objects.create(
        organisation=organisation,
        meeting=meeting,
        words=said,
        due_on=due_on,
        made_at=at,
        made_by_id=people.person_of(by),
    )
    _note("make", made, by, at)
    return made


@transaction.atomic
def done(*, todo: Todo, words: str = "", by: Actor, at: datetime) -> Todo:
    row = _open(todo, by, at)
    row.done_at, row.done_by_id = at, people.person_of(by)
    row.done_words = rules.tidy(words, rules.WORDS_MAX, "done_words", "どうなったか")
    row.save(update_fields=["done_at", "done_by", "done_words"])
    _note("done", row, by, at)
    return row


@transaction.atomic
def undo(*, todo: Todo, by: Actor, at: datetime) -> Todo:
    """Within a day of 「できた」 or 「やめた」."""
    row = _locked(todo, by, at)
    ended = row.done_at or row.dropped_at
    if ended is None or at - ended > UNDO:
        raise Conflict(
            "network.todo_undo", "もどせるのは 24時間 以内です。もう一度 するときは、新しく 入れてください。"
        )
    row.done_at, row.done_by, row.done_words, row.dropped_at = None, None, "", None
    row.save(update_fields=["done_at", "done_by", "done_words", "dropped_at"])
    _note("undo", row, by, at)
    return row


@transaction.atomic
def drop(*, todo: Todo, by: Actor, at: datetime) -> Todo:
    """It is not to be done after all. By staff, who agreed on it with the group."""
    policies.require(by, Permission.NETWORK_WRITE, at=at)
    row = _open(todo, by, at)
    row.dropped_at = at
    row.save(update_fields=["dropped_at"])
    _note("drop", row, by, at)
    return row


def _open(todo: Todo, by: Actor, at: datetime) -> Todo:
    row = _locked(todo, by, at)
    if row.done_at or row.dropped_at:
        raise Conflict("network.todo_over", "もう おわっています。ページを ひらきなおしてください。")
    return row


def _locked(todo: Todo, by: Actor, at: datetime) -> Todo:
    policies.require_of(by, Permission.NETWORK_OWN, todo.organisation_id, at=at)
    row = Todo.objects.select_for_update(of=("self",)).filter(pk=todo.pk).first()
    if row is None:
        raise NotFound("network.todo_unknown", "見つかりません。一覧から えらんでください。")
    return row


def _note(verb: str, row: Todo, by: Actor, at: datetime) -> None:
    data = {"organisation": row.organisation_id}
    journal.record(f"network.todo.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)
