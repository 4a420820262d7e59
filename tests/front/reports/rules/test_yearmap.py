"""The year map by small drawings: one letter a line, `.` an empty square, `-` one a chain passes through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.front.reports.rules import yearmap
from ibasho.front.reports.rules.kinds import DecisionKind, LineState
from ibasho.front.reports.rules.yearmap import Step, YearMap

FIRST, LAST = 2023, 2027


def step(code: str, nendo: int, follows: str = "") -> Step:
    return Step(code, nendo, "", f"事業 {code}", LineState.DONE, follows)


def drawn(*steps: Step) -> list[str]:
    """Each row as letters, rows of a chain below each other; a square that a higher block covers is `|`."""
    found: list[str] = []
    for chain in yearmap.draw(steps, FIRST, LAST).chains:
        for row in chain.rows:
            squares = dict.fromkeys(range(FIRST, LAST + 1), "|")
            for slot in row:
                codes = "".join(one.code for one in slot.block.steps) if slot.block else ""
                squares[slot.nendo] = codes or ("-" if slot.passed else ".")
            found.append(" ".join(squares.values()))
    return found


@pytest.mark.parametrize(
    ("steps", "rows"),
    [
        ([], []),
        ([step("A", 2023)], ["A . . . ."]),
        ([step("A", 2023), step("B", 2024, "A"), step("C", 2025, "B")], ["A B C . ."]),
        ([step("A", 2023), step("B", 2025, "A")], ["A - B . ."]),
        ([step("A", 2023), step("B", 2023, "A"), step("C", 2024, "B")], ["AB C . . ."]),
        ([step("A", 2024), step("B", 2025, "A"), step("C", 2025, "A")], [". A B . .", "| | C . ."]),
        ([step("A", 2023), step("B", 2024)], ["A . . . .", ". B . . ."]),
        ([step("B", 2024, "A")], [". B . . ."]),
    ],
)  # fmt: skip
def test_small_maps(steps: list[Step], rows: list[str]) -> None:
    found = drawn(*steps)
    assert len(found) == len(rows)
    for told, wanted in zip(found, rows, strict=True):
        pairs = zip(told.split(), wanted.split(), strict=True)
        assert all(
            one == want or (want == "|" and one in "|.") or (one == "|" and want == ".")
            for one, want in pairs
        )


def test_a_block_is_as_high_as_the_ways_it_leads_to() -> None:
    steps = [step("A", 2023), step("B", 2024, "A"), step("C", 2025, "B"), step("D", 2025, "B"), step("E", 2024, "A")]  # fmt: skip
    (chain,) = yearmap.draw(steps, FIRST, LAST).chains
    heights = {one.steps[0].code: one.height for row in chain.rows for slot in row if (one := slot.block)}
    assert heights == {"A": 3, "B": 2, "C": 1, "D": 1, "E": 1}
    assert len(chain.rows) == 3


def test_a_ring_is_drawn_once_and_hangs_nothing_up() -> None:
    found = yearmap.draw([step("A", 2024, "B"), step("B", 2024, "A")], FIRST, LAST)
    assert [one.code for one in found.steps] == ["A", "B"]


def test_what_lies_outside_is_left_out_and_its_followers_begin() -> None:
    found = yearmap.draw([step("A", 2022), step("B", 2023, "A"), step("Z", 2030)], FIRST, LAST)
    assert [one.code for one in found.steps] == ["B"]
    with pytest.raises(ValueError, match="ends after"):
        yearmap.draw([], 2026, 2025)


def test_narrowed_whole_chains_stay() -> None:
    found = yearmap.draw([step("A", 2023), step("B", 2024, "A"), step("C", 2024)], FIRST, LAST)
    assert [one.code for one in found.only({"B"}).steps] == ["A", "B"]
    assert found.only(set()) == YearMap(found.years, ())
    assert found.chain_of("B").years == (2023, 2024)
    with pytest.raises(KeyError):
        found.chain_of("Q")


def test_years_without_a_line_and_states_of_a_year() -> None:
    found = yearmap.draw([step("A", 2023), step("B", 2025)], FIRST, LAST)
    assert found.empty_years == (2024, 2026, 2027)
    assert found.states(2023) == ((LineState.DONE, 1),)
    assert found.heads[0] == (2023, "令和5年度")
    assert found.chains[0].title == "事業 A"


def test_marks_are_there_only_where_something_happened() -> None:
    assert not step("A", 2023).has_marks
    assert Step("A", 2023, "", "", LineState.DONE, decisions=(DecisionKind.LAUNCH,)).has_marks


@given(
    st.lists(st.tuples(st.integers(2021, 2029), st.integers(0, 11)), max_size=12).map(
        lambda told: [step(str(n), nendo, str(after)) for n, (nendo, after) in enumerate(told)]
    )
)
def test_every_line_stands_on_the_map_once_and_every_row_is_whole(steps: list[Step]) -> None:
    """Whatever follows whatever: nothing is lost, nothing twice, and covered squares add up."""
    found = yearmap.draw(steps, FIRST, LAST)
    inside = sorted(one.code for one in steps if FIRST <= one.nendo <= LAST)
    assert sorted(one.code for one in found.steps) == inside
    for chain in found.chains:
        squares = sum((slot.block.height if slot.block else 1) for row in chain.rows for slot in row)
        assert squares == len(chain.rows) * len(found.years)
