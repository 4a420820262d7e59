"""Rounds of a 年度: planned, changed, cancelled; and what every other verb of a 交流会 begins with."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from ibasho.base.journal import actions as journal
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, NotFound
from ibasho.rooms.network import policies
from ibasho.rooms.network.actions import meeting_letters
from ibasho.rooms.network.models import Invitation, Meeting
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import MeetingState
from ibasho.town.people import policies as people
from ibasho.town.people.permissions import Permission
from ibasho.town.places.models import Place

NOUN = "network.Meeting"
_WHEN = ("day", "starts", "ends", "venue", "place_id")


@transaction.atomic
def plan(*, plan: rules.Plan, place: Place | None = None, by: Actor, at: datetime) -> Meeting:
    """Raises Conflict where this round of the 年度 stands already."""
    policies.require(by, Permission.NETWORK_MANAGE, at=at)
    rules.check_plan(plan)
    _check_round(plan.nendo, plan.round, but=0)
    made = Meeting.objects.create(**asdict(plan), place=place, made_at=at, made_by_id=people.person_of(by))
    record("plan", made, by, at, nendo=plan.nendo, round=plan.round)
    return made


@transaction.atomic
def change(*, meeting: Meeting, plan: rules.Plan, place: Place | None, by: Actor, at: datetime) -> Meeting:
    """Whoever was invited hears when the day, the hours or the room are others."""
    row = locked(meeting, by, at)
    rules.check_state(
        row.state, (*rules.PLANNING, *rules.AFTER), "やめた 交流会は 直せません。新しい回を 作ってください。"
    )
    rules.check_plan(plan)
    _check_round(plan.nendo, plan.round, but=row.pk)
    if row.state not in (MeetingState.DRAFT, MeetingState.POLLING) and plan.day is None:
        raise Conflict(
            "network.meeting_day_gone",
            "もう 案内したので、日を 空には できません。新しい日を 入れてください。",
        )
    if plan.day != row.day and row.replies.exists():
        raise Conflict(
            "network.survey_begun",
            "アンケートの こたえが とどいているので、日は かえられません。つぎの会を 新しく つくってください。",
        )
    before = [getattr(row, name) for name in _WHEN]
    for name, value in asdict(plan).items():
        setattr(row, name, value)
    row.place = place
    row.save()
    moved = before != [getattr(row, name) for name in _WHEN]
    record("change", row, by, at, moved=moved)
    if moved and row.state == MeetingState.INVITED:
        meeting_letters.to_all(meeting_letters.changed, _told(row), by, at)
    return row


@transaction.atomic
def cancel(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Whoever was asked or invited is told so, also between the poll and the invitation."""
    row = locked(meeting, by, at)
    rules.check_state(row.state, rules.PLANNING, "やめられるのは、ひらく前だけです。")
    told = _told(row)
    end(row, MeetingState.CANCELLED, at)
    record("cancel", row, by, at, told=len(told))
    meeting_letters.to_all(meeting_letters.cancelled, told, by, at)
    return row


@transaction.atomic
def restore(*, meeting: Meeting, by: Actor, at: datetime) -> Meeting:
    """Called off by mistake: within a day it is what it was, and who heard of the end hears of that."""
    row = locked(meeting, by, at)
    rules.check_state(row.state, (MeetingState.CANCELLED.value,), "とり消すことは ありません。")
    rules.check_undo(row.ended_at, at)
    _check_round(row.nendo, row.round, but=row.pk)
    back(row)
    told = _told(row)
    record("restore", row, by, at, told=len(told))
    meeting_letters.to_all(meeting_letters.restored, told, by, at)
    return row


def end(row: Meeting, state: MeetingState, at: datetime) -> None:
    """Part of an action: held or called off, with what `back` needs."""
    row.state_before, row.state, row.ended_at = row.state, state.value, at
    row.save(update_fields=["state_before", "state", "ended_at"])


def back(row: Meeting) -> None:
    row.state, row.state_before, row.ended_at = row.state_before, "", None
    row.save(update_fields=["state_before", "state", "ended_at"])


def locked(
    meeting: Meeting, by: Actor, at: datetime, permission: Permission = Permission.NETWORK_MANAGE
) -> Meeting:
    """The policy, then the row as it stands now. Raises NotFound."""
    policies.require(by, permission, at=at)
    row = Meeting.objects.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if row is None:
        raise NotFound("network.meeting_unknown", "この 交流会は 見つかりません。一覧から えらんでください。")
    return row


def record(verb: str, row: Meeting, by: Actor, at: datetime, **data: object) -> None:
    journal.record(f"network.meeting.{verb}", noun=NOUN, object_id=row.pk, by=by, at=at, data=data)


def _told(row: Meeting) -> list[Invitation]:
    """Who heard of it: asked about days or invited. Who stands on the list alone does not know of it."""
    rows = row.invitations.filter(Q(told_at__isnull=False) | Q(polled_at__isnull=False))
    found = list(rows.select_related("organisation").order_by("pk"))
    for one in found:
        one.meeting = row
    return found


def _check_round(nendo: int, number: int, *, but: int) -> None:
    others = Meeting.objects.filter(nendo=nendo, round=number)
    if others.exclude(pk=but).exclude(state=MeetingState.CANCELLED).exists():
        sentence = f"この年度の 第{number}回は もう あります。一覧から ひらいて 直してください。"
        raise Conflict("network.meeting_round", sentence, fields={"round": sentence})
