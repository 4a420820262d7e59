"""37 children and 82 parents are 119; a total copied wrongly is seen."""

from __future__ import annotations

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.voices.rules.figures import Line, check_totals

HEARD = [Line("人数", 37, "人", False), Line("人数", 82, "人", False)]


def test_the_published_sum_is_the_sum() -> None:
    check_totals([*HEARD, Line("人数", 119, "人", True), Line("ほしいもの", None, "", False)])


def test_a_slip_of_the_pen_is_told_with_both_numbers() -> None:
    with pytest.raises(Invalid, match=r"37 \+ 82 = 119 .*191"):
        check_totals([*HEARD, Line("人数", 191, "人", True)])


def test_a_total_without_a_number_is_no_total() -> None:
    with pytest.raises(Invalid):
        check_totals([*HEARD, Line("人数", None, "人", True)])


def test_what_was_published_without_its_parts_is_left_as_it_is() -> None:
    check_totals([Line("延べ", 6413, "件", True)])
    check_totals(
        [Line("人数", 37, "人", False), Line("人数", None, "人", False), Line("人数", 119, "人", True)]
    )
