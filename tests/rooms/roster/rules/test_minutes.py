"""Minutes by tables: what counts, what is refused, what was forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.roster.rules import minutes as rules
from ibasho.rooms.roster.rules.minutes import Span


def at(hour: int, minute: int = 0, second: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, second, tzinfo=JST)


FROM, UNTIL = at(15, 30), at(20)


@pytest.mark.parametrize(
    ("came", "left", "rest", "minutes"),
    [
        (at(15, 30), at(20), 0, 270),
        (at(15, 30, 59), at(20, 0, 1), 0, 270),  # the seconds of a tap do not count
        (at(15, 30), at(20), 15, 255),
        (at(15, 30), None, 0, 0),
        (at(23), at(0, 30, day=25), 0, 90),  # over midnight
        (at(15, 30), at(15, 30, 59), 0, 0),
    ],
)
def test_whole_minutes(came: datetime, left: datetime | None, rest: int, minutes: int) -> None:
    assert rules.minutes(Span(came, left, rest)) == minutes


@given(st.integers(0, 800), st.integers(0, 120), st.integers(0, 59), st.integers(0, 59))
def test_minutes_are_never_negative_nor_more_than_were_there(
    length: int, rest: int, first: int, last: int
) -> None:
    came = at(8, 0, first)
    left = at(8) + timedelta(minutes=length, seconds=last)
    assert 0 <= rules.minutes(Span(came, left, rest)) <= length


@pytest.mark.parametrize(
    ("now", "code"),
    [(at(14, 29), "roster.too_early"), (at(14, 30), ""), (at(20), ""), (at(23, 59), ""), (at(0, 1, day=25), "roster.too_late")],
)  # fmt: skip
def test_one_comes_around_the_shift(now: datetime, code: str) -> None:
    if not code:
        rules.require_may_come(FROM, UNTIL, now)
        return
    with pytest.raises(Conflict) as refused:
        rules.require_may_come(FROM, UNTIL, now)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Span(at(15, 30), at(20)), ""),
        (Span(at(15, 30), None), ""),
        (Span(at(21), None), "came"),  # still to come
        (Span(at(10), at(20)), "came"),  # far from the shift
        (Span(at(15, 30), at(21)), "left"),  # still to come
        (Span(at(16), at(16)), "left"),
        (Span(at(17), at(16)), "left"),
        (Span(at(16), at(17), 60), "break_minutes"),
    ],
)
def test_what_cannot_be_is_told_beside_its_field(span: Span, field: str) -> None:
    def checked() -> Span:
        return rules.check(span, held_from=FROM, held_until=UNTIL, at=at(20, 30))

    if not field:
        assert checked() == span
        return
    with pytest.raises(Invalid) as refused:
        checked()
    assert list(refused.value.fields) == [field]


def test_a_day_and_a_night_is_a_slip_of_the_pen() -> None:
    with pytest.raises(Invalid, match="14時間"):
        rules.check(Span(at(15, 30), at(15, 30, day=25)), held_from=FROM, held_until=UNTIL, at=at(16, day=25))


@pytest.mark.parametrize(("count", "words"), [(0, "0分"), (30, "30分"), (60, "1時間"), (270, "4時間30分")])
def test_words(count: int, words: str) -> None:
    assert rules.label(count) == words
