"""Days on which a bank moves money, and the 年度 that may still pay."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Invalid
from ibasho.town.payouts.rules import days

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "before", "wanted"),
    [
        (date(2026, 12, 25), True, date(2026, 12, 25)),
        (date(2026, 11, 23), True, date(2026, 11, 20)),  # 勤労感謝の日, a Monday
        (date(2026, 11, 23), False, date(2026, 11, 24)),
        (date(2026, 12, 31), False, date(2027, 1, 4)),
        (date(2027, 1, 3), True, date(2026, 12, 30)),
        (date(2027, 5, 3), False, date(2027, 5, 6)),
    ],
)
def test_a_day_moves_to_a_day_banks_work(day: date, before: bool, wanted: date) -> None:
    assert days.shifted(day, before=before) == wanted


@given(st.dates(date(2024, 1, 1), date(2031, 12, 31)), st.booleans())
def test_a_moved_day_is_near_and_open(day: date, before: bool) -> None:
    found = days.shifted(day, before=before)
    assert days.is_bank_day(found)
    assert 0 <= (day - found).days * (1 if before else -1) <= 7


@pytest.mark.parametrize(
    ("pay_on", "nendo", "code"),
    [
        (date(2026, 11, 20), 2026, "payouts.pay_on_past"),
        (date(2028, 1, 4), 2026, "payouts.pay_on_far"),
        (date(2026, 11, 28), 2026, "payouts.pay_on_closed"),
        (date(2026, 12, 31), 2026, "payouts.pay_on_closed"),
        (date(2027, 6, 1), 2026, "payouts.wrong_nendo"),  # the accounts of 令和8年度 closed the day before
        (date(2026, 12, 25), 2025, "payouts.wrong_nendo"),
        (date(2026, 12, 25), 2027, "payouts.wrong_nendo"),
    ],
)
def test_a_day_that_cannot_be_is_refused_with_its_reason(pay_on: date, nendo: int, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        days.check_pay_on(pay_on, nendo=nendo, today=TODAY)
    assert refused.value.code == code
    assert "pay_on" in refused.value.fields


@pytest.mark.parametrize("pay_on", [date(2026, 12, 25), date(2027, 3, 31), date(2027, 5, 31)])
def test_until_31_may_the_old_year_may_pay(pay_on: date) -> None:
    days.check_pay_on(pay_on, nendo=2026, today=TODAY)
