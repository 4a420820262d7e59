"""Small numbers are hidden, and nobody works them out: neither from one table nor from last month's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibasho.base.kernel.disclosure.disclosure import (
    Shown,
    Table,
    as_json,
    attack,
    from_json,
    poorer,
    protect,
    why_hidden,
)
from tests.base.kernel.disclosure import other_attackers
from tests.base.kernel.disclosure.microdata import Crowd, crowd, published, stories

STAGE = ("stage", "lower", "upper", "junior")
DISTRICT = ("district", "01", "02", "03")
HEADS = Table("heads", (STAGE, DISTRICT), [[40, 30, 20], [30, 25, 3], [20, 35, 30]])


def test_53_a_small_cell_takes_others_with_it_and_the_totals_stay() -> None:
    (shown,) = protect([HEADS], [], 10)
    assert shown.at("upper", "03") is None
    assert (shown.rows, shown.columns, shown.total) == ((90, 58, 85), (90, 90, 53), 233)
    hidden = sum(n is None for row in shown.counts for n in row)
    assert hidden == 4  # the smallest square through it
    assert why_hidden(HEADS, shown, 10)[1][2] == "few"
    assert (
        sorted(why for row in why_hidden(HEADS, shown, 10) for why in row if why)
        == ["few"] + ["worked_out"] * 3
    )


@pytest.mark.parametrize(("count", "is_shown"), [(0, False), (1, False), (9, False), (10, True), (11, True)])
def test_53_below_ten_is_hidden_nobody_at_all_too(count: int, is_shown: bool) -> None:
    (shown,) = protect([Table("q", (("q", "yes", "no", "so"),), [[50], [60], [count]])], [], 10)
    assert (shown.at("so") is not None) is is_shown
    assert (shown.at("yes") is not None) is is_shown  # else it would be the total less the two others


def test_53_too_few_people_and_there_is_nothing() -> None:
    tables = [Table("heads", (STAGE, DISTRICT), [[1, 2, 0], [0, 3, 0], [1, 1, 1]]),
              Table("q", (("q", "yes", "no"), STAGE), [[1, 1, 1], [2, 2, 1]], of="q")]  # fmt: skip
    assert all(shown.nothing for shown in protect(tables, [], 10))
    assert all(shown.nothing for shown in protect([Table("q", (("q", "a"),), [[9]])], [], 10))


def test_the_same_tables_give_the_same_figures() -> None:
    tables = [crowd(7, 150).heads(150), crowd(7, 150).crossed(150)]
    assert protect(tables, [], 10) == protect(tables, [], 10)


def test_equal_people_must_have_equal_margins() -> None:
    with pytest.raises(ValueError, match="alone"):
        protect([HEADS, Table("alone", (STAGE,), [[90], [58], [84]])], [], 10)


def test_54_a_question_everybody_answered_gives_no_stage_away() -> None:
    """Alone, each table would hide another second stage beside the small one: four children are the rest of both."""
    stages = ("stage", "a", "b", "c", "d")
    heads = Table("heads", (stages,), [[4], [12], [12], [40]])
    crossed = Table("q", (("q", "yes", "no"), stages), [[4, 12, 6, 20], [0, 0, 6, 20]], of="q")
    alone = [[n is None for n in _stages(protect([one], [], 10)[0])] for one in (heads, crossed)]
    assert alone == [[True, True, False, False], [True, False, True, False]]
    shown = protect([heads, crossed], [], 10)
    assert shown[1].within == "people" and shown[1].all_of_them
    assert _stages(shown[0]) == _stages(shown[1])
    assert attack([shown], 10) == []
    assert other_attackers.by_elimination([shown]) == other_attackers.with_a_pencil([shown], 10) == []


def _stages(shown: Shown) -> tuple[int | None, ...]:
    return shown.columns or tuple(row[0] for row in shown.counts)


def test_54_a_few_more_than_last_month_are_hidden_until_they_are_many() -> None:
    def month(*counts: int) -> list[Table]:
        return [Table("q", (("q", "a", "b", "c"),), [[n] for n in counts])]

    first = protect(month(30, 40, 50), [], 10)
    second = protect(month(33, 52, 64), [first], 10)
    assert second[0].at("a") is None and second[0].total == 149
    assert attack([first, second], 10) == []
    third = protect(month(45, 65, 80), [first, second], 10)
    assert third[0].at("a") == 45
    assert attack([first, second, third], 10) == []
    assert poorer(second, first) and not poorer(third, second)


def test_54_last_months_hidden_figure_stays_hidden() -> None:
    """This month's picture alone would be harmless."""
    first = protect([HEADS], [], 10)
    more = [[n + 10 * (at == 1) for n in row] for at, row in enumerate(HEADS.counts)]
    alone, beside = (
        protect([replace(HEADS, counts=more)], [], 10),
        protect([replace(HEADS, counts=more)], [first], 10),
    )
    assert attack([alone], 10) == []
    assert attack([first, beside], 10) == []


def test_nothing_new_shows_the_same_again() -> None:
    first = protect([HEADS], [], 10)
    assert protect([HEADS], [first], 10) == first


def test_what_was_taken_back_stops_nothing() -> None:
    """A stall's clerk pressed too often and took it back: fewer than last month."""
    first = protect([Table("q", (("q", "a", "b"),), [[30], [40]])], [], 10)
    second = protect([Table("q", (("q", "a", "b"),), [[15], [60]])], [first], 10)
    assert (second[0].at("a"), second[0].at("b"), second[0].total) == (None, 60, None)  # 75 is 5 more than 70
    assert not second[0].grows
    assert attack([first, second], 10) == []


def test_as_it_is_kept_it_comes_back() -> None:
    shown = protect([HEADS, crowd(3, 90).wished(90)], [], 10)
    assert from_json(as_json(shown)) == shown
    assert "few" not in str(as_json(shown)) and "worked" not in str(as_json(shown))


@settings(max_examples=150, deadline=None)
@given(stories())
def test_54_three_attackers_find_nothing(story: tuple[Crowd, list[int], tuple[str, ...], int]) -> None:
    made, months, kinds, minimum = story
    releases = published(made, months, kinds, minimum)
    assert attack(releases, minimum) == []
    assert other_attackers.by_elimination(releases) == []
    assert other_attackers.with_a_pencil(releases, minimum) == []
    shown = [n for release in releases for one in release for n in one.cells().values() if n is not None]
    assert all(n >= minimum for n in shown)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 5), min_size=3, max_size=8),
    st.lists(st.integers(0, 5), max_size=4),
    st.sampled_from((2, 3)),
)
def test_54_somebody_who_writes_down_every_table_there_can_be(
    start: list[int], more: list[int], rows: int
) -> None:
    """Two months of children in 2 × 3 or 3 × 2 cells, at least 3 a cell."""
    releases: list[list[Shown]] = []
    for people in (start, start + more):
        counts = [people.count(cell) for cell in range(6)]
        grid = [counts[at * (6 // rows) : (at + 1) * (6 // rows)] for at in range(rows)]
        dims = (("a", *map(str, range(rows))), ("b", *map(str, range(6 // rows))))
        releases.append(protect([Table("t", dims, grid)], releases, 3))
    widths = other_attackers.every_way([release[0] for release in releases], most=14)
    assert [one for one in widths if one[2] < 3] == []


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_well_filled_hearing_keeps_most_of_its_figures(seed: int) -> None:
    """400 answers from 22 districts and 5 stages: the totals, the stages, most districts, every choice that has ten."""
    made = crowd(seed, 400)
    heads, crossed, wished = protect([made.heads(400), made.crossed(400), made.wished(400)], [], 10)
    true = made.heads(400).whole()
    assert heads.total == 400
    assert heads.rows == tuple(n if (n or 0) >= 10 else None for n in true.rows)
    districts = sum((n or 0) >= 10 for n in true.columns)
    assert sum(n is not None for n in heads.columns) >= districts - 2
    for shown, whole in ((crossed, made.crossed(400).whole()), (wished, made.wished(400).whole())):
        assert sum(n is not None for n in shown.rows) >= sum((n or 0) >= 10 for n in whole.rows) - 1
        inner = sum(n is not None for row in shown.counts for n in row)
        assert inner >= 0.7 * sum((n or 0) >= 10 for row in whole.counts for n in row)


KIND = ("kind", "a", "b", "c", "d")
SPRING = Table("kinds", (KIND, ("quarter", "q1")), [[500], [30], [28], [3]], settled=("q1",))
SUMMER = Table(
    "kinds", (KIND, ("quarter", "q1", "q2")), [[500, 500], [30, 2], [28, 400], [3, 3]], settled=("q1", "q2")
)


def test_what_is_over_is_remembered_from_the_table_before() -> None:
    """Spring hides c so that d cannot be worked out; were c shown in summer's table, both together would tell d."""
    (spring,) = protect([SPRING], [], 10)
    assert spring.at("c", "q1") is None and spring.at("b", "q1") == 30
    (summer,) = protect([SUMMER], [[spring]], 10)
    assert attack([[spring], [summer]], 10) == []
    c, b = (summer.key(("kind", kind), ("quarter", "q1")) for kind in "cb")
    sums = (summer.key(("quarter", "q1")), summer.key(("quarter", "q2")), summer.key(("kind", "b")))
    careless = summer.filled({**summer.cells(), c: 28, b: None, **dict.fromkeys(sums)})
    found = {one.key for one in attack([[spring], [careless]], 10)}
    assert spring.key(("kind", "d"), ("quarter", "q1")) in found
    growing = [[replace(one, settled=())] for one in (spring, careless)]
    assert attack(growing, 10) == [], "who thinks that spring may still grow learns nothing"


def test_what_was_over_and_is_mended_all_the_same_is_still_published() -> None:
    """Somebody found a forgotten sheet: the quarter changes, and nobody supposes any more that it did not."""
    (spring,) = protect([SPRING], [], 10)
    mended = replace(SUMMER, counts=[[480, 500], [30, 2], [28, 400], [3, 3]])
    (summer,) = protect([mended], [[spring]], 10)
    assert not summer.nothing and not summer.grows
    assert summer.at("d", "q1") is None
