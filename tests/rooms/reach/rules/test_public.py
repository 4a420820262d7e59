"""An attacker who subtracts learns no small number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ibasho.rooms.reach.rules import public
from ibasho.rooms.reach.rules.layers import Blank
from ibasho.rooms.reach.rules.public import Band, publish
from ibasho.rooms.reach.rules.summary import Line, Look, Picture

MIN = 10
COUNTS = st.one_of(st.just(0), st.integers(0, 15), st.integers(0, 400))


def line(name: str, reached: float, *blank: float) -> Line:
    counts = (reached, *blank, *(0.0,) * (4 - len(blank)))
    return Line(name, name, "", counts, 0, 0, 0, held=False)


def seen(*lines: Line) -> Picture:
    city = Line("", "市全体", "", tuple(sum(one.blank[kind] for one in lines) for kind in Blank), 0, 0, 0)
    return Picture(Look("primary"), city, lines, None)


def test_a_row_with_few_children_is_hidden_and_another_with_it() -> None:
    found = publish(seen(line("大", 100, 300), line("中", 20, 30), line("小", 0, 4)), MIN)
    assert [row.band is Band.HIDDEN for row in found.rows] == [False, True, True]
    assert all(row.children is None for row in found.rows if row.band is Band.HIDDEN)


def test_few_reached_are_as_telling_as_few_unreached() -> None:
    found = publish(seen(line("大", 100, 300), line("中", 50, 40), line("少", 3, 60)), MIN)
    assert found.rows[2].band is Band.HIDDEN


def test_nobody_reached_is_no_small_number() -> None:
    found = publish(seen(line("大", 100, 300), line("中", 0, 40)), MIN)
    assert found.hidden == 0
    assert found.rows[1].band is Band.ALL


def test_a_district_without_children_says_so() -> None:
    assert publish(seen(line("大", 100, 300), line("空", 0)), MIN).rows[1].band is Band.NO_CHILDREN


def test_numbers_are_told_in_tens() -> None:
    found = publish(seen(line("大", 104, 313)), MIN)
    assert (found.rows[0].children, found.rows[0].unreached, found.children) == (420, 310, 420)


def test_who_can_go_nowhere_and_who_finds_no_seat_are_told_apart() -> None:
    found = publish(seen(line("大", 100, 300, 50, 30, 120)), MIN)
    assert (found.unreached, found.without, found.full) == (500, 380, 120)
    few = publish(seen(line("大", 100, 300, 50, 30, 4)), MIN)
    assert (few.without, few.full) == (None, None)


def test_a_kind_with_few_children_takes_another_with_it() -> None:
    found = dict(publish(seen(line("大", 100, 300, 4, 50, 80)), MIN).kinds)
    assert found[Blank.CLOSED] is None
    assert found[Blank.NOT_FOR_ME] is None
    assert found[Blank.NOWHERE] == 300


def test_a_city_with_few_children_shows_nothing() -> None:
    found = publish(seen(line("小", 0, 4), line("別", 0, 3)), MIN)
    assert found.children is None
    assert found.kinds == ()
    assert found.hidden == 2


@given(st.lists(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS), min_size=1, max_size=12))
def test_whoever_subtracts_learns_only_the_sum_of_two_rows_or_more(rows: list[tuple[int, ...]]) -> None:
    """The attacker knows the exact totals and every shown row exactly: more than is published."""
    lines = [line(str(at), *counts) for at, counts in enumerate(rows)]
    found = publish(seen(*lines), MIN)
    hidden = [one for one, row in zip(lines, found.rows, strict=True) if row.band is Band.HIDDEN]
    for one, row in zip(lines, found.rows, strict=True):
        if row.band is not Band.HIDDEN:
            assert not any(public.is_small(count, MIN) for count in public.quantities(one))
    if not hidden or found.children is None:
        return
    everything_hidden = len(hidden) == sum(one.children > 0 for one in lines)
    left = [sum(counts) for counts in zip(*map(public.quantities, hidden), strict=True)]
    assert everything_hidden or len(hidden) >= 2
    assert everything_hidden or not any(public.is_small(total, MIN) for total in left)


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS))
def test_no_small_kind_follows_from_the_others(counts: tuple[int, ...]) -> None:
    found = publish(seen(line("市", *counts)), MIN)
    hidden = [counts[kind] for kind, shown in found.kinds if shown is None and counts[kind]]
    shown = [counts[kind] for kind, count in found.kinds if count is not None]
    assert not any(public.is_small(count, MIN) for count in shown)
    assert not hidden or len(hidden) >= 2 or not shown


def test_the_public_ages_share_no_child_and_an_unknown_one_is_the_usual() -> None:
    stages = [stage for ages in public.PUBLIC_AGES for stage in public.look_of(ages).stages]
    assert len(stages) == len(set(stages))
    assert public.look_of("every").ages == "primary"
