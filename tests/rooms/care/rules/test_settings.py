"""What may stand in the centre's settings; days of a membership."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Conflict, Invalid
from ibasho.rooms.care.rules import settings as rules

APRIL, MARCH = date(2026, 4, 1), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("told", "number"),
    [("0537-00-0000", "0537-00-0000"), ("０５３７−００−００００", "0537-00-0000"), ("189", "189"), ("", ""), (" 0537 00 0000 ", "0537000000")],
)  # fmt: skip
def test_a_telephone_number_is_kept_as_it_is_dialled(told: str, number: str) -> None:
    assert rules.phone(told) == number


@pytest.mark.parametrize("told", ["市役所", "0537-", "call 0537", "1"])
def test_what_cannot_be_dialled_is_refused_beside_its_field(told: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.phone(told)
    assert "phone" in refused.value.fields


def test_a_my_number_is_refused() -> None:
    with pytest.raises(Invalid):
        rules.line("番号は 123456789018")


def test_an_end_before_the_beginning_is_refused() -> None:
    rules.check_order(APRIL, APRIL)
    with pytest.raises(Invalid) as refused:
        rules.check_order(APRIL, date(2026, 3, 31))
    assert "ends_on" in refused.value.fields


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(MARCH, None), (date(2026, 1, 1), APRIL), (date(2026, 1, 1), None), (APRIL, MARCH), (date(2026, 7, 1), date(2026, 8, 1))],
)  # fmt: skip
def test_a_group_is_a_member_once_at_a_time(starts_on: date, ends_on: date | None) -> None:
    with pytest.raises(Conflict):
        rules.check_alone(starts_on, ends_on, [(APRIL, MARCH)])


def test_one_day_after_the_other_is_no_overlap() -> None:
    rules.check_alone(date(2027, 4, 1), None, [(APRIL, MARCH)])
    rules.check_alone(date(2026, 1, 1), date(2026, 3, 31), [(APRIL, None)])
    with pytest.raises(Conflict):
        rules.check_alone(date(2030, 1, 1), None, [(APRIL, None)])
