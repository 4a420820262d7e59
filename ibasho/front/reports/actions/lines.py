"""Programme lines: written, changed, moved from state to state, carried on into the next 年度, dropped by mistake alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.front.reports import policies
from ibasho.front.reports.models import Indicator, Line, LinePart
from ibasho.front.reports.queries import plan as queries
from ibasho.front.reports.rules import lines as rules
from ibasho.front.reports.rules.kinds import LineState, PartKind
from ibasho.town.people import policies as people
from ibasho.town.people.models import Organisation
from ibasho.town.people.permissions import Permission

NOUN = "reports.Line"
TEXTS: Mapping[str, int] = {
    "number": 8, "title": 120, "child_title": 120, "words": 2000, "aim": 400, "when_words": 40, "source": 200
}  # fmt: skip
DAYS = ("begins_on", "ends_on")


@transaction.atomic
def write(*, line: Line | None, values: Mapping[str, Any], by: Actor, at: datetime) -> Line:
    """A new line, or an earlier one with other words. `values`: code, nendo, title; any of TEXTS and DAYS; lead
    (Organisation or None), others (Organisations), goals (Goals), indicators (Indicators; without: those of the goals);
    a new one's `state`. What is not given stays. Raises Invalid with the field; Conflict for a code that is taken."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(line) if line is not None else Line(made_at=at, made_by_id=people.person_of(by))
    is_new = line is None
    _put_words(row, values)
    if is_new:
        row.code, row.nendo = _free(values["code"]), rules.check_nendo(values["nendo"])
        told = LineState(values.get("state", LineState.IDEA))
        row.state = rules.check_beginning(told, row.nendo, clock.day(at)).value
    _save(row, by, at)
    _put_parts(row, values, is_new)
    _put_links(row, values, is_new)
    _note("write", row, by, at, new=is_new)
    return row


@transaction.atomic
def move(*, line: Line, to: LineState, by: Actor, at: datetime) -> Line:
    """Into another state, on or back. Raises Conflict where the way is closed."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(line)
    followed = row.followed_by.exists()
    was = LineState(row.state)
    row.state = rules.move(was, to, nendo=row.nendo, today=clock.day(at), followed=followed).value
    _save(row, by, at)
    _note("move", row, by, at, was=was.value, to=row.state)
    return row


@transaction.atomic
def carry_on(
    *, line: Line, nendo: int, code: str, title: str, words: str, state: LineState, by: Actor, at: datetime,
    number: str = "",
) -> Line:  # fmt: skip
    """A line of a later 年度 that goes on from this one, with its goals, indicators and sections."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    before = locked(line)
    rules.check_next(rules.check_nendo(nendo), before.nendo, LineState(before.state))
    row = Line(
        code=_free(code), nendo=nendo, follows=before, aim=before.aim, made_at=at, made_by_id=people.person_of(by),
        state=rules.check_beginning(LineState(state), nendo, clock.day(at)).value,
    )  # fmt: skip
    _put_words(row, {"title": title, "words": words, "number": number})
    _save(row, by, at)
    row.goals.set(before.goals.all())
    row.indicators.set(before.indicators.all())
    LinePart.objects.bulk_create(
        LinePart(line=row, organisation_id=one.organisation_id, kind=one.kind) for one in before.parts.all()
    )
    _note("carry_on", row, by, at, after=before.code)
    return row


@transaction.atomic
def drop(*, line: Line, by: Actor, at: datetime) -> None:
    """Written by mistake. Raises Conflict once anything hangs on it: what was planned and tried stays."""
    policies.require(by, Permission.REPORTS_WRITE, at=at)
    row = locked(line)
    if queries.hangs_on(row):
        raise Conflict(
            "reports.line_used",
            "試行・課題・決定・しごと・つぎの 年度の 事業などが ついているので 消せません。「やめた」に できます。",
        )
    _note("drop", row, by, at)
    row.delete()


def _put_words(row: Line, values: Mapping[str, Any]) -> None:
    for name, most in TEXTS.items():
        if name in values:
            setattr(row, name, _text(name, values[name], most))
    if not row.title:
        sentence = "事業の 名前を 入れてください。"
        raise Invalid("reports.line_title", sentence, fields={"title": sentence})
    for name in DAYS:
        if name in values:
            setattr(row, name, values[name])
    rules.check_days(row.begins_on, row.ends_on)


def _text(name: str, told: str, most: int) -> str:
    found = refuse_my_number(told.strip())
    if len(found) > most:
        sentence = f"{most}字までです。いまは {len(found)}字 あります。短く してください。"
        raise Invalid(f"reports.line_{name}", sentence, fields={name: sentence})
    return found


def _put_parts(row: Line, values: Mapping[str, Any], is_new: bool) -> None:
    if not (is_new or "lead" in values or "others" in values):
        return
    lead: Organisation | None = values.get("lead")
    others = {one.pk for one in values.get("others", ())} - ({lead.pk} if lead else set())
    kinds = {**dict.fromkeys(others, PartKind.WITH.value), **({lead.pk: PartKind.LEAD.value} if lead else {})}
    if dict(row.parts.values_list("organisation_id", "kind")) == kinds:
        return
    row.parts.all().delete()
    LinePart.objects.bulk_create(
        LinePart(line=row, organisation_id=key, kind=kind) for key, kind in kinds.items()
    )


def _put_links(row: Line, values: Mapping[str, Any], is_new: bool) -> None:
    if "goals" in values:
        row.goals.set(values["goals"])
    if values.get("indicators") or (not is_new and "indicators" in values):
        row.indicators.set(values["indicators"])
    elif is_new:
        row.indicators.set(Indicator.objects.filter(is_used=True, goals__in=row.goals.all()).distinct())


def _free(code: str) -> str:
    found = rules.check_code(code.strip())
    if Line.objects.filter(code=found).exists():
        raise _taken(found)
    return found


def _taken(code: str) -> Conflict:
    sentence = f"「{code}」は もう 使われています。ほかの 記号に してください。"
    return Conflict("reports.line_code_taken", sentence, fields={"code": sentence})


def _save(row: Line, by: Actor, at: datetime) -> None:
    row.changed_at, row.changed_by_id = at, people.person_of(by)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as raced:
        if row.pk is not None:
            raise
        raise _taken(row.code) from raced


def locked(line: Line) -> Line:
    """Raises NotFound where it was dropped meanwhile."""
    row = Line.objects.select_for_update(of=("self",)).filter(pk=line.pk).first()
    if row is None:
        raise NotFound("reports.line_gone", "この事業は ほかの人が 消しました。一覧から えらんでください。")
    return row


def _note(verb: str, row: Line, by: Actor, at: datetime, **data: Any) -> None:
    journal.record(
        f"reports.line.{verb}", noun=NOUN, object_id=row.code, by=by, at=at, data={"nendo": row.nendo, **data}
    )
