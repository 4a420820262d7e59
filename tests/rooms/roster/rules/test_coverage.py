"""Is a session promised, and until when can it be mended?"""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from ibasho.base.kernel.clock import END_OF_DAY, JST
from ibasho.rooms.roster.rules.counting import counts_as_adult
from ibasho.rooms.roster.rules.coverage import Judged, cut_off, end_of, judge
from ibasho.town.places.rules.adults import Gap, Span

TUESDAY = date(2026, 11, 24)
BEFORE = datetime(2026, 11, 23, 9, 0, tzinfo=JST)
OPEN, LATE, CLOSE = time(15, 30), time(17, 15), time(20, 0)


def _judge(*here: Span, needed: tuple[Span, ...] = (), at: datetime = BEFORE, floor: int = 2) -> Judged:
    return judge(TUESDAY, OPEN, CLOSE, needed, here, floor=floor, at=at)


def test_two_who_stay_the_whole_time_are_enough() -> None:
    judged = _judge(Span(OPEN, CLOSE), Span(OPEN, CLOSE))
    assert (judged.short, judged.needed, judged.here) == (False, 2, 2)


def test_one_minute_with_one_grown_up_alone_is_too_short() -> None:
    judged = _judge(Span(OPEN, CLOSE), Span(OPEN, time(19, 59)))
    assert judged.gaps == (Gap(time(19, 59), CLOSE, 2, 1),)
    assert (judged.short, judged.missing) == (True, 1)


def test_two_who_hand_over_to_each_other_leave_no_gap() -> None:
    assert not _judge(Span(OPEN, CLOSE), Span(OPEN, LATE), Span(LATE, CLOSE)).short


def test_the_worst_stretch_speaks() -> None:
    judged = _judge(Span(OPEN, CLOSE), Span(OPEN, CLOSE), needed=(Span(LATE, CLOSE, 4), Span(OPEN, LATE, 3)))
    assert (judged.needed, judged.here, judged.missing) == (4, 2, 2)
    assert [gap.missing for gap in judged.gaps] == [1, 2]


def test_a_wish_for_one_is_raised_to_two_for_nobody_is_alone_with_children() -> None:
    judged = _judge(Span(OPEN, CLOSE), needed=(Span(LATE, CLOSE, 1),))
    assert judged.short
    assert {gap.needed for gap in judged.gaps} == {2}
    assert not _judge(Span(OPEN, CLOSE), needed=(Span(OPEN, CLOSE, 1),), floor=1).short


def test_hours_gone_by_are_judged_no_more() -> None:
    at = datetime(2026, 11, 24, 17, 15, tzinfo=JST)
    assert not _judge(Span(LATE, CLOSE), Span(LATE, CLOSE), at=at).short
    assert _judge(Span(LATE, CLOSE), Span(LATE, CLOSE), at=at.replace(minute=14)).short


def test_a_session_without_an_hour_is_not_promised() -> None:
    judged = judge(TUESDAY, None, None, (), [Span(OPEN, CLOSE)] * 2, floor=2, at=BEFORE)
    assert (judged.short, judged.knows_hours) == (True, False)


@pytest.mark.parametrize(
    ("starts", "until"), [(time(15), time(17)), (time(22), END_OF_DAY), (time(23, 59), END_OF_DAY)]
)
def test_where_nobody_said_when_it_ends(starts: time, until: time) -> None:
    assert end_of(starts) == until
    judged = judge(TUESDAY, starts, None, (), [Span(starts, until)] * 2, floor=2, at=BEFORE)
    assert not judged.short


def test_a_session_until_midnight_is_judged_to_its_last_minute() -> None:
    here = [Span(time(20), END_OF_DAY), Span(time(20), time(23, 59))]
    at = datetime(2026, 11, 24, 23, 58, tzinfo=JST)
    judged = judge(TUESDAY, time(20), END_OF_DAY, (), here, floor=2, at=at)
    assert judged.gaps == (Gap(time(23, 59), END_OF_DAY, 2, 1),)


def test_the_cut_off_lies_before_the_beginning_and_later_with_the_gap() -> None:
    judged = _judge(Span(OPEN, CLOSE), Span(OPEN, LATE))
    assert cut_off(TUESDAY, OPEN, judged, minutes=120, at=BEFORE) == datetime(
        2026, 11, 24, 13, 30, tzinfo=JST
    )
    running = datetime(2026, 11, 24, 16, 0, tzinfo=JST)
    late = _judge(Span(OPEN, CLOSE), Span(OPEN, LATE), at=running)
    assert cut_off(TUESDAY, OPEN, late, minutes=120, at=running) == datetime(2026, 11, 24, 17, 15, tzinfo=JST)


KNOWN = {
    "age_band": "adult", "state": "registered", "registered_on": date(2026, 4, 1), "ended_on": None,
    "due_on": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ({}, True),
        ({"age_band": "from_65"}, True),
        ({"age_band": "youth"}, False),
        ({"age_band": "under_16"}, False),
        ({"state": "offered", "registered_on": None}, False),
        ({"state": "left", "ended_on": date(2026, 11, 1)}, False),
        ({"registered_on": date(2026, 11, 25)}, False),
        ({"registered_on": TUESDAY}, True),
        ({"due_on": TUESDAY}, True),
        ({"due_on": date(2026, 11, 23)}, False),
        ({"ended_on": TUESDAY}, True),
        ({"ended_on": date(2026, 11, 23)}, False),
    ],
)
def test_who_counts(told: dict[str, object], counts: bool) -> None:
    assert counts_as_adult(**{**KNOWN, **told}, day=TUESDAY) is counts  # type: ignore[arg-type]
