"""試行: written down with its aim, begun, ended, judged; or dropped. One step back while nothing was decided of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.actions import lines
from ibasho.front.reports.models import Line, Pilot
from ibasho.front.reports.rules import pilots as rules
from ibasho.front.reports.rules.kinds import PilotState
from ibasho.front.reports.rules.pilots import Written
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.Pilot"


@transaction.atomic
def write(*, pilot: Pilot | None, line: Line, values: Written, by: Actor, at: datetime) -> Pilot:
    """A new one, or what is changed of one that is not judged yet."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    told = rules.checked(values)
    who = people.person_of(by)
    lines.locked(line)
    row = Pilot(made_at=at, made_by_id=who) if pilot is None else locked(pilot)
    rules.check_changed(PilotState(row.state))
    row.line = line
    row.title, row.aim, row.hypothesis, row.rule_version = (
        told.title, told.aim, told.hypothesis, told.rule_version
    )  # fmt: skip
    row.begins_on, row.ends_on, row.source = told.begins_on, told.ends_on, told.source
    row.place_id, row.event_id = told.place, told.event
    _save(row, "write", by, at)
    return row


@transaction.atomic
def begin(*, pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    row = _stepped(pilot, "begin", by, at)
    rules.check_begun(row.begins_on, clock.day(at))
    _save(row, "begin", by, at)
    return row


@transaction.atomic
def end(*, pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    """On the day it was meant to end, or today where that is earlier or was left open."""
    row = _stepped(pilot, "end", by, at)
    row.ends_on = rules.end_day(row.begins_on, row.ends_on, clock.day(at))
    _save(row, "end", by, at)
    return row


@transaction.atomic
def judge(*, pilot: Pilot, result_words: str | None = None, by: Actor, at: datetime) -> Pilot:
    """`result_words`: what was learned; None leaves what is written. Raises Conflict where nothing was learned: no words
    and no 課題."""
    row = _stepped(pilot, "judge", by, at)
    _learned(row, result_words)
    rules.check_judged(row.result_words, row.issues.count())
    _save(row, "judge", by, at)
    return row


@transaction.atomic
def learn(*, pilot: Pilot, result_words: str, by: Actor, at: datetime) -> Pilot:
    """わかったこと, while it runs or after; not once it is judged."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(pilot)
    rules.check_changed(PilotState(row.state))
    _learned(row, result_words)
    _save(row, "learn", by, at)
    return row


@transaction.atomic
def drop(*, pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    row = _stepped(pilot, "drop", by, at)
    _save(row, "drop", by, at)
    return row


@transaction.atomic
def back(*, pilot: Pilot, by: Actor, at: datetime) -> Pilot:
    """One step back, for a button pressed by mistake. Raises Conflict while a decision rests on it."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(pilot)
    row.state = rules.before(PilotState(row.state), decided=row.decisions.exists()).value
    _save(row, "back", by, at)
    return row


def locked(pilot: Pilot) -> Pilot:
    row = Pilot.objects.select_for_update().filter(pk=pilot.pk).first()
    if row is None:
        raise NotFound("reports.pilot_unknown", "この試行は 見つかりません。一覧から えらんでください。")
    return row


def _stepped(pilot: Pilot, verb: str, by: Actor, at: datetime) -> Pilot:
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(pilot)
    row.state = rules.after(PilotState(row.state), verb).value
    return row


def _learned(row: Pilot, words: str | None) -> None:
    if words is not None:
        row.result_words = refuse_my_number(words.strip())[: rules.RESULT_MAX]


def _save(row: Pilot, verb: str, by: Actor, at: datetime) -> None:
    row.changed_at, row.changed_by_id = at, people.person_of(by)
    row.save()
    journal.record(
        f"reports.pilot.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"line": row.line.code, "state": row.state},
    )  # fmt: skip
