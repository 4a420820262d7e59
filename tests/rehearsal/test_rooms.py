"""The acts of つながり, 知らせる, ファミリーサポート and 気づき through the real actions, over days on which each has something to
do. Without the jobs of the night: test_play.py plays them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

import pytest
from django.db.models import F, Sum

from demo.loading.chapters import bulletin, care, familysupport, network, roster
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.rooms.bulletin.models import Broadcast, Handout, QrOpens, Story
from ibasho.rooms.care.models import Consultation, Notice, Referral
from ibasho.rooms.care.rules.kinds import Pace
from ibasho.rooms.familysupport.models import Month, Report, Visit
from ibasho.rooms.familysupport.rules.kinds import MonthState, UnmetEnd, VisitState
from ibasho.rooms.network.models import Match, Meeting, StartUp, Todo
from ibasho.rooms.network.rules.kinds import MatchState, MeetingState, StartState
from ibasho.rooms.roster.models import Training
from rehearsal import assumptions, cast, ground, joins
from rehearsal.acts import bulletin as telling
from rehearsal.acts import care as noticing
from rehearsal.acts import familysupport as helping
from rehearsal.acts import gatherings
from rehearsal.acts import joins as joining
from rehearsal.acts import network as linking
from rehearsal.acts import roster as watching
from rehearsal.clockwork import Clockwork
from rehearsal.shares import ACTS, shares
from rehearsal.stage import Act, Stage
from rehearsal.tally import Budget
from rehearsal.world import World
from tests.demo.loaded import work_of

pytestmark = pytest.mark.long

FIRST = date(2026, 4, 1)
CHAPTERS = (roster.load, familysupport.load, care.load, network.load, bulletin.load)
city = work_of(*CHAPTERS, at=clock.at(FIRST, time(0, 5)))
# Often enough to be seen within days.
LIVELY = {
    "contacts_week": 4, "sheets_month": 6, "wants_month": 12, "startups_year": 40, "step_weeks": 1, "closures_month": 15,
    "stories_month": 20, "subscribers_week": 2_000, "notes_week": 10, "referrals_month": 12, "visit_called_off": 0.1,
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return World(ground.of_mihon(2026), assumptions.values() | LIVELY, seed=7, size=200)


def play(world: World, act: Act, days: Iterable[int]) -> Stage:
    """`days` of the year by this room alone."""
    clockwork = Clockwork(clock.at(FIRST, time(0)))
    stage = Stage(
        world=world, cast=cast.found(FIRST), clockwork=clockwork, budget=Budget(None, 366, shares())
    )
    with clockwork.running():
        for number in days:
            stage.begin(number)
            act.day(stage)
            stage.play(clock.day_bounds(stage.day)[1])
    return stage


def moment(number: int) -> datetime:
    return clock.at(ground.of_mihon(2026).day(number), time(0))


def test_all_ten_rooms_and_their_joins_play() -> None:
    assert len({act.NAME for act in ACTS}) == 11
    assert sum(shares().values()) == pytest.approx(1)


def test_a_training_that_lapses_soon_is_taken_again(city: Work, world: World) -> None:
    was = Training.objects.order_by("valid_until").last()
    assert was is not None and was.valid_until is not None
    before = next(
        number for number in range(366)
        if ground.of_mihon(2026).day(number).day == watching.TRAINED_ON
        and was.valid_until - ground.of_mihon(2026).day(number) < watching.LAPSES_SOON
    )  # fmt: skip
    stage = play(world, watching, [before])
    assert stage.tally.done["roster.train"] >= 1
    assert Training.objects.filter(helper=was.helper, valid_until__gt=was.valid_until).exists()


def test_a_meeting_that_stands_in_the_book_is_held(city: Work, world: World) -> None:
    row = Meeting.objects.get(nendo=2026, state=MeetingState.INVITED)
    assert row.day is not None
    on = (row.day - FIRST).days
    play(world, linking, (on, on + 1))
    row.refresh_from_db()
    assert row.state == MeetingState.CLOSED
    assert row.minutes


def test_groups_meet_and_do_what_they_said(city: Work, world: World) -> None:
    """Planned, asked about days, invited, held, written down, and the to-dos done."""
    planned = gatherings.PLANNED_ON[0]
    stage = play(world, linking, range(planned, planned + 76))
    row = Meeting.objects.filter(nendo=2026, made_at__gte=moment(planned)).get()
    assert row.state == MeetingState.CLOSED
    assert row.day is not None and row.day.month == 6
    assert row.invitations.filter(came_heads__gt=0).exists()
    assert row.todos.count() == 2
    assert not Todo.objects.filter(meeting=row, done_at=None).exists()
    done = stage.tally.done
    assert (
        done["network.answer_poll"]
        and done["network.answer"]
        and done["network.contact"]
        and done["network.sheet"]
    )
    assert StartUp.objects.filter(
        state=StartState.OPENED, asked_at__year=2026, asked_at__month__gte=5
    ).exists()
    assert Match.objects.filter(state=MatchState.DONE, proposed_at__month__gte=5).exists()
    assert not stage.tally.refused


def test_families_hear_of_it(city: Work, world: World) -> None:
    """A hand-out of the schools the world reaches, stories, closures, subscriptions, openings of a QR."""
    before = QrOpens.objects.aggregate(times=Sum("times"))["times"] or 0
    stage = play(world, telling, range(7, 31))
    row = Handout.objects.get(title="5月の 居場所カレンダー")
    handed = row.deliveries.filter(handed_on=date(2026, 4, 20))
    assert 0 < handed.count() < 20
    assert handed.filter(given_out_on__isnull=False).exists()
    assert Story.objects.filter(shown_at__date__gt=date(2026, 4, 8)).exists()
    done = stage.tally.done
    assert done["bulletin.close_day"] and done["bulletin.subscribe"] and done["bulletin.send"] == 1
    assert Broadcast.objects.filter(started_at__date=date(2026, 5, 1)).exists()
    opened = QrOpens.objects.aggregate(times=Sum("times"))["times"] or 0
    assert opened - before == done["bulletin.open_qr"] > 0
    assert not stage.tally.refused


def test_families_are_helped_and_who_is_not_is_told(city: Work, world: World) -> None:
    stage = play(world, helping, range(14))
    done = stage.tally.done
    assert done["familysupport.ask"] and done["familysupport.solve"] == 2 and done["familysupport.decide"]
    asked = Visit.objects.filter(day__range=(date(2026, 4, 6), date(2026, 4, 10)))
    assert not asked.filter(state=VisitState.OPEN).exists()
    assert asked.filter(state=VisitState.UNMET).count() > 0
    reports = Report.objects.filter(visit__in=asked)
    assert reports.count() == asked.filter(state=VisitState.DONE).count() > 0
    assert Month.objects.get(first=date(2026, 3, 1)).state != MonthState.CLOSED
    assert done["familysupport.confirm_account"] > 0
    assert {code for _name, code in stage.tally.refused} <= {"support.own_overlap"}


def test_who_was_not_helped_says_where_the_child_went_and_it_is_counted(city: Work, world: World) -> None:
    play(world, helping, range(14))
    stage = play(world, joining, range(14))
    missed = Visit.objects.filter(state=VisitState.UNMET, day__range=(FIRST, date(2026, 4, 14)))
    assert stage.tally.done["joins.ended"] == missed.count() > 0
    assert not missed.filter(unmet_end="").exists()
    told = {one.words: one.times for one in joins.counted(FIRST, date(2026, 4, 14))}
    at_a_place = missed.filter(unmet_end=UnmetEnd.PLACE).count()
    assert len(told) == 6 and told["見つからず 近くの 居場所で おわった 回"] == at_a_place


def test_a_place_opens_on_saturdays_and_the_city_studies_it_again(city: Work, world: World) -> None:
    """Where nobody's home is known the studies are refused, and counted as refused; the place opens all the same."""
    stage = play(world, joining, (joining.STUDIED_ON, joining.OPENED_ON, joining.AGAIN_ON))
    assert stage.tally.done["joins.open"] == 1
    assert {code for _name, code in stage.tally.refused} <= {"reach.no_population"}


def test_notes_are_taken_within_their_clock_and_thanked(city: Work, world: World) -> None:
    stage = play(world, noticing, range(38))
    rows = Notice.objects.filter(received_at__range=(moment(1), moment(25)))
    assert rows.count() > 10
    assert not rows.exclude(state=Notice.State.CLOSED).exists()
    assert not rows.exclude(pace=Pace.GLAD).filter(checked_at__gt=F("check_by")).exists()
    assert not rows.filter(taken_at__date__gt=F("take_by")).exists()
    assert not rows.filter(answered_at__date__gt=F("answer_by")).exists()
    assert Referral.objects.filter(state=Referral.State.ARRIVED, asked_at__gt=moment(1)).exists()
    april = Consultation.objects.filter(on=date(2026, 4, 1), whole_month=True, dropped_at=None)
    assert 300 < (april.aggregate(all=Sum("count"))["all"] or 0) < 900
    assert not stage.tally.refused
