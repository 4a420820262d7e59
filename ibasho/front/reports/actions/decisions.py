"""決定: what was decided of a line and why. It stays as it was written; a later one may correct it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason as said
from ibasho.front.reports import policies
from ibasho.front.reports.actions import lines, pilots
from ibasho.front.reports.models import Decision, Line, Pilot
from ibasho.front.reports.rules import deciding as rules
from ibasho.front.reports.rules import pilots as pilot_rules
from ibasho.front.reports.rules.kinds import DecisionKind, LineState, PilotState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.Decision"


@dataclass(frozen=True, slots=True)
class Onward:
    """The next line, where it is not there yet."""

    nendo: int
    code: str
    title: str
    words: str = ""


@transaction.atomic
def decide_onward(*, onward: Onward, line: Line, by: Actor, at: datetime, **told: Any) -> Decision:
    """Writes the next line down with the decision; both or neither. `told`: what `decide` wants besides."""
    made = lines.carry_on(
        line=line, nendo=onward.nendo, code=onward.code, title=onward.title, words=onward.words,
        state=LineState.PLANNED, by=by, at=at,
    )  # fmt: skip
    return decide(line=line, next_line=made, by=by, at=at, **told)


@transaction.atomic
def decide(
    *, line: Line, pilot: Pilot | None = None, kind: DecisionKind, reason: str, decided_on: date,
    next_line: Line | None = None, source: str = "", corrects: Decision | None = None, by: Actor, at: datetime,
) -> Decision:  # fmt: skip
    """A pilot it rests on becomes 評価した; 「やめる」 stops the line. `corrects`: an older decision of the same line that
    this one stands for from now on."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    why = said(reason, code="reports.decision_reason", sentence="決めた わけを 書いてください。", field="reason", most=rules.REASON_MAX)  # fmt: skip
    row = lines.locked(line)
    next_nendo = next_line.nendo if next_line else None
    rules.check_decided(kind, decided_on, clock.day(at), nendo=row.nendo, next_nendo=next_nendo)
    was = _corrected(corrects, row, at) or LineState(row.state)
    then = rules.line_after(kind, was)
    made = Decision.objects.create(
        line=row, pilot=pilot, kind=kind.value, reason=why, decided_on=decided_on, next_line=next_line, corrects=corrects,
        line_was=row.state, line_is=then.value, pilot_was=_judged(pilot, row, by, at),
        source=refuse_my_number(" ".join(source.split()))[: rules.SOURCE_MAX], made_at=at, made_by_id=people.person_of(by),
    )  # fmt: skip
    _move(row, then, by, at)
    _note("decide", made, by, at)
    return made


@transaction.atomic
def take_back(*, decision: Decision, by: Actor, at: datetime) -> None:
    """Within a day: as if it had not been written. What it moved goes back."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    line = lines.locked(decision.line)  # before the decision, as `decide` does
    row = _locked(decision)
    rules.check_taken_back(row.made_at, at, corrected=Decision.objects.filter(corrects=row).exists())
    held = pilots.locked(row.pilot) if row.pilot is not None else None
    if line.state == row.line_is:
        _move(line, LineState(row.line_was), by, at)
    _note("take_back", row, by, at)
    was = row.pilot_was
    row.delete()
    if held is not None and was and not held.decisions.exists():
        held.state, held.changed_at, held.changed_by_id = was, at, people.person_of(by)
        held.save(update_fields=["state", "changed_at", "changed_by"])


def _corrected(corrects: Decision | None, line: Line, at: datetime) -> LineState | None:
    """The state the line had before the decision that is corrected."""
    if corrects is None:
        return None
    old = _locked(corrects)
    if old.line_id != line.pk:
        raise Invalid(
            "reports.decision_other_line",
            "べつの 事業の 決定は ここからは なおせません。その事業から 書いてください。",
        )
    rules.check_corrects(old.made_at, at, corrected=Decision.objects.filter(corrects=old).exists())
    return LineState(_first(old).line_was) if line.state == old.line_is else None


def _first(decision: Decision) -> Decision:
    """The one all the corrections go back to."""
    while decision.corrects is not None:
        decision = decision.corrects
    return decision


def _judged(pilot: Pilot | None, line: Line, by: Actor, at: datetime) -> str:
    """The pilot's state before, "" without one. Raises Conflict for one that runs or taught nothing."""
    if pilot is None:
        return ""
    row = pilots.locked(pilot)
    if row.line_id != line.pk:
        raise Invalid(
            "reports.decision_pilot", "この試行は べつの 事業の ものです。試行の ページから 書いてください。"
        )
    was = PilotState(row.state)
    rules.check_pilot(was)
    if was is PilotState.ENDED:
        pilot_rules.check_judged(row.result_words, row.issues.count())
        pilots.judge(pilot=row, by=by, at=at)
    return was.value


def _move(line: Line, state: LineState, by: Actor, at: datetime) -> None:
    if line.state != state:
        line.state, line.changed_at, line.changed_by_id = state.value, at, people.person_of(by)
        line.save(update_fields=["state", "changed_at", "changed_by"])


def _locked(decision: Decision) -> Decision:
    row = (
        Decision.objects.select_for_update(of=("self",))
        .select_related("line", "pilot")
        .filter(pk=decision.pk)
        .first()
    )
    if row is None:
        raise NotFound(
            "reports.decision_unknown", "この決定は とりけされています。ページを ひらきなおしてください。"
        )
    return row


def _note(verb: str, row: Decision, by: Actor, at: datetime) -> None:
    journal.record(
        f"reports.decision.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"line": row.line.code, "kind": row.kind, "next": row.next_line.code if row.next_line else ""},
    )  # fmt: skip
