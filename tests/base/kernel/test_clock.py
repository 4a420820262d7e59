from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.errors import Invalid

THE_DAY = date(2026, 11, 23)
days = st.dates(date(1873, 1, 1), date(2100, 12, 31))
times = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def test_now_is_aware_and_in_japan() -> None:
    assert clock.now().utcoffset() == timedelta(hours=9)


def test_a_day_begins_at_midnight_in_japan_not_in_greenwich() -> None:
    assert clock.day(datetime(2026, 11, 22, 15, 0, tzinfo=UTC)) == THE_DAY
    assert clock.day(datetime(2026, 11, 22, 14, 59, tzinfo=UTC)) == date(2026, 11, 22)


def test_a_naive_moment_is_a_programmers_error() -> None:
    with pytest.raises(ValueError, match="time zone"):
        clock.jst(datetime(2026, 11, 23, 9, 0))


def test_bounds_are_half_open_and_meet_the_next_day() -> None:
    start, end = clock.day_bounds(THE_DAY)
    assert end - start == timedelta(days=1)
    assert (clock.day(start), clock.day(end)) == (THE_DAY, date(2026, 11, 24))


def test_closing_at_24_00_is_the_next_midnight() -> None:
    closing = clock.parse_time("24:00")
    assert closing == clock.END_OF_DAY > time(23, 59)
    assert clock.at(THE_DAY, closing) == clock.at(date(2026, 11, 24), time(0))
    assert clock.time_label(closing) == "24:00"


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-23",
        "2026/11/23",
        "２０２６／１１／２３",
        "2026.11.23",
        "20261123",
        "2026年11月23日",
        "２０２６年１１月２３日（月）",
        "2026年11月23日(月・祝)",
        "2026年11月23日（月曜日）",
        "令和8年11月23日",
        "令和８年１１月２３日（月・祝）",
        "令和 8年 11月 23日",
        "R8.11.23",
        "r8/11/23",
        "㋿8年11月23日",
        " 2026-11-23 ",
        "2026-11-23 00:00:00",
        "2026-11-23T00:00:00",
        "2026/11/23 0:00",
        "平成38年11月23日",
    ],
)
def test_a_day_is_read_in_every_way_offices_write_it(text: str) -> None:
    assert clock.parse_day(text) == THE_DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("H31.4.30", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("R1.5.1", date(2019, 5, 1)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("2028/2/29", date(2028, 2, 29)),
    ],
)
def test_days_at_the_edges(text: str, day: date) -> None:
    assert clock.parse_day(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "day.unreadable"),
        ("46349", "day.unreadable"),  # what a spreadsheet keeps for this day
        ("26/11/23", "day.unreadable"),
        ("11月23日", "day.unreadable"),
        ("2026-11/23", "day.unreadable"),
        ("2026-11-23 10:00", "day.unreadable"),
        ("2026-02-29", "day.impossible"),
        ("20261301", "day.impossible"),
        ("0226-11-23", "day.impossible"),
        ("令和8年2月30日", "day.impossible"),
        ("令和0年5月1日", "day.impossible"),
        ("令和元年4月30日", "day.impossible"),
        ("2026年11月23日（火）", "day.weekday"),
    ],
)
def test_what_is_no_day_is_refused_in_japanese(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clock.parse_day(text)
    assert refusal.value.code == code
    assert refusal.value.message.endswith("ください。")


@given(days)
def test_every_day_we_write_we_read(day: date) -> None:
    for label in (day.isoformat(), wareki.long_label(day), wareki.full_label(day), wareki.short_label(day)):
        assert clock.parse_day(label) == day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9:00", time(9)),
        ("９：００", time(9)),
        ("09:00:00", time(9)),
        ("９時", time(9)),
        ("9時30分", time(9, 30)),
        ("9時半", time(9, 30)),
        ("9 時 30 分", time(9, 30)),
        ("午前9時", time(9)),
        ("午後5時30分", time(17, 30)),
        ("午後５時半", time(17, 30)),
        ("午後0時15分", time(12, 15)),
        ("午後12時15分", time(12, 15)),
        ("17：30", time(17, 30)),
        ("0900", time(9)),
        ("正午", time(12)),
        ("0:00", time(0)),
        ("5:30pm", time(17, 30)),
        ("12:30 AM", time(0, 30)),
        ("PM1:00", time(13)),
        ("24:00", clock.END_OF_DAY),
        ("24時", clock.END_OF_DAY),
        ("2400", clock.END_OF_DAY),
    ],
)
def test_a_time_is_read_in_every_way_people_write_it(text: str, expected: time) -> None:
    assert clock.parse_time(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "time.unreadable"),
        ("夕方", "time.unreadable"),
        ("9", "time.unreadable"),
        ("9:00～17:00", "time.unreadable"),
        ("9:00:30", "time.unreadable"),
        ("25:00", "time.impossible"),
        ("24:01", "time.impossible"),
        ("9:60", "time.impossible"),
        ("午後13時", "time.impossible"),
        ("午前12時", "time.noon_or_midnight"),
        ("午後12時", "time.noon_or_midnight"),
    ],
)
def test_what_is_no_time_is_refused_in_japanese(text: str, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clock.parse_time(text)
    assert refusal.value.code == code


@given(days, times)
def test_every_time_we_write_we_read(day: date, moment: time) -> None:
    assert clock.parse_time(clock.time_label(moment)) == moment
    assert clock.at(day, moment).timetz().replace(tzinfo=None) == moment


@given(st.text(max_size=12))
def test_no_text_breaks_the_readers(text: str) -> None:
    for read in (clock.parse_day, clock.parse_time):
        try:
            read(text)
        except Invalid as refusal:
            assert refusal.message  # noqa: PT017 - either a value or a sentence
