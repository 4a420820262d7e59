"""Open now, today, next: and never more than is known."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import END_OF_DAY, JST
from ibasho.town.places.rules.status import (
    Freshness,
    FreshnessLimits,
    Pause,
    Planned,
    State,
    freshness,
    status_of,
)

TODAY = date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)
AFTERNOON = Planned(TODAY, time(15, 30), time(17, 30))
NEXT = Planned(SATURDAY, time(10), time(12))


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, 24, hour, minute, tzinfo=JST)


@pytest.mark.parametrize(
    ("sessions", "moment", "state", "plain", "child"),
    [
        ([AFTERNOON, NEXT], at(16), State.OPEN, "いま 開いています（17:30まで）", "いま あいてる（17:30まで）"),
        ([AFTERNOON, NEXT], at(15, 30), State.OPEN, "いま 開いています（17:30まで）", "いま あいてる（17:30まで）"),
        ([NEXT, AFTERNOON], at(12), State.TODAY, "きょう 15:30～17:30", "きょう 15:30から"),
        ([AFTERNOON, NEXT], at(17, 30), State.NEXT, "次は 11月28日（土） 10:00～12:00", "つぎは 11月28日（土）"),
        ([], at(12), State.UNKNOWN, "次に開く日は わかりません", "時間は まだ わかりません"),
        (
            [Planned(TODAY, time(15))],
            at(16),
            State.STARTED,
            "15:00に 始まりました（終わりの時間は わかりません）",
            "15:00に はじまったよ（おわりの 時間は わかりません）",
        ),
        ([Planned(TODAY, time(15)), NEXT], at(17), State.NEXT, "次は 11月28日（土） 10:00～12:00", "つぎは 11月28日（土）"),
        (
            [Planned(TODAY)],
            at(23),
            State.TODAY,
            "きょう 開きます（始まりの時間は まだ わかりません）",
            "きょう あるよ（時間は まだ わかりません）",
        ),
        ([Planned(TODAY, time(20), END_OF_DAY)], at(23, 59), State.OPEN, "いま 開いています（24:00まで）", "いま あいてる（24:00まで）"),
        (
            [Planned(TODAY, time(15), time(17), promised=False)],
            at(16),
            State.UNDECIDED,
            "きょう 開くかどうか まだ 決まっていません",
            "きょう あくか まだ きまっていません",
        ),
        (
            [Planned(date(2026, 12, 23), promised=False)],
            at(9),
            State.NEXT,
            "次は 12月23日（水）（まだ 決まっていません）",
            "つぎは 12月23日（水）（まだ きまっていません）",
        ),
    ],
)  # fmt: skip
def test_what_a_page_says(
    sessions: list[Planned], moment: datetime, state: State, plain: str, child: str
) -> None:
    status = status_of(sessions, moment)
    assert (status.state, status.plain, status.child) == (state, plain, child)
    assert not status.banner


def test_a_day_called_off_is_told_with_its_reason_and_the_next_day() -> None:
    off = Planned(TODAY, time(15, 30), time(17, 30), cancelled=True, reason="台風のため")
    status = status_of([off, NEXT], at(12))
    assert (status.state, status.after) == (State.CLOSED_TODAY, NEXT)
    assert status.child == "きょうは おやすみ（台風のため）"
    assert status.banner == "きょうは お休みになりました（台風のため）"
    assert status.banner_child == "きょうは おやすみに なりました（台風のため）"
    assert status_of([off, NEXT], at(18)).banner == ""


def test_one_of_two_sessions_called_off_leaves_the_other() -> None:
    off = Planned(TODAY, time(10), time(18), cancelled=True)
    status = status_of([off, AFTERNOON], at(12))
    assert status.state == State.TODAY
    assert status.banner == "きょう 10:00からの 回は お休みになりました"


def test_a_promised_session_comes_before_one_nobody_has_decided() -> None:
    short = Planned(TODAY, time(13), time(15), promised=False)
    assert status_of([short, AFTERNOON], at(14)).session == AFTERNOON


def test_a_pause_is_stronger_than_sessions_and_names_the_day_of_return() -> None:
    pause = Pause(date(2026, 10, 1), date(2026, 11, 27), "工事のため")
    status = status_of([AFTERNOON, NEXT], at(16), pause=pause)
    assert (status.state, status.after) == (State.PAUSED, NEXT)
    assert status.plain == "休止中（2026年10月1日から 2026年11月27日まで。工事のため）"
    assert status_of([NEXT], clock.at(SATURDAY, time(11)), pause=pause).state == State.OPEN
    forever = status_of([AFTERNOON], at(16), pause=Pause(date(2026, 10, 1)))
    assert forever.child == "いまは おやすみ中（いつまでかは わかりません）"


def test_an_irregular_place_may_be_open_and_is_never_said_to_be() -> None:
    status = status_of([NEXT], at(16), maybe_today=True)
    assert (status.state, status.after) == (State.MAYBE_TODAY, NEXT)
    assert status.child == "きょう あるかも。きいてから いこう"


days = st.sampled_from([TODAY - timedelta(days=1), TODAY, SATURDAY])
sessions = st.lists(
    st.builds(
        Planned,
        days,
        st.none() | st.sampled_from([time(9), time(15)]),
        st.none() | st.sampled_from([time(17), END_OF_DAY]),
        st.booleans(),
        st.just(""),
        st.booleans(),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(sessions, st.integers(0, 23))
def test_open_is_said_only_of_a_promised_session_that_runs(found: list[Planned], hour: int) -> None:
    status = status_of(found, at(hour))
    if status.state == State.OPEN:
        one = status.session
        assert one and one.promised and not one.cancelled and one.starts and one.ends
        assert clock.at(one.day, one.starts) <= at(hour) < clock.at(one.day, one.ends)


@pytest.mark.parametrize(
    ("verified", "expected", "words"),
    [
        (TODAY, Freshness.FRESH, "きょう 確かめました"),
        (TODAY - timedelta(days=3), Freshness.FRESH, "3日前に 確かめました"),
        (TODAY - timedelta(days=90), Freshness.AGEING, "3か月くらい前に 確かめました"),
        (TODAY - timedelta(days=179), Freshness.AGEING, "5か月くらい前に 確かめました"),
        (TODAY - timedelta(days=180), Freshness.STALE, "6か月くらい前に 確かめました"),
        (TODAY + timedelta(days=1), Freshness.FRESH, "きょう 確かめました"),
        (None, Freshness.STALE, "まだ だれも たしかめていません"),
    ],
)
def test_how_far_to_trust_an_entry(verified: date | None, expected: Freshness, words: str) -> None:
    result = freshness(verified, TODAY, FreshnessLimits())
    assert (result.freshness, result.words) == (expected, words)


def test_a_pause_whose_beginning_no_source_gives_says_so() -> None:
    found = status_of([], datetime(2026, 11, 24, 15, tzinfo=JST), pause=Pause(None, None, "休止中と掲示"))
    assert found.state == State.PAUSED
    assert "いつからかは 書かれていません" in found.plain
