"""The weekly hours: stretches with a wish, joined where they touch."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import hours
from ibasho.rooms.familysupport.rules.hours import Stretch


def wed(starts: int, ends: int, *contents: str, sex: str = "") -> Stretch:
    return Stretch(2, time(starts), time(ends), contents, sex)


@pytest.mark.parametrize(
    ("known", "new", "found"),
    [
        ([], [wed(14, 16)], [wed(14, 16)]),
        ([wed(14, 16)], [wed(16, 18)], [wed(14, 18)]),
        ([wed(14, 16)], [wed(15, 15 + 2)], [wed(14, 17)]),
        ([wed(14, 18)], [wed(15, 16)], [wed(14, 18)]),
        ([wed(14, 16)], [wed(17, 18)], [wed(14, 16), wed(17, 18)]),
        ([wed(14, 16)], [wed(14, 16, "school_way")], [wed(14, 16), wed(14, 16, "school_way")]),
        ([wed(14, 16, sex="girl")], [wed(16, 18, sex="girl")], [wed(14, 18, sex="girl")]),
        (
            [wed(14, 16, "school_way", "outing")], [wed(16, 18, "outing", "school_way")],
            [wed(14, 18, "school_way", "outing")],
        ),
    ],
)  # fmt: skip
def test_what_touches_and_has_one_wish_becomes_one(
    known: list[Stretch], new: list[Stretch], found: list[Stretch]
) -> None:
    assert hours.joined(known, new) == found


@pytest.mark.parametrize(
    "wrong", [wed(16, 16), wed(17, 16), Stretch(7, time(9), time(10)), Stretch(-1, time(9), time(10))]
)
def test_what_is_no_stretch_is_refused_with_its_field(wrong: Stretch) -> None:
    with pytest.raises(Invalid) as refused:
        hours.joined([], [wrong])
    assert set(refused.value.fields) <= {"ends", "weekdays"}
    assert refused.value.fields


def test_not_more_than_a_page_holds() -> None:
    many = [Stretch(day, time(h), time(h, 30)) for day in range(7) for h in range(9)]
    with pytest.raises(Invalid, match="けしてから"):
        hours.joined([], many)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 22), st.integers(1, 23)), max_size=40))
def test_joining_loses_no_minute_and_adds_none(told: list[tuple[int, int, int]]) -> None:
    given_ = [Stretch(day, time(a), time(b)) for day, a, b in told if b > a]
    found = hours.joined([], given_)
    assert _covered(found) == _covered(given_)
    assert hours.joined(found, []) == found


def _covered(found: list[Stretch]) -> set[tuple[int, int]]:
    return {(one.weekday, hour) for one in found for hour in range(one.starts.hour, one.ends.hour)}


def test_the_picture_has_a_line_for_each_weekday_and_widens_for_early_hours() -> None:
    found = [wed(14, 18, "school_way"), Stretch(5, time(5, 30), time(7))]
    drawn = hours.picture(found)
    assert [line.name for line in drawn.lines] == list("月火水木金土日")
    assert drawn.labels == ("5:00", "22:00")
    assert [bar.wished for bar in drawn.lines[2].bars] == [True]
    assert drawn.lines[5].bars[0].x == 20
    assert all(bar.x + bar.width <= drawn.width for line in drawn.lines for bar in line.bars)
