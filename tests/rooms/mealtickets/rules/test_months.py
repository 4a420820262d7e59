"""Periods, pay days, contained tax, and what of an amount is new and what is carried."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.mealtickets.rules import months
from ibasho.rooms.mealtickets.rules.months import Owed, Period, Waits
from ibasho.town.payouts.rules import days


@pytest.mark.parametrize(
    ("first", "day", "wanted"),
    [
        (date(2026, 11, 1), 31, date(2026, 11, 30)),
        (date(2026, 11, 16), 31, date(2026, 11, 30)),
        (date(2027, 2, 1), 31, date(2027, 2, 28)),
        (date(2026, 11, 21), 20, date(2026, 12, 20)),
        (date(2026, 11, 20), 20, date(2026, 11, 20)),
        (date(2026, 12, 21), 20, date(2027, 1, 20)),
        (date(2027, 1, 30), 29, date(2027, 2, 28)),
        (date(2027, 3, 21), 20, date(2027, 3, 31)),  # a 会計年度 stands alone
        (date(2027, 4, 1), 20, date(2027, 4, 20)),
    ],
)
def test_a_period_ends_on_the_next_cut_off_day(first: date, day: int, wanted: date) -> None:
    assert months.period(first, day).cut_off == wanted


@given(st.dates(date(2026, 4, 1), date(2029, 3, 31)), st.integers(1, 31))
def test_periods_follow_each_other_without_a_gap_and_within_a_nendo(first: date, day: int) -> None:
    at = first
    for _ in range(14):
        found = months.next_period(at - timedelta(days=1), None, day)
        assert found is not None
        assert found.first == at <= found.cut_off
        assert years.nendo(found.first) == years.nendo(found.cut_off) == found.nendo
        assert (found.cut_off - found.first).days <= 31
        at = found.cut_off + timedelta(days=1)


@pytest.mark.parametrize(
    ("cut_off", "last"),
    [
        (date(2027, 3, 31), True),
        (date(2027, 3, 30), False),
        (date(2026, 12, 31), False),
        (date(2027, 4, 1), False),
    ],
)
def test_the_last_period_of_a_nendo_is_known(cut_off: date, last: bool) -> None:
    assert Period(cut_off, cut_off).ends_the_nendo is last


def test_why_something_waits_is_a_word_that_stays() -> None:
    assert [one.value for one in Waits] == ["payee", "min"]


def test_the_first_month_begins_with_the_first_meal() -> None:
    assert months.next_period(None, date(2026, 11, 16), 31) == Period(date(2026, 11, 16), date(2026, 11, 30))
    assert months.next_period(None, None, 31) is None


@pytest.mark.parametrize(("today", "over"), [(date(2026, 11, 30), False), (date(2026, 12, 1), True)])
def test_a_month_is_closed_when_its_last_day_is_over(today: date, over: bool) -> None:
    wanted = Period(date(2026, 11, 1), date(2026, 11, 30))
    if over:
        months.require_over(wanted, today)
        return
    with pytest.raises(Conflict) as refused:
        months.require_over(wanted, today)
    assert refused.value.code == "mealtickets.month_not_over"


@pytest.mark.parametrize(
    ("cut_off", "pay_day", "before", "today", "wanted"),
    [
        (date(2026, 11, 30), 25, True, date(2026, 12, 1), date(2026, 12, 25)),
        (date(2026, 11, 30), 31, True, date(2026, 12, 1), date(2026, 12, 30)),
        (date(2026, 11, 30), 31, False, date(2026, 12, 1), date(2027, 1, 4)),
        (date(2026, 9, 30), 10, True, date(2026, 10, 1), date(2026, 10, 9)),
        (date(2026, 9, 30), 10, False, date(2026, 10, 1), date(2026, 10, 13)),  # スポーツの日 on the 12th
        (date(2026, 10, 31), 25, True, date(2026, 11, 24), date(2026, 11, 27)),  # too near: three bank days
    ],
)
def test_the_pay_day(cut_off: date, pay_day: int, before: bool, today: date, wanted: date) -> None:
    assert months.pay_on(cut_off, pay_day, before=before, today=today) == wanted


@given(st.dates(date(2026, 4, 1), date(2029, 3, 31)), st.integers(1, 31), st.booleans(), st.integers(1, 90))
def test_a_pay_day_is_a_bank_day_to_come(cut_off: date, pay_day: int, before: bool, later: int) -> None:
    today = cut_off + timedelta(days=later)
    found = months.pay_on(cut_off, pay_day, before=before, today=today)
    assert days.is_bank_day(found)
    assert found > today


@pytest.mark.parametrize(
    ("yen", "percent", "tax"), [(1_100, 10, 100), (400, 10, 36), (48_000, 10, 4_363), (1_080, 8, 80), (399, 8, 29), (0, 10, 0)]
)  # fmt: skip
def test_tax_is_contained_and_rounded_once(yen: int, percent: int, tax: int) -> None:
    assert months.contained_tax(yen, percent) == tax


@pytest.mark.parametrize(
    ("owed", "total", "own", "carried"),
    [
        (Owed(800, 800, 0), 800, 800, 0),
        (Owed(800, 1_200, 0), 1_200, 800, 400),  # carried, waiting, or returned
        (Owed(800, 1_200, 400), 800, 800, 0),  # the older 400 are paid
        (Owed(0, 400, 0), 400, 0, 400),
        (Owed(-400, 800, 0), 800, 0, 800),  # an older meal was taken back
        (Owed(800, 400, 0), 400, 400, 0),
        (Owed(0, 400, 800), 0, 0, 0),
    ],
)
def test_what_is_owed_is_new_or_carried(owed: Owed, total: int, own: int, carried: int) -> None:
    assert (owed.total_yen, owed.own_yen, owed.carried_yen) == (total, own, carried)


@given(st.integers(-5_000, 50_000), st.integers(0, 50_000), st.integers(0, 50_000))
def test_parts_of_an_amount_add_up(own: int, until: int, settled: int) -> None:
    found = Owed(own, until, settled)
    assert found.own_yen + found.carried_yen == found.total_yen >= 0
    assert min(found.own_yen, found.carried_yen) >= 0


@pytest.mark.parametrize(
    ("yen", "confirmed", "last", "wanted"),
    [
        (900, True, False, Waits.BELOW_MIN),
        (900, True, True, None),
        (1_000, True, False, None),
        (1_000, False, False, Waits.PAYEE),
    ],
)
def test_why_a_statement_waits(yen: int, confirmed: bool, last: bool, wanted: Waits | None) -> None:
    assert months.waits(yen, payee_confirmed=confirmed, pay_min_yen=1_000, last_of_nendo=last) == wanted
