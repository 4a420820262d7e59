"""Headings, the way there and back, who comes alone: by tables."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import END_OF_DAY, JST
from ibasho.town.places.rules.answers import Group, Trip, alone_from, chip_of, group_of, needs_adult, trip
from ibasho.town.places.rules.eligibility import Admission, Verdict, may_come
from ibasho.town.places.rules.stages import CHILD_STAGES, Stage
from ibasho.town.places.rules.status import Pause, Planned, status_of

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=JST)
MORNING = Planned(TODAY, time(10), time(11))
OPEN = Planned(TODAY, time(11), time(13))
AFTERNOON = Planned(TODAY, time(15), time(17))
SATURDAY = Planned(TODAY + timedelta(days=4), time(10), time(12))
NEXT_WEEK = Planned(TODAY + timedelta(days=7), time(10), time(12))


def off(one: Planned) -> Planned:
    return Planned(one.day, one.starts, one.ends, cancelled=True)


@pytest.mark.parametrize(
    ("sessions", "group", "chip"),
    [
        ([OPEN], Group.NOW, "open"),
        ([AFTERNOON], Group.LATER, "today"),
        ([Planned(TODAY, time(12, 59), time(14))], Group.LATER, "soon"),
        ([SATURDAY], Group.WEEK, "closed"),
        ([NEXT_WEEK], Group.SHUT, "closed"),
        ([off(OPEN), SATURDAY], Group.WEEK, "cancelled"),
        ([off(OPEN)], Group.SHUT, "cancelled"),
        ([off(OPEN), AFTERNOON], Group.LATER, "today"),
        ([Planned(TODAY)], Group.UNSURE, "unsure"),
        ([Planned(TODAY, None, time(17))], Group.UNSURE, "unsure"),
        ([Planned(TODAY, time(11))], Group.UNSURE, "unsure"),
        ([Planned(TODAY, time(11), time(13), promised=False)], Group.UNSURE, "unsure"),
        ([Planned(TODAY, time(11), END_OF_DAY)], Group.NOW, "open"),
        ([], Group.UNKNOWN, "unsure"),
    ],
)
def test_each_day_has_its_heading(sessions: list[Planned], group: Group, chip: str) -> None:
    status = status_of(sessions, NOON)
    assert (group_of(status, NOON, knows_days=bool(sessions)), chip_of(status, NOON)) == (group, chip)


def test_over_is_told_apart_from_not_today() -> None:
    status = status_of([MORNING, SATURDAY], NOON)
    assert chip_of(status, NOON, was_today=True) == "over"
    assert chip_of(status, NOON, was_today=False) == "closed"


def test_a_pause_is_stronger_than_a_session_and_an_unknown_day_is_not_a_missing_rule() -> None:
    assert group_of(status_of([OPEN], NOON, pause=Pause(TODAY)), NOON) is Group.PAUSED
    assert group_of(status_of([], NOON), NOON, knows_days=True) is Group.SHUT
    assert group_of(status_of([], NOON, maybe_today=True), NOON) is Group.UNSURE


@given(
    st.lists(
        st.builds(
            Planned,
            st.dates(TODAY - timedelta(days=1), TODAY + timedelta(days=9)),
            st.none() | st.times(max_value=time(12)),
            st.none() | st.times(min_value=time(12, 1)),
            st.booleans(),
            st.just(""),
            st.booleans(),
        ),
        max_size=6,
    ),
    st.datetimes(datetime(2026, 11, 24), datetime(2026, 11, 24, 23, 59)),
)
def test_nothing_is_told_as_open_but_a_sure_session_of_this_minute(
    sessions: list[Planned], moment: datetime
) -> None:
    at = moment.replace(tzinfo=JST)
    status = status_of(sessions, at)
    if group_of(status, at) is Group.NOW:
        one = status.session
        assert one and one.starts and one.ends and one.promised and not one.cancelled
        assert one.day == TODAY and one.starts <= moment.time() < one.ends


@pytest.mark.parametrize(
    ("session", "minutes", "home", "told"),
    [
        (AFTERNOON, 10, None, Trip()),
        (AFTERNOON, None, time(17), Trip()),
        (None, 10, time(17), Trip()),
        (SATURDAY, 10, time(17), Trip()),
        (OPEN, 59, None, Trip()),
        (OPEN, 60, None, Trip(too_late=True)),
        (AFTERNOON, 10, time(16, 30), Trip(leave_by=NOON.replace(hour=16, minute=20))),
        (AFTERNOON, 10, time(18), Trip()),  # the place shuts before
        (AFTERNOON, 10, time(15, 24), Trip(leave_by=NOON.replace(hour=15, minute=14), no_time=True)),
        (AFTERNOON, 10, time(15, 25), Trip(leave_by=NOON.replace(hour=15, minute=15))),
        (OPEN, 60, time(17), Trip(too_late=True, no_time=True)),
        (Planned(TODAY, time(11)), 10, time(17), Trip()),
    ],
)
def test_the_way_there_and_back(
    session: Planned | None, minutes: int | None, home: time | None, told: Trip
) -> None:
    assert trip(session, NOON, minutes, home) == told


@pytest.mark.parametrize(
    ("admission", "stage", "adult"),
    [
        (Admission(everyone=True, adult_needed=False), Stage.LOWER, False),
        (Admission(everyone=True, alone_from=Stage.UPPER), Stage.UPPER, False),
        (Admission(everyone=True, alone_from=Stage.UPPER, adult_needed=True), Stage.UPPER, False),
        (Admission(stages=frozenset({Stage.JUNIOR}), alone_from=Stage.LOWER), Stage.JUNIOR, False),
        (Admission(stages=frozenset({Stage.INFANT}), adult_needed=False), None, False),
        (Admission(everyone=True, adult_needed=True), None, True),
        (Admission(everyone=True), None, False),
        (Admission(adult_needed=False), None, False),
        (Admission(restricted=True, restricted_to="北小", alone_from=Stage.LOWER), None, False),
    ],
)
def test_from_which_age_a_child_comes_alone(admission: Admission, stage: Stage | None, adult: bool) -> None:
    assert (alone_from(admission), needs_adult(admission)) == (stage, adult)


@given(
    st.builds(
        Admission,
        restricted=st.just(False),
        everyone=st.sampled_from([True, False, None]),
        stages=st.frozensets(st.sampled_from(list(Stage))),
        alone_from=st.none() | st.sampled_from(list(CHILD_STAGES)),
        adult_needed=st.sampled_from([True, False, None]),
    )
)
def test_the_general_word_never_promises_more_than_the_word_to_one_child(admission: Admission) -> None:
    first = alone_from(admission)
    verdicts = {stage: may_come(admission, stage).verdict for stage in CHILD_STAGES}
    youngest = next((stage for stage in CHILD_STAGES if verdicts[stage] is Verdict.ALONE), None)
    assert first == youngest
