"""Which days a series has, what stands in the way of a day, what is free nearest."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.openhouse.rules import slots
from ibasho.rooms.openhouse.rules.kinds import FaceKind
from ibasho.rooms.openhouse.rules.slots import Day, Part, Repeat, Span, When

THURSDAY = date(2026, 12, 3)
AT = clock.at(date(2026, 11, 24), time(15))
FACES = (
    Part(time(11), time(14), FaceKind.GROUPS, "ランチ"),
    Part(time(15, 30), time(17, 15), FaceKind.DROP_IN, "自由あけ"),
    Part(time(17, 15), time(20), FaceKind.STUDY, "自習"),
)


def when(starts: time = time(11), ends: time = time(13), day: date = THURSDAY, **more: Any) -> When:
    return When(day, starts, ends, **more)


def day(held: tuple[tuple[time, time], ...] = (), on: date = THURSDAY, **more: Any) -> Day:
    spans = [Span(clock.at(on, since), clock.at(on, until)) for since, until in held]
    return Day(on, FACES, spans, **more)


def problem(of: Day, wish: When, heads: int = 20, at: Any = AT) -> str:
    found = slots.problem_of(of, wish, heads=heads, heads_max=40, at=at)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("repeat", "until", "days"),
    [
        ("once", None, ["2026-12-03"]),
        ("once", "2027-03-31", ["2026-12-03"]),
        ("weekly", "2026-12-24", ["2026-12-03", "2026-12-10", "2026-12-17", "2026-12-24"]),
        ("fortnight", "2027-01-02", ["2026-12-03", "2026-12-17", "2026-12-31"]),
        ("monthly", "2027-03-04", ["2026-12-03", "2027-01-07", "2027-02-04", "2027-03-04"]),
        ("weekly", "2026-12-03", ["2026-12-03"]),
    ],
)
def test_the_days_of_a_series(repeat: str, until: str | None, days: list[str]) -> None:
    last = date.fromisoformat(until) if until else None
    found = slots.days_of(when(repeat=Repeat(repeat), until=last))
    assert [one.isoformat() for one in found] == days


def test_a_fifth_thursday_comes_only_in_months_that_have_one() -> None:
    wish = When(date(2026, 10, 29), time(11), time(12), repeat=Repeat.MONTHLY, until=date(2027, 4, 30))
    assert [one.isoformat() for one in slots.days_of(wish)] == ["2026-10-29", "2026-12-31", "2027-04-29"]


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (when(time(13), time(11)), "slots.hours"),
        (when(time(11), time(11)), "slots.hours"),
        (when(prepare_minutes=181), "slots.around"),
        (when(time(1), time(2), prepare_minutes=90), "slots.midnight"),
        (when(time(22), time(23, 30), clear_minutes=45), "slots.midnight"),
        (when(repeat=Repeat.WEEKLY), "slots.until"),
        (when(repeat=Repeat.WEEKLY, until=THURSDAY - timedelta(days=1)), "slots.until"),
        (when(repeat=Repeat.WEEKLY, until=THURSDAY + timedelta(days=400)), "slots.long"),
    ],
)
def test_what_is_no_wish(wish: When, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        slots.days_of(wish)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("of", "wish", "code"),
    [
        (day(), when(), ""),
        (day(), when(time(11), time(14), prepare_minutes=60, clear_minutes=90), ""),
        (day(), when(time(12), time(14), clear_minutes=91), "children"),
        (day(), when(time(14), time(15)), "not_for_groups"),
        (day(), when(time(10), time(12)), "not_for_groups"),
        (day(), when(time(16), time(17)), "not_for_groups"),
        (day(closed="年末年始"), when(), "closed"),
        (day(closed=""), when(), "closed"),
        (day(held=((time(13), time(14)),)), when(), ""),
        (day(held=((time(13), time(14)),)), when(clear_minutes=1), "taken"),
        (day(held=((time(10, 30), time(11, 1)),)), when(), "taken"),
        (Day(THURSDAY), when(), "not_for_groups"),
    ],
)
def test_what_stands_in_the_way_of_a_day(of: Day, wish: When, code: str) -> None:
    assert problem(of, wish) == code


def test_neighbouring_windows_are_one() -> None:
    both = Day(THURSDAY, (*FACES, Part(time(14), time(15), FaceKind.MEAL)))
    assert problem(both, when(time(13), time(15))) == ""


def test_past_far_and_too_many() -> None:
    assert problem(day(), when(), at=clock.at(THURSDAY, time(11))) == ""
    assert problem(day(), when(), at=clock.at(THURSDAY, time(11, 1))) == "past"
    assert problem(day(), when(prepare_minutes=10), at=clock.at(THURSDAY, time(10, 55))) == "past"
    assert problem(day(), when(), at=clock.at(THURSDAY - timedelta(days=367), time(11))) == "far"
    assert problem(day(), when(), heads=41) == "heads"
    few = Day(THURSDAY, (Part(time(11), time(14), FaceKind.GROUPS, heads_max=15),))
    assert problem(few, when(), heads=16) == "heads"


def test_what_is_free_of_a_day() -> None:
    held = day(held=((time(11, 30), time(12)), (time(13, 30), time(15))))
    told = [(clock.jst(one.since).time(), clock.jst(one.until).time()) for one in slots.free(held, AT)]
    assert told == [(time(11), time(11, 30)), (time(12), time(13, 30))]
    assert slots.free(day(closed="休み"), AT) == []


def test_the_nearest_free_hours_lie_on_the_day_itself_if_they_can() -> None:
    taken = day(held=((time(11), time(12)),))
    after = day(on=THURSDAY + timedelta(days=1))
    found = slots.nearest([taken, after], when(time(11), time(12)), heads=9, heads_max=40, at=AT)
    assert [one.label for one in found] == ["12月3日（木） 12:00〜13:00", "12月4日（金） 11:00〜12:00"]


def test_the_sentence_says_what_is_wrong_and_what_is_free() -> None:
    wish = when(time(11), time(14))
    taken = day(held=((time(11), time(12)),))
    wrong = slots.problem_of(taken, wish, heads=9, heads_max=40, at=AT)
    assert wrong is not None
    near = slots.nearest([taken, day(on=THURSDAY + timedelta(days=1))], wish, heads=9, heads_max=40, at=AT)
    words = slots.DaysRefused([wrong], near).message
    assert words == (
        "12月3日（木）：ほかの団体が さきに おさえています。近くの あき：12月4日（金） 11:00〜14:00。"
    )
    assert "できない日が 2日" in slots.DaysRefused([wrong, wrong], []).message


@given(
    starts=st.integers(0, 23 * 4), length=st.integers(1, 12),
    held=st.lists(st.tuples(st.integers(36, 60), st.integers(1, 8)), max_size=4),
)  # fmt: skip
def test_what_is_called_free_can_be_had(starts: int, length: int, held: list[tuple[int, int]]) -> None:
    def wall(quarter: int) -> time:
        return time(quarter // 4, quarter % 4 * 15)

    if starts + length > 95:
        return
    there = day(held=tuple((wall(since), wall(since + many)) for since, many in held))
    wish = when(wall(starts), wall(starts + length))
    for slot in slots.nearest([there], wish, heads=5, heads_max=40, at=AT):
        assert problem(there, when(slot.starts, slot.ends), heads=5) == ""
