"""見守りの名簿: helpers sign up two weeks ahead, come and go, some stay away and another takes the turn, months close."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial

from django.db.models import Max

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor, Via
from ibasho.rooms.roster.actions import attending, giving_up, months, taking, trainings
from ibasho.rooms.roster.models import Attendance, Helper, Roster, Shift, Taken
from ibasho.rooms.roster.rules.kinds import HelperState, TakenState, Way
from rehearsal.stage import Stage

NAME = "roster"
SHARE = 0.12
AHEAD = timedelta(days=14)
MONTH_CLOSES_ON = 4
EARLY = timedelta(minutes=5)
TRAINED_ON = 10  # of every month: whose 研修 lapses soon takes it again
LAPSES_SOON, TRAINING_HOLDS = timedelta(days=45), timedelta(days=365)
LINK = Actor.public(Via.LINK)


def day(stage: Stage) -> None:
    for roster in Roster.objects.filter(is_on=True).select_related("place").order_by("pk"):
        stage.when(stage.at(9, 5), partial(_sign_up, stage, roster, stage.day + AHEAD))
        stage.when(stage.at(8), partial(_turns, stage, roster))
        if stage.is_day(month_day=MONTH_CLOSES_ON):
            stage.when(stage.at(16), partial(_close_month, stage, roster))
    stage.when(stage.at(9, 30), partial(_approve, stage))
    if stage.is_day(month_day=TRAINED_ON):
        stage.when(stage.at(18), partial(_train, stage))


def _sign_up(stage: Stage, roster: Roster, on: date, at: datetime) -> None:
    for shift in Shift.objects.filter(roster=roster, day=on, cancelled_at=None).order_by("starts", "pk"):
        _fill(stage, shift, at)


def _fill(stage: Stage, shift: Shift, at: datetime) -> None:
    """Whoever has had the fewest turns comes first; the rest as chance has it."""
    there = set(shift.taken.filter(state=TakenState.TAKEN).values_list("helper", flat=True))
    helpers = Helper.objects.filter(
        organisation_id=shift.roster.place.organisation_id or 0, state=HelperState.REGISTERED
    )
    order = sorted(helpers.exclude(pk__in=there).order_by("pk"), key=lambda one: one.pk)
    stage.rng(f"roster {shift.pk}").shuffle(order)
    for helper in order[: max(0, shift.wanted - len(there))]:
        stage.do("roster.take", taking.take, shift=shift, helper=helper, way=Way.LINK, by=LINK, at=at)


def _turns(stage: Stage, roster: Roster, at: datetime) -> None:
    """Today's: who comes says so at the door, who stays away says so before."""
    found = Taken.objects.filter(shift__roster=roster, shift__day=stage.day, state=TakenState.TAKEN)
    rng = stage.rng("roster away")
    for taken in found.select_related("shift", "helper").order_by("pk"):
        starts, ends = (clock.at(stage.day, one) for one in (taken.shift.starts, taken.shift.ends))
        if rng.uniform() < stage.values["helper_away"]:
            stage.when(max(at, starts - timedelta(hours=5)), partial(_stay_away, stage, taken))
        else:
            stage.when(starts - EARLY, partial(_come, stage, taken))
            stage.when(ends, partial(_leave, stage, taken))


def _come(stage: Stage, taken: Taken, at: datetime) -> None:
    stage.do("roster.come", attending.come, taken=taken, helper=taken.helper, by=LINK, at=at)


def _leave(stage: Stage, taken: Taken, at: datetime) -> None:
    stage.do("roster.leave", attending.leave, taken=taken, helper=taken.helper, by=LINK, at=at)


def _stay_away(stage: Stage, taken: Taken, at: datetime) -> None:
    gone = stage.do("roster.give_up", giving_up.give_up, taken=taken, why="体調が わるい", by=LINK, at=at)
    if gone is not None:
        stage.when(at + timedelta(minutes=40), partial(_step_in, stage, taken.shift))


def _step_in(stage: Stage, shift: Shift, at: datetime) -> None:
    _fill(stage, Shift.objects.select_related("roster__place").get(pk=shift.pk), at)


def _approve(stage: Stage, at: datetime) -> None:
    rows = Attendance.objects.filter(approved_at=None, left_at__isnull=False, honorarium=None)
    for row in rows.order_by("pk"):
        stage.do("roster.approve", attending.approve, attendance=row, by=stage.cast.second, at=at)


def _train(stage: Stage, at: datetime) -> None:
    soon = stage.day + LAPSES_SOON
    helpers = Helper.objects.filter(state=HelperState.REGISTERED).annotate(
        until=Max("trainings__valid_until")
    )
    for helper in helpers.filter(until__lt=soon).order_by("pk"):
        stage.do(
            "roster.train", trainings.add, helper=helper, title="見守りの 基本", taken_on=stage.day,
            valid_until=stage.day + TRAINING_HOLDS, by=stage.cast.officer, at=at,
        )  # fmt: skip


def _close_month(stage: Stage, roster: Roster, at: datetime) -> None:
    first = (stage.day.replace(day=1) - timedelta(days=1)).replace(day=1)
    if roster.place.organisation is not None:
        stage.do(
            "roster.close_month", months.close, organisation=roster.place.organisation, first=first, by=stage.cast.officer,
            at=at,
        )  # fmt: skip
