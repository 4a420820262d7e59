"""The small picture: lines that break where nothing may be joined."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.facts import Fact, Mark
from ibasho.front.reports.rules import drawing
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.series import Meaning, Series

DAY = Meaning(key=1, number=1, since_on=date(2025, 4, 1), words="x", over=Over.DAY)
YEAR = Meaning(key=2, number=2, since_on=date(2026, 10, 1), words="y", over=Over.YEAR)


def fact(value: float | str | None, day: date) -> Fact:
    marks = frozenset({Mark.SUPPRESSED}) if value is None else frozenset()
    return Fact(value=value, unit="人", source="s", query="q", as_of=day, marks=marks)


def test_one_value_is_no_picture() -> None:
    assert drawing.picture([]) is None
    assert drawing.picture([Series(DAY, None, (fact(3, date(2026, 4, 1)),))]) is None


def test_two_definitions_are_two_lines_with_the_day_between_them() -> None:
    old = Series(DAY, date(2026, 9, 30), (fact(1, date(2026, 4, 1)), fact(2, date(2026, 9, 1))))
    new = Series(YEAR, None, (fact(9, date(2026, 10, 31)), fact(8, date(2026, 11, 30))))
    drawn = drawing.picture([old, new], target=10)
    assert drawn is not None
    assert len(drawn.lines) == 2
    assert len(drawn.changes) == 1
    assert drawn.target == drawing.EDGE  # the top: nothing is higher
    assert drawn.label == "2026年4月1日 1人から 2026年11月30日 8人"


def test_a_hidden_value_breaks_the_line() -> None:
    days = [date(2026, month, 1) for month in range(4, 9)]
    values = [1, 2, None, 4, 5]
    drawn = drawing.picture([Series(DAY, None, tuple(map(fact, values, days)))])
    assert drawn is not None
    assert len(drawn.lines) == 2


def test_what_is_counted_from_april_begins_anew_in_april() -> None:
    facts = tuple(fact(value, day) for value, day in ((9, date(2026, 3, 31)), (1, date(2026, 4, 30))))
    drawn = drawing.picture([Series(YEAR, None, facts)])
    assert drawn is not None
    assert drawn.lines == ()
    assert len(drawn.dots) == 2


def test_what_is_counted_now_stands_last_and_once() -> None:
    kept, now = fact(3, date(2026, 10, 31)), fact(4, date(2026, 11, 24))
    [only] = drawing.with_live([Series(DAY, None, (kept,))], now)
    assert only.facts == (kept, now)
    assert drawing.with_live([only], now) == [only]
    assert drawing.with_live([], now) == []


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 4, 1), date(2030, 1, 1)), st.none() | st.floats(0, 1e9)), max_size=30
    )
)
def test_everything_lies_inside_the_picture(rows: list[tuple[date, float | None]]) -> None:
    facts = tuple(fact(value, day) for day, value in sorted(rows, key=lambda row: row[0]))
    drawn = drawing.picture([Series(DAY, None, facts)])
    if drawn is None:
        return
    points = [tuple(map(float, pair.split(","))) for line in drawn.lines for pair in line.split()]
    for x, y in [*points, *drawn.dots]:
        assert 0 <= x <= drawing.WIDTH
        assert 0 <= y <= drawing.HEIGHT
