"""交流会, part of つながり: planned, days asked about, invited, held, written down, and what was to be done done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial

from django.db.models import Max

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.network.actions import attending, inviting, meetings, minutes, polling, todos
from ibasho.rooms.network.models import Invitation, Meeting, PollAnswer, Todo
from ibasho.rooms.network.rules import meetings as rules
from ibasho.rooms.network.rules.kinds import Coming, MeetingState, PollAnswerKind
from ibasho.town.people.models import Organisation
from rehearsal.stage import Stage

PLANNED_ON = (33, 140, 238)  # days of the year: held in June, October and January, as the city's rounds of R6
DAY = timedelta(days=1)
SLOTS = (45, 49)  # days from planning to the days that are asked about
POLLED_DAYS, ANSWERED_BEFORE = 14, 5
STARTS, ENDS = time(10), time(12)
TODOS = ("かせる 道具を 一覧に 入れる", "手伝える 日を 一覧に 入れる")
DUE_AFTER = timedelta(days=14)
LINK = Actor.public(Via.LINK)
Answer = Callable[[Stage, Invitation, datetime], None]


def day(stage: Stage) -> None:
    if stage.number in PLANNED_ON:
        stage.when(stage.at(9, 15), partial(_plan, stage))
    for row in Meeting.objects.filter(state=MeetingState.INVITED, day=stage.day).order_by("pk"):
        stage.when(clock.at(stage.day, row.ends or ENDS), partial(_hold, stage, row))
    stage.when(stage.at(15, 10), partial(_do_what_is_due, stage))


def groups() -> list[Organisation]:
    """Who is invited and rung up: groups and districts."""
    kinds = (Organisation.Kind.GROUP, Organisation.Kind.DISTRICT)
    return list(Organisation.objects.filter(kind__in=kinds, is_active=True).order_by("pk"))


def _plan(stage: Stage, at: datetime) -> None:
    nendo, by = stage.world.ground.nendo, stage.cast.csw
    last = Meeting.objects.filter(nendo=nendo).aggregate(last=Max("round"))["last"] or 0
    plan = rules.Plan(
        "こどもの居場所 団体交流会", nendo, last + 1, aim="つぎの 季節の 予定、かしかり", starts=STARTS, ends=ENDS,
        venue="市役所 会議室",
    )  # fmt: skip
    row = stage.do("network.meeting", meetings.plan, plan=plan, by=by, at=at)
    if row is None:
        return
    stage.do("network.invite_groups", inviting.add, meeting=row, groups=groups(), by=by, at=at)
    for ahead in SLOTS:
        slot = rules.DaySlot(stage.day + ahead * DAY, STARTS, ENDS)
        stage.do("network.poll_day", polling.add_day, meeting=row, slot=slot, by=by, at=at)
    until = stage.day + POLLED_DAYS * DAY
    if stage.do("network.poll", polling.open_poll, meeting=row, until=until, by=by, at=at) is not None:
        _let_answer(stage, row, POLLED_DAYS - 1, _say_when)
        stage.when(clock.at(until + DAY, time(9, 20)), partial(_invite, stage, row))


def _let_answer(stage: Stage, row: Meeting, days: int, answer: Answer) -> None:
    """Most groups answer by the link within `days`, each at an hour of its own."""
    rng = stage.rng(f"network answers {row.pk}")
    for one in row.invitations.select_related("meeting").order_by("pk"):
        if rng.uniform() < stage.values["group_answers"]:
            at = stage.at(18) + int(rng.integers(days)) * DAY + timedelta(minutes=int(rng.integers(120)))
            stage.when(at, partial(answer, stage, one))


def _say_when(stage: Stage, invitation: Invitation, at: datetime) -> None:
    rng, kinds = stage.rng(f"network when {invitation.pk}"), list(PollAnswerKind)
    days = invitation.meeting.days.values_list("pk", flat=True)
    answers = {key: kinds[int(rng.choice(3, p=(0.5, 0.2, 0.3)))] for key in days}
    stage.do("network.answer_poll", polling.answer, invitation=invitation, answers=answers, by=LINK, at=at)


def _invite(stage: Stage, row: Meeting, at: datetime) -> None:
    """The day that suits most, the first of them where several do."""
    days = list(row.days.order_by("day", "pk"))
    told = PollAnswer.objects.filter(poll_day__meeting=row).values_list("poll_day", "invitation", "answer")
    answers = {(key, group): answer for key, group, answer in told}
    invited = list(row.invitations.values_list("pk", flat=True))
    best = rules.best(rules.tallies([one.pk for one in days], answers, invited))
    chosen = next((one for one in days if one.pk in best), days[0])
    by, until = stage.cast.csw, chosen.day - ANSWERED_BEFORE * DAY
    if stage.do("network.choose", polling.choose, day=chosen, by=by, at=at) is None:
        return
    if stage.do("network.tell", inviting.tell, meeting=row, answer_until=until, by=by, at=at) is not None:
        _let_answer(stage, row, max(1, (until - stage.day).days), _say_whether)


def _say_whether(stage: Stage, invitation: Invitation, at: datetime) -> None:
    rng = stage.rng(f"network coming {invitation.pk}")
    comes = rng.uniform() < stage.values["group_comes"]
    stage.do(
        "network.answer", inviting.answer, invitation=invitation, coming=Coming.YES if comes else Coming.NO,
        heads=int(rng.integers(1, 4)) if comes else None, words="", by=LINK, at=at,
    )  # fmt: skip


def _hold(stage: Stage, row: Meeting, at: datetime) -> None:
    """Who said yes is there; one in ten of the silent comes all the same."""
    rng = stage.rng(f"network held {row.pk}")
    came: dict[int, int | None] = {}
    for one in row.invitations.order_by("pk"):
        silent = one.coming == Coming.UNKNOWN and rng.uniform() < 0.1
        came[one.pk] = one.heads or 1 if one.coming == Coming.YES or silent else 0
    if stage.do("network.held", attending.mark, meeting=row, came=came, by=stage.cast.csw, at=at) is not None:
        stage.when(at + DAY, partial(_write_down, stage, row))


def _write_down(stage: Stage, row: Meeting, at: datetime) -> None:
    by, words = stage.cast.csw, "手伝いの 人と 道具を どう かしあうかを 話しました。"
    decided = ("かせる ものを 一覧に する", "つぎの 季節の 予定を そろえる")
    written = stage.do(
        "network.minutes", minutes.write, meeting=row, minutes=words, decisions=decided, by=by, at=at
    )
    if written is None:
        return
    came = row.invitations.filter(came_heads__gt=0).select_related("organisation").order_by("pk")
    for said, one in zip(TODOS, came[: len(TODOS)], strict=False):
        stage.do(
            "network.todo", todos.make, organisation=one.organisation, words=said, due_on=stage.day + DUE_AFTER,
            meeting=row, by=by, at=at,
        )  # fmt: skip
    stage.do("network.tell_minutes", minutes.tell, meeting=row, by=by, at=at)


def _do_what_is_due(stage: Stage, at: datetime) -> None:
    """Done on the day by most; what is late is done a week later."""
    late = stage.day - 7 * DAY
    rows = Todo.objects.filter(due_on__in=(stage.day, late), done_at=None, dropped_at=None)
    rng = stage.rng("network todos")
    for row in rows.order_by("pk"):
        if row.due_on == late or rng.uniform() < stage.values["todo_done"]:
            by = stage.cast.lead(row.organisation_id)
            stage.do("network.todo_done", todos.done, todo=row, words="できました", by=by, at=at)
