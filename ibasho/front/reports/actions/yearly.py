"""The yearly report: drafted and asked for by one person, published by another, from then on frozen."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotAllowed
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.base.ui.furigana import unread
from ibasho.front.reports import policies
from ibasho.front.reports.models import Report, ReportWords
from ibasho.front.reports.queries import yearly as queries
from ibasho.front.reports.rules import report as rules
from ibasho.front.reports.rules.edition import to_json
from ibasho.front.reports.rules.kinds import ReportState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "reports.Report"


@transaction.atomic
def draft(*, nendo: int, by: Actor, at: datetime) -> Report:
    """The draft of a 年度, or the one that is there. After a withdrawn edition the next one begins with its words. Raises
    Invalid for a 年度 that has not begun, Conflict while an edition is out."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    rules.check_nendo(nendo, years.nendo(clock.day(at)))
    rows = list(Report.objects.select_for_update().filter(nendo=nendo).order_by("edition"))
    if rows and rows[-1].state in rules.WRITABLE:
        return rows[-1]
    rules.check_none_out([one.state for one in rows])
    row = _begin(nendo, rows[-1].edition + 1 if rows else 1, by, at)
    if rows:
        ReportWords.objects.bulk_create(
            ReportWords(report=row, chapter=one.chapter, words=one.words, child_words=one.child_words)
            for one in rows[-1].words.all()
        )
    _note("draft", row, by, at)
    return row


@transaction.atomic
def say(
    *, report: Report, chapter: str, words: str, child_words: str, by: Actor, at: datetime
) -> ReportWords | None:
    """What the city adds to a chapter; nothing said takes the words away (None). Raises Invalid, Conflict."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = _locked(report)
    rules.check_writing(row.state)
    told, child_told = refuse_my_number(words.strip()), refuse_my_number(child_words.strip())
    rules.check_words(rules.chapter(chapter), told, child_told, unread(child_told))
    _note("say", row, by, at, {"chapter": chapter})
    if not told and not child_told:
        row.words.filter(chapter=chapter).delete()
        return None
    made, _ = ReportWords.objects.update_or_create(
        report=row, chapter=chapter, defaults={"words": told, "child_words": child_told}
    )
    return made


@transaction.atomic
def ask(*, report: Report, by: Actor, at: datetime) -> Report:
    """The first of two: asks another person to look and publish. Raises Conflict."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = _locked(report)
    rules.check_writing(row.state)
    row.state, row.state_words = ReportState.ASKED, ""
    row.asked_at, row.asked_by_id = at, people.person_of(by)
    row.save()
    _note("ask", row, by, at)
    return row


@transaction.atomic
def publish(*, report: Report, seen: str = "", by: Actor, at: datetime) -> Report:
    """By another person than who asked: every word and figure is frozen as it stands today. `seen`: the moment of asking that
    was looked at (`mark_of`), where it was looked at on a page. Raises NotAllowed for the same person, Conflict."""
    policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row = _locked(report)
    rules.check_asked(row.state)
    if row.asked_by_id == people.person_of(by):
        raise NotAllowed(
            "reports.same_person",
            "確認を たのんだ人は 公開できません。ほかの 担当の方に 見てもらってください。",
        )
    rules.check_seen(seen, mark_of(row))
    row.frozen = to_json(queries.of_report(row, clock.day(at)))
    row.state, row.published_at, row.published_by_id = ReportState.PUBLISHED, at, people.person_of(by)
    row.save()
    _note("publish", row, by, at)
    return row


@transaction.atomic
def give_back(*, report: Report, words: str, by: Actor, at: datetime) -> Report:
    """By who publishes, with the reason; by who asked, to go on writing. Raises Invalid, Conflict."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = _locked(report)
    rules.check_asked(row.state)
    if row.asked_by_id != people.person_of(by):
        policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row.state, row.state_words = ReportState.DRAFT, rules.check_why(refuse_my_number(words))
    row.asked_at = row.asked_by = None
    row.save()
    _note("give_back", row, by, at)
    return row


@transaction.atomic
def withdraw(*, report: Report, words: str, by: Actor, at: datetime) -> Report:
    """A mistake was found: the edition stays readable, with its reason on it. Raises Invalid, Conflict."""
    policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row = _locked(report)
    rules.check_out(row.state)
    row.state, row.state_words = ReportState.WITHDRAWN, rules.check_why(refuse_my_number(words))
    row.save()
    _note("withdraw", row, by, at)
    return row


@transaction.atomic
def shut(*, report: Report, by: Actor, at: datetime) -> Report:
    """A withdrawn edition in which somebody could be known: nobody outside reads it any more. Raises Conflict."""
    return _shut(report, True, by, at)


@transaction.atomic
def unshut(*, report: Report, by: Actor, at: datetime) -> Report:
    """The undo of `shut`."""
    return _shut(report, False, by, at)


def mark_of(report: Report) -> str:
    """Which asking somebody looks at: words change between two."""
    return report.asked_at.astimezone(clock.JST).isoformat() if report.asked_at else ""


def _shut(report: Report, to: bool, by: Actor, at: datetime) -> Report:
    policies.require(by, Permission.REPORTS_PUBLISH, at=at)
    row = _locked(report)
    rules.check_shut(row.state, row.is_shut, to)
    row.is_shut = to
    row.save()
    _note("shut" if to else "unshut", row, by, at)
    return row


def _begin(nendo: int, number: int, by: Actor, at: datetime) -> Report:
    try:
        with transaction.atomic():
            return Report.objects.create(
                nendo=nendo, edition=number, made_at=at, made_by_id=people.person_of(by)
            )
    except IntegrityError as error:
        raise Conflict(
            "reports.draft_raced",
            "いま ほかの人が 下書きを 作りました。ページを 読みなおして、いっしょに 書いてください。",
        ) from error


def _locked(report: Report) -> Report:
    return Report.objects.select_for_update().get(pk=report.pk)


def _note(verb: str, row: Report, by: Actor, at: datetime, data: dict[str, str] | None = None) -> None:
    told = {"nendo": row.nendo, "edition": row.edition, **(data or {})}
    journal.record(f"reports.yearly.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=told)
