"""The attacker finds what is there to be found; percentages come from shown figures only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ibasho.base.kernel.disclosure.disclosure import Key, Shown, Table, attack, protect, shares
from tests.base.kernel.disclosure.microdata import crowd

STAGE = ("stage", "lower", "upper", "junior")
DISTRICT = ("district", "01", "02", "03")
HEADS = Table("heads", (STAGE, DISTRICT), [[40, 30, 20], [30, 25, 3], [20, 35, 30]])
SMALL: Key = ("people", (("district", "03"), ("stage", "upper")))


def only_small_hidden(table: Table, minimum: int) -> Shown:
    """What somebody would publish who has not thought of subtraction."""
    whole = table.whole()
    return whole.filled({key: n if (n or 0) >= minimum else None for key, n in whole.cells().items()})


def test_a_lone_hidden_cell_is_the_row_less_the_others() -> None:
    (found,) = attack([[only_small_hidden(HEADS, 10)]], 10)
    assert (found.release, found.key, found.low, found.high) == (0, SMALL, 3, 3)


def test_a_pair_in_one_row_is_still_found_by_its_columns() -> None:
    shown = only_small_hidden(HEADS, 10)
    pair = shown.filled({**shown.cells(), ("people", (("district", "01"), ("stage", "upper"))): None})
    assert {one.key for one in attack([[pair]], 10)} >= {SMALL}


def test_last_months_table_gives_this_months_away() -> None:
    """Each is safe alone; the difference is one child."""

    def month(*counts: int) -> Table:
        return Table("q", (("q", "a", "b", "c"),), [[n] for n in counts])

    first, second = protect([month(30, 40, 50)], [], 10), protect([month(31, 50, 60)], [], 10)
    assert attack([first], 10) == attack([second], 10) == []
    found = attack([first, second], 10)
    assert [(one.release, one.key[1], one.low) for one in found] == [(1, (("q", "a"),), 31)]


def test_a_small_figure_that_is_shown_is_found() -> None:
    assert [one.key for one in attack([[HEADS.whole()]], 10)] == [SMALL]


def test_tables_of_which_each_is_safe_are_not_safe_together() -> None:
    """Heads hide stages a and b; the question's table, answered by all, hides a and c."""
    heads = Table("heads", (("stage", "a", "b", "c"),), [[4], [12], [30]]).whole()
    question = replace(
        Table("q", (("q", "yes"), ("stage", "a", "b", "c")), [[4, 12, 30]], of="q").whole(),
        within="people", all_of_them=True,
    )  # fmt: skip

    def without(shown: Shown, *stages: str) -> Shown:
        gone = {("stage", stage) for stage in stages}
        return shown.filled({key: None if gone & set(key[1]) else n for key, n in shown.cells().items()})

    first, second = without(heads, "a", "b"), without(question, "a", "c")
    assert attack([[first]], 10) == [] and attack([[second]], 10) == []
    found = attack([[first, second]], 10)
    assert {(one.low, one.high) for one in found} == {(4, 4), (12, 12), (30, 30)}


def test_many_choices_have_no_more_than_their_people() -> None:
    """Nine of ten chose it at least: the tenth's row says how many did not."""
    whole = Table("q", (("q", "a", "b"),), [[10], [9]], exclusive=False, people=[10]).whole()
    shown = whole.filled({key: None if key[1] == (("q", "b"),) else n for key, n in whole.cells().items()})
    assert attack([[shown]], 10) == []  # anything between nobody and everybody
    assert [one.high for one in attack([[shown]], 11)] == [10, 10, 10]


def test_the_attack_is_as_good_as_the_protection_is_wanting() -> None:
    """Hiding small cells only, on real shapes: some children stand there alone."""
    made = crowd(5, 400)
    found = attack([[only_small_hidden(made.crossed(400), 10)]], 10)
    assert [(one.low, one.high) for one in found] == [(8, 8), (5, 5)]


@pytest.mark.parametrize(("counts", "told"), [
    ([[50], [30], [20]], ((0.5,), (0.3,), (0.2,))), ([[50], [45], [5]], ((0.5,), (None,), (None,))),
    ([[3], [2], [1]], ((None,), (None,), (None,))),
])  # fmt: skip
def test_55_percentages_come_from_shown_figures(counts: list[list[int]], told: object) -> None:
    (shown,) = protect([Table("q", (("q", "a", "b", "c"),), counts)], [], 10)
    assert shares(shown) == told


def test_55_a_share_of_a_stage_needs_the_stages_figure() -> None:
    (shown,) = protect([Table("q", (("q", "a", "b"), STAGE), [[30, 20, 4], [10, 12, 3]], of="q")], [], 10)
    for row, told in zip(shown.counts, shares(shown), strict=True):
        for at, (n, share) in enumerate(zip(row, told, strict=True)):
            assert (share is None) is (n is None or shown.columns[at] is None)
