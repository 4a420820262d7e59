"""A theme: voices that say the same thing, under a name of ours and one for children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.voices import policies
from ibasho.rooms.voices.models import Choice, Hearing, Opinion, Theme
from ibasho.rooms.voices.rules import clock as rules
from ibasho.town.people.permissions import Permission

EDITABLE = ("title", "child_title", "wish", "line_code")


@transaction.atomic
def make(
    *, hearing: Hearing, values: Mapping[str, Any], choices: Iterable[Choice] = (), by: Actor, at: datetime
) -> Theme:
    """`values` are fields of EDITABLE, `choices` of this hearing's questions. Raises Invalid, Conflict for a hearing
    that nobody has answered yet."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    if hearing.state == Hearing.State.DRAFT:
        raise Conflict(
            "theme.draft", _("この回は まだ はじまっていません。声が とどいてから テーマを 作ってください。")
        )
    one = Theme(hearing=hearing, made_by_id=by.person_id)
    _write(one, values)
    first = clock.day(at)
    one.since_on, one.answer_by = first, first
    one.save(force_insert=True)
    one.choices.set(_of_hearing(hearing, choices))
    wind(one, at)
    _note("make", one, by, at, {})
    return one


@transaction.atomic
def change(
    *, theme: Theme, values: Mapping[str, Any], choices: Iterable[Choice] = (), by: Actor, at: datetime
) -> Theme:
    one = lock(theme, by, at)
    before = one.title
    _write(one, values)
    one.save(update_fields=list(EDITABLE))
    one.choices.set(_of_hearing(one.hearing, choices))
    wind(one, at)
    _note("change", one, by, at, {"title": before} if before != one.title else {})
    return one


@transaction.atomic
def drop(*, theme: Theme, by: Actor, at: datetime) -> Theme:
    """Its voices go back to those without a theme. What was answered stays: children may have read it."""
    one = lock(theme, by, at)
    if one.decisions.exists():
        raise Conflict(
            "theme.answered",
            _("もう 答えた テーマは とりさげられません。答えを かえるときは、もう一度 決めてください。"),
        )
    one.dropped_on = clock.day(at)
    one.save(update_fields=["dropped_on"])
    _note("drop", one, by, at, {})
    return one


@transaction.atomic
def restore(*, theme: Theme, by: Actor, at: datetime) -> Theme:
    """Dropping it was a mistake: it stands again with the voices it had."""
    one = lock(theme, by, at, dropped=True)
    one.dropped_on = None
    one.save(update_fields=["dropped_on"])
    _note("restore", one, by, at, {})
    return one


def lock(theme: Theme, by: Actor, at: datetime, *, dropped: bool = False) -> Theme:
    """The row as it is now, for one who may write it. Raises NotFound, Conflict when it was dropped (or was not)."""
    policies.require(by, Permission.VOICES_MANAGE, at=at)
    row = Theme.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=theme.pk)
    if dropped == (row.dropped_on is None):
        words = (
            _("このテーマは とりさげて いません。")
            if dropped
            else _("このテーマは とりさげられています。もどしてから なおしてください。")
        )
        raise Conflict("theme.dropped", words)
    return row


def wind(theme: Theme, at: datetime) -> None:
    """Sets the clock by the oldest voice of a locked theme, and by its hearing as it is now, whatever the caller has seen.
    Nobody sets it by hand."""
    hearing = Hearing.objects.get(pk=theme.hearing_id)
    theme.since_on = min(_oldest(theme) or _began(hearing, at), clock.day(at))
    theme.answer_by = rules.answer_by(theme.since_on, hearing.closes_on, hearing.answer_days)
    theme.save(update_fields=["since_on", "answer_by"])


def rewind(hearing: Hearing, at: datetime) -> None:
    """The days of this locked hearing have changed, and with them what its themes promise; of dropped ones as well: they
    may come back."""
    for theme in Theme.objects.select_for_update().filter(hearing=hearing).order_by("pk"):
        wind(theme, at)


def _oldest(theme: Theme) -> date | None:
    said = Opinion.objects.filter(groupings__theme=theme).aggregate(day=Min("day"))["day"]
    chosen = theme.choices.aggregate(day=Min("picks__answer__day"), counted=Min("tallies__day"))
    return min((day for day in (said, chosen["day"], chosen["counted"]) if day), default=None)


def _began(hearing: Hearing, at: datetime) -> date:
    return hearing.opens_on or clock.day(at)


def _write(one: Theme, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in EDITABLE:
            raise ValueError(f"not to be set: {name}")
        setattr(one, name, refuse_my_number(" ".join(value.split())))
    empty = {name: _("書いてください。") for name in ("title", "child_title") if not getattr(one, name)}
    if empty:
        words = _("テーマの 名前が ありません。市の ことばと こどもの ことばの 両方で、短く 書いてください。")
        raise Invalid("theme.title", words, fields=empty)


def _of_hearing(hearing: Hearing, choices: Iterable[Choice]) -> list[Choice]:
    found = list(choices)
    if any(one.question.hearing_id != hearing.pk for one in found):
        raise Invalid(
            "theme.choice", _("ほかの回の えらぶものが 入っています。ページを 読みなおしてください。")
        )
    return found


def _note(verb: str, one: Theme, by: Actor, at: datetime, data: dict[str, Any]) -> None:
    journal.record(
        f"voices.theme.{verb}", noun="voices.Theme", object_id=one.pk, by=by, at=at,
        data={"hearing": one.hearing_id, **data},
    )  # fmt: skip
