"""A page of the order is a piece of the whole order, however many places keep the same hours."""

from __future__ import annotations

from datetime import time

from hypothesis import given
from hypothesis import strategies as st

from ibasho.town.places.queries.ordering import Outline, by_time, in_order
from ibasho.town.places.rules.answers import Group
from ibasho.town.places.rules.status import Planned, State, Status
from tests import make

HOURS = st.sampled_from([(time(9), time(12)), (time(15), time(17)), (time(15), time(18)), (None, None)])
KANA = st.sampled_from(["あおぞら", "アオゾラ", "みどり", "やまびこ", ""])


@st.composite
def cities(draw: st.DrawFn) -> list[Outline]:
    size = draw(st.integers(0, 40))
    return [
        _outline(number, draw(st.sampled_from(Group)), *draw(HOURS), draw(KANA)) for number in range(size)
    ]


def _outline(pk: int, group: Group, starts: time | None, ends: time | None, kana: str) -> Outline:
    status = Status(State.TODAY, "", "", session=Planned(make.TUESDAY, starts, ends))
    return Outline(pk, "AAAAAA", f"居場所{pk}", kana, "other", None, None, True, status, group)


@given(cities(), st.integers(0, 45), st.integers(0, 20))
def test_a_page_is_a_piece_of_the_whole(city: list[Outline], first: int, size: int) -> None:
    whole = in_order(city, by_time, 0, len(city))
    assert sorted(one.pk for one in whole) == list(range(len(city)))
    assert in_order(city, by_time, first, first + size) == whole[first : first + size]


@given(cities())
def test_headings_stand_in_their_order_and_hours_within_them(city: list[Outline]) -> None:
    orders = [by_time(one) for one in in_order(city, by_time, 0, len(city))]
    assert orders == sorted(orders)


def test_the_one_open_longest_comes_first_and_the_next_to_open_first() -> None:
    long, short = (_outline(n, Group.NOW, time(9), ends, "") for n, ends in enumerate([time(18), time(12)]))
    early, late = (
        _outline(n, Group.LATER, starts, time(20), "") for n, starts in enumerate([time(15), time(16)])
    )
    assert in_order([late, short, early, long], by_time, 0, 4) == [long, short, early, late]
