"""What visits add up to."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.reach.rules.counts import Count, add_up, by, check, check_day

TODAY = date(2026, 11, 25)


def row(day: int = 10, hall: str = "虹橋", **told: int) -> Count:
    return Count(date(2026, 11, day), hall, "虹橋校区", bool(told), False, **told)


def test_what_nobody_told_is_no_nought() -> None:
    found = add_up("11月", [row(families=3), row(17, families=5, consultations=0), row(24), row(30)], TODAY)
    assert (found.visits, found.untold, found.families) == (2, 1, 8)
    assert found.children is None
    assert found.consultations == 0
    assert found.families_each == 4.0


def test_a_month_without_visits_has_no_average() -> None:
    assert add_up("11月", [], TODAY).families_each is None
    assert add_up("11月", [], TODAY).families is None


def test_halls_add_up_to_the_month() -> None:
    rows = [row(families=3), row(11, "潮笛", families=5), row(17, families=1)]
    halls = by(lambda one: one.hall, rows, TODAY)
    assert [(one.label, one.families) for one in halls] == [("虹橋", 4), ("潮笛", 5)]
    assert sum(one.visits for one in halls) == add_up("", rows, TODAY).visits


@pytest.mark.parametrize(
    ("families", "children", "consultations", "note", "field"),
    [
        (None, 1, 1, "", "families"), (501, 1, 1, "", "families"), (1, -1, 1, "", "children"),
        (1, 1, 999, "", "consultations"), (1, 1, 1, "あ" * 201, "note"),
    ],
)  # fmt: skip
def test_each_number_has_its_own_sentence(
    families: int | None, children: int | None, consultations: int | None, note: str, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        check(families, children, consultations, note)
    assert list(refused.value.fields) == [field]


def test_numbers_are_written_on_the_day_or_later_and_not_of_a_visit_called_off() -> None:
    check_day(TODAY, TODAY, cancelled=False)
    with pytest.raises(Conflict):
        check_day(date(2026, 11, 26), TODAY, cancelled=False)
    with pytest.raises(Conflict):
        check_day(TODAY, TODAY, cancelled=True)
