"""Came and left: tapped at the place or by the helper's own link, typed later from paper, and looked at by another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ibasho.base.journal import actions as journal
from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from ibasho.rooms.roster import policies
from ibasho.rooms.roster.models import Attendance, Helper, Taken
from ibasho.rooms.roster.rules import minutes as rules
from ibasho.rooms.roster.rules.kinds import TakenState
from ibasho.rooms.roster.rules.minutes import Span
from ibasho.rooms.roster.rules.safeguarding import checked_text
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission

NOUN = "roster.Attendance"
NOTE_MAX = 120


@transaction.atomic
def come(*, taken: Taken, helper: Helper | None = None, by: Actor, at: datetime) -> Attendance:
    """来た, now. By staff of the place, or by `helper`, whose own link opened the page (nobody else's shift). Tapped
    twice, the first tap counts."""
    row = _locked(taken)
    _require_hand(row, helper, by, at)
    known = Attendance.objects.filter(taken=row).first()
    if known is not None:
        return known
    _refuse_given_up(row)
    rules.require_may_come(row.held_from, row.held_until, at)
    made = Attendance.objects.create(taken=row, came_at=at, written_at=at, written_by_id=by.person_id)
    journal.record("roster.hours.come", noun=NOUN, object_id=made.pk, by=by, at=at, data=_told(made))
    return made


@transaction.atomic
def leave(*, taken: Taken, helper: Helper | None = None, by: Actor, at: datetime) -> Attendance:
    """帰った, now. Tapped twice, the first tap counts; on another day than 来た the hour is asked for instead."""
    row = _locked(taken)
    _require_hand(row, helper, by, at)
    known = Attendance.objects.select_for_update().filter(taken=row).first()
    if known is None:
        raise Conflict(
            "roster.not_come", _("まだ「来た」が おされていません。「時間を 書く」から 書いてください。")
        )
    if known.left_at is not None:
        return known
    rules.check(Span(known.came_at, at), held_from=row.held_from, held_until=row.held_until, at=at)
    known.left_at, known.written_at, known.written_by_id = at, at, by.person_id
    known.save(update_fields=["left_at", "written_at", "written_by"])
    journal.record("roster.hours.leave", noun=NOUN, object_id=known.pk, by=by, at=at, data=_told(known))
    return known


@transaction.atomic
def take_back(*, taken: Taken, helper: Helper | None = None, by: Actor, at: datetime) -> None:
    """もどす: the last tap never happened — 帰った first, then 来た. Not behind an approval."""
    row = _locked(taken)
    _require_hand(row, helper, by, at)
    known = Attendance.objects.select_for_update().filter(taken=row).first()
    if known is None:
        return
    _refuse_settled(known)
    if helper is not None and known.written_by_id is not None:
        raise Conflict(
            "roster.hours_of_staff", _("職員が 書いた時間です。ちがうときは、職員に 言ってください。")
        )
    was, pk = _told(known), known.pk
    if known.left_at is not None:
        known.left_at, known.break_minutes, known.written_at, known.written_by_id = None, 0, at, by.person_id
        known.save(update_fields=["left_at", "break_minutes", "written_at", "written_by"])
    else:
        known.delete()
    journal.record("roster.hours.take_back", noun=NOUN, object_id=pk, by=by, at=at, data={"was": was})


@transaction.atomic
def write(*, taken: Taken, span: Span, note: str = "", by: Actor, at: datetime) -> Attendance:
    """Typed from paper, or put right. Whoever said yes to the hours before is asked again; what stood there stays in the
    journal."""
    row = _locked(taken)
    _require_hand(row, None, by, at)
    told = _note(note)
    rules.check(span, held_from=row.held_from, held_until=row.held_until, at=at)
    known = Attendance.objects.select_for_update().filter(taken=row).first()
    was = _told(known) if known else None
    if known is not None:
        _refuse_counted(known)
    else:
        _refuse_given_up(row)
    values = {
        "came_at": span.came_at, "left_at": span.left_at, "break_minutes": span.break_minutes, "note": told,
        "written_at": at, "written_by_id": by.person_id, "approved_at": None, "approved_by": None,
    }  # fmt: skip
    made, _new = Attendance.objects.update_or_create(taken=row, defaults=values)
    journal.record(
        "roster.hours.write",
        noun=NOUN,
        object_id=made.pk,
        by=by,
        at=at,
        data={"was": was, "now": _told(made)},
    )
    return made


@transaction.atomic
def approve(*, attendance: Attendance, by: Actor, at: datetime) -> Attendance:
    """みとめる: another pair of eyes than who wrote the hours, and never the helper's own."""
    row = _locked(Taken.objects.get(pk=attendance.taken_id))
    _require_hand(row, None, by, at)
    person_id = people.person_of(by)
    known = _held(attendance)
    if known.approved_at is not None:
        return known
    if known.left_at is None:
        raise Conflict(
            "roster.still_there", _("帰った時が まだ 書かれていません。書いてから みとめてください。")
        )
    if person_id in (known.written_by_id, row.helper.person_id):
        raise NotAllowed(
            "roster.same_person",
            _("この時間を 書いた人と ちがう人が みとめます。ほかの担当者に たのんでください。"),
        )
    known.approved_at, known.approved_by_id = at, person_id
    known.save(update_fields=["approved_at", "approved_by"])
    journal.record("roster.hours.approve", noun=NOUN, object_id=known.pk, by=by, at=at, data=_told(known))
    return known


@transaction.atomic
def unapprove(*, attendance: Attendance, by: Actor, at: datetime) -> Attendance:
    """もどす: the yes is taken back, until the month is closed."""
    row = _locked(Taken.objects.get(pk=attendance.taken_id))
    _require_hand(row, None, by, at)
    known = _held(attendance)
    _refuse_counted(known)
    known.approved_at, known.approved_by = None, None
    known.save(update_fields=["approved_at", "approved_by"])
    journal.record("roster.hours.unapprove", noun=NOUN, object_id=known.pk, by=by, at=at)
    return known


def _locked(taken: Taken) -> Taken:
    """The one lock of everything that is written of a shift's hours."""
    rows = Taken.objects.select_for_update(of=("self",)).select_related("shift__roster__place", "helper")
    row = rows.filter(pk=taken.pk).first()
    if row is None:
        raise NotFound("roster.taken_gone", _("この枠は ありません。名簿から 見てください。"))
    return row


def _refuse_given_up(row: Taken) -> None:
    """Nobody comes to what was given up or cancelled. Hours that stand already are hours, whatever became of the shift."""
    if row.state != TakenState.TAKEN or row.shift.cancelled_at is not None:
        raise Conflict(
            "roster.not_taken",
            _("この枠は とりやめに なっています。来ていたときは、名簿で 入れなおしてから 書いてください。"),
        )


def _require_hand(row: Taken, helper: Helper | None, by: Actor, at: datetime) -> None:
    """Staff who keep the hours of this place, or the helper at the own shift."""
    if helper is None:
        policies.require_place(by, Permission.ROSTER_HOURS, row.shift.roster.place, at=at)
    elif helper.pk != row.helper_id:
        raise NotFound("roster.taken_gone", _("この枠は ありません。名簿から 見てください。"))


def _held(attendance: Attendance) -> Attendance:
    found = Attendance.objects.select_for_update().filter(pk=attendance.pk).first()
    if found is None:
        raise NotFound("roster.hours_gone", _("この時間は もう ありません。ページを 開きなおしてください。"))
    return found


def _refuse_settled(known: Attendance) -> None:
    _refuse_counted(known)
    if known.approved_at is not None:
        raise Conflict(
            "roster.hours_approved",
            _("この時間は もう みとめてあります。「時間を 書く」から 直してください。"),
        )


def _refuse_counted(known: Attendance) -> None:
    if known.honorarium_id is not None:
        raise Conflict(
            "roster.hours_counted",
            _(
                "この時間は もう しめた月の 謝礼に 入っています。直すときは、さきに その月を 開きなおしてください。"
            ),
        )


def _note(told: str) -> str:
    note = checked_text(told, "note")
    if len(note) > NOTE_MAX:
        words = _("%(most)s文字までで 書いてください。") % {"most": NOTE_MAX}
        raise Invalid("roster.note", words, fields={"note": words})
    return note


def _told(known: Attendance) -> dict[str, Any]:
    """Times alone: who it was stands behind the row's number."""
    left = known.left_at
    return {
        "came": clock.jst(known.came_at).isoformat(), "left": clock.jst(left).isoformat() if left else None,
        "break": known.break_minutes,
    }  # fmt: skip
