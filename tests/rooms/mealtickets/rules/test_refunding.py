"""A refund never takes more than there is, and gives the gift's own part first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.mealtickets.rules.refunding import Source, drawn, possible

SOURCES = st.lists(
    st.builds(lambda own, left: (own, left), st.integers(0, 9_000), st.integers(0, 9_000)), max_size=5
).map(lambda parts: [Source(key, own, left) for key, (own, left) in enumerate(parts)])


def test_each_account_gives_back_its_own_part_first() -> None:
    assert drawn(1_000, [Source(1, 900, 5_000), Source(2, 100, 5_000)]) == [(1, 900), (2, 100)]


def test_one_account_helps_out_where_the_other_is_spent() -> None:
    assert drawn(1_000, [Source(1, 900, 300), Source(2, 100, 5_000)]) == [(1, 300), (2, 700)]


def test_what_children_were_offered_stays() -> None:
    assert possible(1_000, 0, [Source(1, 900, 0), Source(2, 100, 250)]) == 250
    assert possible(1_000, 800, [Source(1, 900, 5_000)]) == 200


@given(st.integers(0, 30_000), SOURCES)
def test_the_parts_add_up_and_nobody_goes_below_zero(yen: int, sources: list[Source]) -> None:
    parts = drawn(yen, sources)
    left = {one.key: one.left_yen for one in sources}
    assert all(0 < part <= left[key] for key, part in parts)
    assert sum(part for _, part in parts) == min(yen, sum(left.values()))
