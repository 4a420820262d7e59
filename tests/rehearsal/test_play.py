"""Ten days of みほん市 through the real actions: every room acts, nothing breaks, the books are right afterwards.

Sealing needs transactions that end: tests/faults/test_rehearsal.py plays longer in a database of its own.
"""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import transaction

from demo.loading.chapters import hearings, meals, openhouse, roster
from demo.loading.work import Work
from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Conflict
from ibasho.front.reports.rules import rehearsal as shape
from ibasho.rooms.mealtickets.queries import proving
from ibasho.town.places.models import Headcount, SessionReport
from rehearsal import assumptions, cast, ground, outcome, predict, words
from rehearsal.clockwork import Clockwork
from rehearsal.play import Played, Step, play
from rehearsal.shares import shares
from rehearsal.stage import Stage, StoppedError
from rehearsal.tally import Budget
from rehearsal.world import World
from tests.demo.loaded import work_of

pytestmark = pytest.mark.long

FIRST, DAYS, ACTS = date(2026, 4, 1), 10, 600
CHAPTERS = (meals.load, openhouse.load, roster.load, hearings.load)
city = work_of(*CHAPTERS, at=clock.at(FIRST, time(0, 5)))


@pytest.fixture(scope="module")
def world() -> World:
    return World(ground.of_mihon(2026), assumptions.values(), seed=7, size=600)


@pytest.fixture(scope="module")
def told() -> list[Step]:
    return []


@pytest.fixture(scope="module")
def played(city: Work, world: World, told: list[Step]) -> Played:
    return play(world, days=DAYS, acts=ACTS, tell=told.append)


def test_every_room_acts_through_the_real_actions(played: Played, told: list[Step]) -> None:
    done = played.tally.done
    assert {name.split(".")[0] for name in done} >= {"places", "openhouse", "roster", "mealtickets", "voices"}
    assert played.tally.acts <= ACTS
    assert [step.day for step in told] == list(range(1, DAYS + 1))
    assert Entry.objects.filter(verb="places.session.closed", at__date__gte=FIRST).exists()
    assert done["places.close"] == SessionReport.objects.filter(session__day__gte=FIRST).count()


def test_what_was_done_happened_on_its_day(played: Played) -> None:
    days = Entry.objects.filter(verb="places.session.closed", person_id__isnull=False).values_list(
        "at", flat=True
    )
    assert {clock.day(at) for at in days} <= {ground.of_mihon(2026).day(number) for number in range(DAYS)}


def test_the_books_are_right(played: Played) -> None:
    assert played.books == ()
    assert not proving.prove().broken
    assert not Headcount.objects.filter(heads__lt=0).exists()


def test_the_database_counts_what_the_world_sent(played: Played) -> None:
    """A place that rests, or whose room had no acts left, makes it less; nothing makes it more."""
    assert played.agreement is not None
    assert 0.3 < played.agreement <= 1.0


def test_it_becomes_a_file_that_is_read_again(played: Played, world: World) -> None:
    prediction = predict.predict(world.ground, None, seed=7, seeds=2, size=300)
    run = outcome.Run(city="mihon", is_full=False, ran_on=date(2026, 11, 26), plan=None)
    made = outcome.result(run, world, played, prediction)
    assert shape.read(shape.write(made)) == made
    told = "\n".join(words.lines(made))
    assert "推計" in told
    assert all(one.words in told for one in assumptions.shipped())


def test_it_may_be_enough_before_the_year_is_over(city: Work, world: World) -> None:
    with transaction.atomic():
        short = play(world, days=DAYS, acts=50, rooms=(), enough=lambda: True)
        transaction.set_rollback(True)
    assert short.days == 1


def stage(world: World, *, acts: int | None = None) -> Stage:
    clockwork = Clockwork(clock.at(FIRST, time(0)))
    return Stage(
        world=world, cast=cast.found(FIRST), clockwork=clockwork, budget=Budget(acts, DAYS, shares())
    )


def test_a_refusal_is_counted_and_anything_else_stops_the_year(city: Work, world: World) -> None:
    one = stage(world)

    def refuses(*, at: object) -> None:
        raise Conflict("places.shut", "しまっています。")

    def breaks(*, at: object) -> None:
        raise KeyError("x")

    assert one.do("places.test", refuses, at=one.at(10)) is None
    assert one.tally.refused["places.test", "places.shut"] == 1
    with pytest.raises(StoppedError, match=r"seed 7, 2026-04-01, places.test"):
        one.do("places.test", breaks, at=one.at(11))


def test_acts_are_played_in_the_order_of_the_clock(city: Work, world: World) -> None:
    one, seen = stage(world), []
    one.when(one.at(15), lambda at: seen.append(at.hour))
    one.when(one.at(9), lambda at: one.when(one.at(12), lambda later: seen.append(later.hour)))
    one.when(one.at(9, 30), lambda at: seen.append(at.hour))
    one.play(one.at(13))
    assert seen == [9, 12]
    one.play(one.at(23))
    assert seen == [9, 12, 15]


def test_a_room_without_acts_left_rests(city: Work, world: World) -> None:
    one = stage(world, acts=10)
    for _time in range(30):
        one.do("voices.test", lambda at: None, at=one.at(10))
    assert one.tally.skipped["voices"] > 25
    assert not one.may("voices")


def test_the_clock_of_the_process_is_the_years(world: World) -> None:
    own = Clockwork(clock.at(FIRST, time(7)), pace=1e9)
    real = clock.now
    with own.running():
        own.turn(clock.at(FIRST, time(8)))
        assert clock.now() == clock.at(FIRST, time(8))
    assert clock.now == real
