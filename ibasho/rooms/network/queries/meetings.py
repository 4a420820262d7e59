"""交流会 as pages show them: the rounds of a year, one meeting step by step, what a group has of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from ibasho.base.kernel.errors import NotFound
from ibasho.base.ui.links import Link
from ibasho.rooms.network.models import Invitation, Meeting, PollAnswer, PollDay, Todo
from ibasho.rooms.network.queries.surveying import questions_of
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules import survey
from ibasho.rooms.network.rules.kinds import Coming, MeetingState

LINK = Link("network.meeting", "network:meeting_link")
LINK_DAYS = 365  # after the meeting its links are dead
State = MeetingState
NOT_TOLD = (State.DRAFT, State.CANCELLED)  # shown to whoever heard of it before, to nobody else


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps of a meeting. `state`: done, now, ahead."""

    code: str
    label: str
    state: str
    said: str


@dataclass(frozen=True, slots=True)
class PollRow:
    day: PollDay
    tally: rules.Tally
    best: bool


@dataclass(frozen=True, slots=True)
class Heads:
    """Of a meeting's list. `groups` and `heads` that come or came; `silent` without an answer."""

    invited: int
    groups: int
    heads: int
    silent: int
    came_groups: int
    came_heads: int


def rounds(nendo: int) -> list[Meeting]:
    rows = Meeting.objects.filter(nendo=nendo).select_related("place").prefetch_related("invitations")
    return list(rows.order_by("round", "pk"))


def nendos() -> list[int]:
    return list(Meeting.objects.values_list("nendo", flat=True).distinct().order_by("-nendo"))


def one(public_id: str) -> Meeting:
    """Raises NotFound."""
    found = Meeting.objects.select_related("place", "minutes_by").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.meeting_unknown", "見つかりません。一覧から えらんでください。")
    return found


def invitations(meeting: Meeting) -> list[Invitation]:
    rows = meeting.invitations.select_related("organisation").prefetch_related("poll_answers")
    return list(rows.order_by("organisation__kana", "organisation__name", "pk"))


def invitation(public_id: str) -> Invitation:
    """Raises NotFound."""
    found = _invitations().filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.invitation_unknown", "見つかりません。一覧から えらんでください。")
    return found


def by_token(token: str, today: date) -> Invitation | None:
    """Whose link this is; None for an old one, or long after the meeting."""
    found = LINK.find(_invitations(), token)
    if found is None or (found.meeting.day and today > found.meeting.day + timedelta(days=LINK_DAYS)):
        return None
    return found


def of_groups(organisations: Iterable[int]) -> list[Invitation]:
    """What a group was asked or invited to, the newest first; not what is still on staff's list alone."""
    rows = (
        _invitations()
        .filter(organisation__in=list(organisations))
        .annotate(open_days=unanswered())
        .exclude(meeting__state__in=NOT_TOLD, told_at=None, polled_at=None)
    )
    return list(rows.order_by("-meeting__nendo", "-meeting__round", "pk"))


def unanswered() -> Exists:
    """Of invitations: a day is asked about to which the group has said nothing; days may be added to a poll."""
    said = PollAnswer.objects.filter(poll_day=OuterRef("pk"), invitation=OuterRef(OuterRef("pk")))
    return Exists(PollDay.objects.filter(~Exists(said), meeting=OuterRef("meeting")))


def is_told(one: Invitation) -> bool:
    """Whether the group knows of the meeting, or may."""
    return bool(one.told_at or one.polled_at) or one.meeting.state not in NOT_TOLD


def may_undo(meeting: Meeting, at: datetime) -> bool:
    """Held or called off within the last day, and nothing came of it."""
    if meeting.state not in (State.HELD, State.CANCELLED) or not rules.may_undo(meeting.ended_at, at):
        return False
    return not (meeting.minutes or meeting.decisions.exists() or meeting.replies.exists())


def poll(meeting: Meeting) -> list[PollRow]:
    days = list(meeting.days.all())
    groups = list(meeting.invitations.values_list("pk", flat=True))
    answers = {
        (one.poll_day_id, one.invitation_id): one.answer
        for one in PollAnswer.objects.filter(poll_day__meeting=meeting)
    }
    tallies = rules.tallies([day.pk for day in days], answers, groups)
    best = rules.best(tallies)
    return [PollRow(day, tally, day.pk in best) for day, tally in zip(days, tallies, strict=True)]


def heads(found: Iterable[Invitation]) -> Heads:
    rows = list(found)
    coming = [one for one in rows if one.coming == Coming.YES.value]
    came = [one for one in rows if one.came_heads]
    return Heads(
        len(rows), len(coming), sum(one.heads or 1 for one in coming), sum(not one.coming for one in rows),
        len(came), sum(one.came_heads or 0 for one in came),
    )  # fmt: skip


def steps(meeting: Meeting, found: Heads, open_todos: int) -> list[Step]:
    """日程 → 案内 → 当日 → まとめ → やること, with what stands at each."""
    state = meeting.state
    held, closed = state in rules.AFTER, state == State.CLOSED
    done = (meeting.day is not None, held or state == State.INVITED, held, closed, closed and not open_todos)
    groups = found.came_groups or meeting.groups_told or 0
    said = (
        "きまりました" if meeting.day else meeting.month_words or "まだ きまっていません",
        f"{found.invited}団体（参加の 返事 {found.groups}）" if found.invited else "まだ えらんでいません",
        (f"{groups}団体" if groups else "ひらきました") if held else "これから",
        "送りました" if closed else "書いています" if meeting.minutes else "これから",
        f"のこり {open_todos}" if open_todos else "ありません",
    )
    labels = (
        ("day", "日程"),
        ("invite", "案内"),
        ("held", "当日"),
        ("minutes", "まとめ"),
        ("todos", "やること"),
    )
    now = next((place for place, one in enumerate(done) if not one), -1)
    return [
        Step(code, label, "done" if done[place] else "now" if place == now else "ahead", said[place])
        for place, (code, label) in enumerate(labels)
    ]


def results(meeting: Meeting, today: date) -> tuple[survey.Result, ...]:
    told = [one.answers for one in meeting.replies.all()]
    return survey.results(questions_of(meeting), told, running=survey.is_running(meeting.day, today))


def todo(public_id: str) -> Todo:
    """Raises NotFound."""
    found = Todo.objects.select_related("organisation", "meeting").filter(public_id=public_id).first()
    if found is None:
        raise NotFound("network.todo_unknown", "見つかりません。一覧から えらんでください。")
    return found


def open_todos(organisations: Iterable[int] | None = None) -> QuerySet[Todo]:
    """What is still to be done, the nearest end first, what has none last."""
    rows = Todo.objects.filter(done_at=None, dropped_at=None).select_related("organisation", "meeting")
    if organisations is not None:
        rows = rows.filter(organisation__in=list(organisations))
    return rows.order_by("due_on", "pk")


def ended_todos(organisations: Iterable[int] | None = None) -> QuerySet[Todo]:
    rows = Todo.objects.exclude(done_at=None, dropped_at=None).select_related(
        "organisation", "meeting", "done_by"
    )
    if organisations is not None:
        rows = rows.filter(organisation__in=list(organisations))
    return rows.order_by(Coalesce("done_at", "dropped_at").desc(), "-pk")


def _invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("meeting__place", "organisation")
