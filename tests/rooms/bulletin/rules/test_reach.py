"""A few openings are never told, nor can they be worked out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.bulletin.rules import reach

COUNTS = st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=6)


def test_one_to_four_look_alike() -> None:
    assert [reach.shown(n) for n in (0, 1, 4, 5, 1200)] == ["0", "1～4", "1～4", "5", "1,200"]


def test_a_sum_over_a_few_is_a_span() -> None:
    row = reach.rows(["poster"], [[12, 2, 0]])[0]
    assert str(row.total) == "13～16"
    assert str(reach.columns([row], 3).cells[0]) == "12"


@given(COUNTS)
def test_the_sums_say_no_more_than_the_cells(counts: list[list[int]]) -> None:
    """Whatever 1 … 4 stands for, the table would look the same: nobody reads it from the sums."""
    other = [[(5 - n if 0 < n < 5 else n) for n in line] for line in counts]
    labels = [str(at) for at in range(len(counts))]
    tables = [reach.rows(labels, each) for each in (counts, other)]
    assert tables[0] == tables[1]
    assert reach.columns(tables[0], 3) == reach.columns(tables[1], 3)


@given(COUNTS)
def test_the_truth_lies_within(counts: list[list[int]]) -> None:
    last = reach.columns(reach.rows([str(at) for at in range(len(counts))], counts), 3)
    for at in range(3):
        assert last.cells[at].low <= sum(line[at] for line in counts) <= last.cells[at].high
    assert last.total.low <= sum(map(sum, counts)) <= last.total.high
