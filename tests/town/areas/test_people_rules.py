"""Merged figures go back to where they come from, border shares are summed, and every child is there once."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.geo import Position
from ibasho.town.areas.rules.ages import PARTS, Span, split_of
from ibasho.town.areas.rules.people import (
    HOLDS_OTHERS,
    SECRET,
    PeopleRow,
    by_share,
    once,
    spread,
    staged,
    summed,
)

HERE = Position(34.7, 138.0)


def open_row(code: str, people: int, children: int, layer: int = 0) -> PeopleRow:
    return PeopleRow(1, code, people, (children * PARTS,), layer=layer)


def receiver(code: str, people: int, children: int, members: Sequence[str], layer: int = 0) -> PeopleRow:
    return PeopleRow(
        1, code, people, (children * PARTS,), HOLDS_OTHERS, merged_from=tuple(members), layer=layer
    )


def hidden(code: str, people: int | None, into: str, layer: int = 0) -> PeopleRow:
    return PeopleRow(1, code, people, None, SECRET, merged_into=into, layer=layer)


def children(row: PeopleRow) -> float | None:
    return None if row.ages is None else sum(row.ages) / PARTS


def test_a_receivers_children_go_back_by_people_and_are_marked() -> None:
    rows = spread([receiver("A", 30, 8, ["B"]), hidden("B", 10, "A"), open_row("C", 50, 7)])
    assert [children(row) for row in rows] == [6, 2, 7]
    assert [row.estimated for row in rows] == [True, True, False]


def test_a_secret_square_without_people_gets_no_children_but_is_known() -> None:
    rows = spread([receiver("A", 30, 8, ["B"]), hidden("B", 0, "A")])
    assert [children(row) for row in rows] == [8, 0]


def test_where_nobody_is_known_to_live_the_children_stay_with_the_receiver() -> None:
    rows = spread([receiver("A", 0, 3, ["B"]), hidden("B", 0, "A")])
    assert [children(row) for row in rows] == [3, 0]


def test_a_secret_square_whose_receiver_is_elsewhere_stays_unknown_never_nothing() -> None:
    (row,) = spread([hidden("B", 10, "Z")])
    assert row.ages is None


def test_a_secret_square_whose_people_are_secret_too_stays_unknown() -> None:
    rows = spread([receiver("A", 30, 8, ["B"]), hidden("B", None, "A")])
    assert [children(row) for row in rows] == [8, None]


def test_a_receiver_is_looked_for_in_its_own_file_first() -> None:
    rows = [receiver("A", 10, 4, ["B"], 0), receiver("A", 10, 40, ["B"], 1), hidden("B", 10, "A", 0)]
    assert [children(row) for row in spread(rows)] == [2, 40, 2]


def test_the_shares_of_two_prefectures_are_summed_after_spreading() -> None:
    """Square B is secret in the first prefecture and open in the second."""
    rows = [
        receiver("A", 30, 8, ["B"], 0),
        hidden("B", 10, "A", 0),
        open_row("B", 5, 1, 1),
        open_row("C", 9, 2, 1),
    ]
    found = summed(spread(once(rows).rows))
    assert {row.code: children(row) for row in found.rows} == {"A": 6, "B": 3, "C": 2}
    assert found.border == ("B",)
    both = next(row for row in found.rows if row.code == "B")
    assert (both.people, both.estimated, both.secrecy) == (15, True, SECRET)


def test_the_same_file_given_twice_counts_once() -> None:
    rows = [open_row("A", 30, 8), open_row("B", 5, 1)]
    again = [open_row("A", 30, 8, 1), open_row("B", 5, 1, 1)]
    unique = once([*rows, *again])
    assert (len(unique.rows), unique.twice) == (2, ("A", "B"))


def test_equal_shares_at_a_border_are_shares_all_the_same() -> None:
    """Three border squares: one happens to have one child on either side."""
    first = [open_row("A", 4, 1), open_row("B", 30, 5), open_row("C", 20, 3)]
    second = [open_row("A", 4, 1, 1), open_row("B", 7, 2, 1), open_row("C", 1, 0, 1)]
    unique = once([*first, *second])
    assert unique.twice == ()
    assert {row.code: children(row) for row in summed(unique.rows).rows} == {"A": 2, "B": 7, "C": 3}


def test_one_border_square_with_equal_shares_is_no_file_given_twice() -> None:
    first = [open_row(code, 30, 5) for code in ("A", "B", "border")]
    second = [open_row(code, 30, 5, 1) for code in ("border", "C", "D")]
    unique = once([*first, *second])
    assert unique.twice == ()
    assert {row.code: children(row) for row in summed(unique.rows).rows}["border"] == 10


def test_a_file_beside_the_larger_one_it_was_cut_from_counts_once() -> None:
    whole = [open_row(f"{at}", 10 + at, at) for at in range(10)]
    cut = [open_row(f"{at}", 10 + at, at, 1) for at in (2, 3)]
    assert once([*whole, *cut]).twice == ("2", "3")


def test_the_same_row_twice_in_one_file_counts_once_and_two_shares_in_one_file_are_summed() -> None:
    unique = once([open_row("A", 30, 5), open_row("A", 30, 5), open_row("B", 9, 1)])
    assert (len(unique.rows), unique.twice) == (2, ("A",))
    both = once([open_row("A", 30, 5), open_row("A", 4, 1), open_row("B", 9, 1)])
    assert {row.code: children(row) for row in summed(both.rows).rows} == {"A": 6, "B": 1}


def test_an_unknown_share_of_a_border_square_leaves_the_known_one_marked() -> None:
    found = summed([hidden("B", 10, "Z", 0), open_row("B", 5, 1, 1)])
    assert (children(found.rows[0]), found.rows[0].estimated) == (1, True)


@st.composite
def censuses(draw: st.DrawFn) -> list[PeopleRow]:
    """Receivers with their secret squares, and open squares, in any order."""
    rows: list[PeopleRow] = []
    for at in range(draw(st.integers(1, 8))):
        members = [f"m{at}_{each}" for each in range(draw(st.integers(0, 4)))]
        people, below = draw(st.integers(0, 400)), draw(st.integers(0, 90))
        rows.append(
            receiver(f"r{at}", people, below, members) if members else open_row(f"r{at}", people, below)
        )
        rows += [hidden(code, draw(st.integers(0, 40)), f"r{at}") for code in members]
    return draw(st.permutations(rows))


@given(censuses())
def test_no_child_is_lost_or_doubled_by_spreading_splitting_and_keeping(rows: list[PeopleRow]) -> None:
    published = sum(sum(row.ages) for row in rows if row.ages)
    found = summed(spread(once(rows).rows)).rows
    assert sum(sum(row.ages) for row in found if row.ages) == published
    assert all(row.ages is not None for row in found)
    split = split_of([Span(0, 14)], {}, None)
    cells = [staged(row, HERE, split) for row in found]
    assert sum(sum(cell.stages[:4]) for cell in cells if cell.stages) == published / PARTS


def test_without_ages_the_citys_shares_are_taken_and_a_secret_total_stays_unknown() -> None:
    cell = by_share(PeopleRow(1, "A", 200, None), HERE, (0.05, 0.03, 0.03, 0.03, 0.03, 0.83))
    assert cell.stages is not None
    assert round(sum(cell.stages), 3) == 34
    assert cell.estimated
    assert by_share(PeopleRow(1, "A", None, None), HERE, (0.5, 0, 0, 0, 0, 0.5)).stages is None


def test_a_square_whose_groups_are_stages_and_which_hides_nothing_is_no_estimate() -> None:
    spans = [Span(0, 5), Span(6, 8), Span(9, 11), Span(12, 14), Span(15, 17)]
    cell = staged(PeopleRow(1, "A", 90, (PARTS,) * 5), HERE, split_of(spans, {}, None))
    assert (cell.stages, cell.estimated, cell.children) == ((1.0,) * 5, False, 5)
