"""事前打合せ: put into the book, written down, held, agreed by both. The family and the adviser write the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.my_number import refuse_my_number
from ibasho.rooms.familysupport import policies
from ibasho.rooms.familysupport.actions import report_letters as letters
from ibasho.rooms.familysupport.models import Child, Meeting, Visit
from ibasho.rooms.familysupport.queries import meetings as queries
from ibasho.rooms.familysupport.rules import meetings as rules
from ibasho.rooms.familysupport.rules import seen as stamps
from ibasho.rooms.familysupport.rules.kinds import MeetingState, Side, VisitState
from ibasho.rooms.familysupport.rules.meetings import Key
from ibasho.town.people.permissions import Permission

NOUN, SHEET_CHANGED = "familysupport.Meeting", "support.sheet_changed"


@transaction.atomic
def plan(*, visit: Visit, planned_at: datetime, where: str, by: Actor, at: datetime) -> list[Meeting]:
    """One for each child of a decided visit who has none yet; one that stands in the book is moved. Both sides are told.
    Conflict where everybody has met already."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    _check_when(planned_at, where, at)
    keys = _keys(visit)
    made = [_planned(key, planned_at, where) for key in keys]
    for one in made:
        journal.record(
            "familysupport.meeting.plan", noun=NOUN, object_id=one.pk, by=by, at=at, data={"nendo": one.nendo}
        )
    letters.meeting(made[0], by, at)
    return made


@transaction.atomic
def note_held(
    *, visit: Visit, held_on: date, child_was_there: bool, by: Actor, at: datetime
) -> list[Meeting]:
    """They met without a day in the book: typed in from the paper."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    keys = _keys(visit)
    for key in keys:
        rules.check_held_on(held_on, nendo_of=key.nendo, today=clock.day(at))
    made = [_planned(key, None, "") for key in keys]
    for one in made:
        one.state, one.held_on, one.child_was_there = MeetingState.HELD.value, held_on, child_was_there
        one.save(update_fields=["state", "held_on", "child_was_there"])
        journal.record("familysupport.meeting.hold", noun=NOUN, object_id=one.pk, by=by, at=at)
    letters.agree(made[0], by, at)
    return made


@transaction.atomic
def move(*, meeting: Meeting, planned_at: datetime, where: str, by: Actor, at: datetime) -> Meeting:
    """Another day or place."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    _check_when(planned_at, where, at)
    row = _locked(meeting, MeetingState.PLANNED)
    row.planned_at, row.where = planned_at, where.strip()
    row.save(update_fields=["planned_at", "where"])
    letters.meeting(row, by, at)
    journal.record("familysupport.meeting.move", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def write(*, meeting: Meeting, sheet: Mapping[str, str], by: Actor, at: datetime, seen: str = "") -> Meeting:
    """The sheet as a whole, by the family's link or the adviser. What was agreed to before is agreed to anew. `seen`:
    queries.meetings.stamp of the sheet that was shown, empty only from staff who type paper in; Conflict where somebody else
    has written meanwhile."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked(meeting, MeetingState.PLANNED, MeetingState.HELD)
    told = rules.checked_sheet(sheet)
    if told != row.sheet:
        _require_seen(
            row, seen, by, "「いまの ことば」を 見て、あなたの ことばを 直してから ほぞんしてください。"
        )
        row.sheet, row.user_agreed_at, row.provider_agreed_at = told, None, None
        row.save(update_fields=["sheet", "user_agreed_at", "provider_agreed_at"])
        if row.state == MeetingState.HELD:
            letters.agree(row, by, at)
    journal.record("familysupport.meeting.write", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def hold(*, meeting: Meeting, held_on: date, child_was_there: bool, by: Actor, at: datetime) -> Meeting:
    """They have met. Both are asked for their yes to the sheet."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = _locked(meeting, MeetingState.PLANNED)
    rules.check_held_on(held_on, nendo_of=row.nendo, today=clock.day(at))
    row.state, row.held_on, row.child_was_there = MeetingState.HELD.value, held_on, child_was_there
    row.save(update_fields=["state", "held_on", "child_was_there"])
    letters.agree(row, by, at)
    journal.record("familysupport.meeting.hold", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def take_back(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """もどす: it was not held after all."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = _locked(meeting, MeetingState.HELD)
    row.state, row.held_on, row.child_was_there = MeetingState.PLANNED.value, None, None
    row.user_agreed_at = row.provider_agreed_at = None
    row.save()
    journal.record("familysupport.meeting.take_back", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


@transaction.atomic
def agree(*, meeting: Meeting, side: Side, by: Actor, at: datetime, seen: str = "") -> Meeting:
    """これで お願いします, by one side's link, or the adviser who has the signed paper. `seen` as in `write`. A second time
    changes nothing."""
    policies.require_adviser_or_member(by, at=at)
    row = _locked(meeting, MeetingState.HELD)
    _require_seen(row, seen, by, "いまの 打合せ票を もう一度 見てから、おしてください。")
    field = {Side.USER: "user_agreed_at", Side.PROVIDER: "provider_agreed_at"}[side]
    if getattr(row, field) is None:
        setattr(row, field, at)
        row.save(update_fields=[field])
        journal.record(
            "familysupport.meeting.agree",
            noun=NOUN,
            object_id=row.pk,
            by=by,
            at=at,
            data={"side": side.value},
        )
    return row


@transaction.atomic
def cancel(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """とりやめ of a planned one; another can be put into the book."""
    policies.require(by, Permission.SUPPORT_ADVISE, at=at)
    row = _locked(meeting, MeetingState.PLANNED)
    row.state = MeetingState.CANCELLED.value
    row.save(update_fields=["state"])
    letters.meeting_off(row, by, at)
    journal.record("familysupport.meeting.cancel", noun=NOUN, object_id=row.pk, by=by, at=at)
    return row


def _keys(visit: Visit) -> list[Key]:
    """The meetings this visit still needs, in the order of the children. The visit is held meanwhile."""
    row = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if row.state not in (VisitState.AGREED, VisitState.DONE) or row.provider_id is None:
        raise Conflict(
            "support.meeting_of_nobody",
            "この依頼は まだ 提供会員が 決まっていません。決めてから 打合せの日を 入れてください。",
        )
    needed = queries.needs([row])[row.pk]
    keys = sorted(needed - queries.held_keys(needed), key=lambda key: key.child)
    if not keys:
        raise Conflict("support.met_already", "この組みあわせの 打合せは、今年度は もう すんでいます。")
    return keys


def _planned(key: Key, planned_at: datetime | None, where: str) -> Meeting:
    """Begins with what is known of the child, and with the last sheet of the same two, so that nobody writes it twice."""
    child = Child.objects.get(pk=key.child)
    found, fresh = (
        Meeting.objects.select_for_update(of=("self",))
        .exclude(state=MeetingState.CANCELLED)
        .get_or_create(
            child=child, provider_id=key.provider, content=key.content, nendo=key.nendo,
            defaults={"planned_at": planned_at, "where": where.strip(), "sheet": _known(child, key)},
        )
    )  # fmt: skip
    if not fresh and planned_at is not None:
        found.planned_at, found.where = planned_at, where.strip()
        found.save(update_fields=["planned_at", "where"])
    return found


def _known(child: Child, key: Key) -> dict[str, str]:
    before = Meeting.objects.filter(child=child).exclude(sheet={})
    last = before.filter(provider_id=key.provider).order_by("-pk").first() or before.order_by("-pk").first()
    sheet = dict(last.sheet) if last else {}
    for name, words in (("allergy", child.allergy), ("health", child.care_words)):
        if words and name not in sheet:
            sheet[name] = words[:200]
    return sheet


def _require_seen(row: Meeting, seen: str, by: Actor, then: str) -> None:
    if seen or by.is_link:
        stamps.require(
            seen, queries.stamp(row), code=SHEET_CHANGED,
            sentence=f"見ている あいだに ほかの人が 打合せ票を 書きました。{then}",
        )  # fmt: skip


def _check_when(planned_at: datetime, where: str, at: datetime) -> None:
    if planned_at <= at:
        words = "もう すぎた時間です。これからの 日時を 入れてください。"
        raise Invalid("support.meeting_past", words, fields={"time": words})
    if len(refuse_my_number(where)) > 120:
        words = "場所は 120文字までで 書いてください。"
        raise Invalid("support.meeting_where", words, fields={"where": words})


def _locked(meeting: Meeting, *states: MeetingState) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("child__member__centre", "provider")
    row = rows.filter(pk=meeting.pk).first()
    if row is None:
        raise NotFound("support.meeting_gone", "この打合せは もう ありません。一覧から 見てください。")
    if row.state not in states:
        raise Conflict(
            "support.meeting_state",
            f"この打合せは いま「{row.get_state_display()}」です。ページを 開きなおして 見てください。",
        )
    return row
