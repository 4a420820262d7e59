"""課題: found from what groups said, from voices, from a trial, from a review; settled with words."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.kernel.reasons import reason
from ibasho.front.reports import policies
from ibasho.front.reports.actions import lines
from ibasho.front.reports.models import Issue, Line, Pilot
from ibasho.front.reports.rules import deciding as rules
from ibasho.front.reports.rules.kinds import IssueSource, PilotState
from ibasho.rooms.network.rules.kinds import Issue as IssueTag
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.Issue"
DROPPED_WITHIN = timedelta(hours=24)


@transaction.atomic
def find(
    *, line: Line, tag: IssueTag, words: str, source: IssueSource, source_words: str = "", pilot: Pilot | None = None,
    count: int | None = None, count_of: int | None = None, found_on: date, by: Actor, at: datetime,
) -> Issue:  # fmt: skip
    """`count` groups of `count_of` heard named it, as of the day it was found."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    _held(line, pilot)
    rules.check_found(found_on, clock.day(at))
    rules.check_count(count, count_of)
    said = reason(words, code="reports.issue_words", sentence="どんな 課題かを 書いてください。", field="words", most=rules.WORDS_MAX)  # fmt: skip
    row = Issue.objects.create(
        line=line, pilot=pilot, tag=tag.value, words=said, source=source.value,
        source_words=refuse_my_number(" ".join(source_words.split()))[: rules.SOURCE_WORDS_MAX],
        count=count, count_of=count_of, found_on=found_on, made_at=at, made_by_id=people.person_of(by),
    )  # fmt: skip
    _note("find", row, by, at)
    return row


@transaction.atomic
def settle(*, issue: Issue, words: str, by: Actor, at: datetime) -> Issue:
    row = _locked(issue, by, at)
    if row.settled_at is not None:
        raise Conflict(
            "reports.issue_settled", "この課題は もう かたづいています。ページを ひらきなおしてください。"
        )
    row.settled_words = reason(
        words, code="reports.issue_settled_words", sentence="どう かたづいたかを 書いてください。", field="settled_words",
        most=rules.SETTLED_MAX,
    )  # fmt: skip
    row.settled_at, row.settled_by_id = at, people.person_of(by)
    row.save(update_fields=["settled_at", "settled_by", "settled_words"])
    _note("settle", row, by, at)
    return row


@transaction.atomic
def unsettle(*, issue: Issue, by: Actor, at: datetime) -> Issue:
    """It came back, or was settled by mistake."""
    row = _locked(issue, by, at)
    if row.settled_at is not None:
        row.settled_at, row.settled_by, row.settled_words = None, None, ""
        row.save(update_fields=["settled_at", "settled_by", "settled_words"])
        _note("unsettle", row, by, at)
    return row


@transaction.atomic
def drop(*, issue: Issue, by: Actor, at: datetime) -> None:
    """Written by mistake: within a day, and not what a judged pilot rests on."""
    row = _locked(issue, by, at)
    judged = row.pilot is not None and row.pilot.state == PilotState.JUDGED
    if at > row.made_at + DROPPED_WITHIN or judged:
        raise Conflict(
            "reports.issue_kept",
            "書いてから 1日 たった課題と、評価した試行の 課題は 消せません。「かたづいた」に して わけを 書いてください。",
        )
    _note("drop", row, by, at)
    row.delete()


def _held(line: Line, pilot: Pilot | None) -> None:
    """The line is held, that nobody drops it meanwhile. Raises Invalid for a trial of another line."""
    lines.locked(line)
    if pilot is not None and pilot.line_id != line.pk:
        sentence = "試行の 事業と ちがいます。試行と おなじ 事業を えらんでください。"
        raise Invalid("reports.issue_line", sentence, fields={"line": sentence})


def _locked(issue: Issue, by: Actor, at: datetime) -> Issue:
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = (
        Issue.objects.select_for_update(of=("self",))
        .select_related("line", "pilot")
        .filter(pk=issue.pk)
        .first()
    )
    if row is None:
        raise NotFound("reports.issue_unknown", "この課題は 見つかりません。一覧から えらんでください。")
    return row


def _note(verb: str, row: Issue, by: Actor, at: datetime) -> None:
    journal.record(
        f"reports.issue.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at,
        data={"line": row.line.code, "tag": row.tag, "source": row.source},
    )  # fmt: skip
