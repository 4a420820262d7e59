"""Minutes to yen by kind; who is held back; months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.roster.rules import honoraria
from ibasho.rooms.roster.rules.honoraria import Pay
from ibasho.rooms.roster.rules.kinds import PayKind, PayWay

LAST = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("kind", "minutes", "rate", "tax", "yen"),
    [
        (PayKind.PAID, 270, 1_000, 0, Pay(4_500, 0)),
        (PayKind.PAID, 1, 1_000, 0, Pay(16, 0)),  # 16.67 yen: what is below one yen is dropped
        (PayKind.PAID, 0, 1_000, 0, Pay(0, 0)),
        (PayKind.PAID, 600, 1_100, 1_021, Pay(11_000, 1_123)),  # 10.21 %
        (PayKind.CITY_STAFF, 120, 1_000, 0, Pay(2_000, 0)),
        (PayKind.FISCAL_YEAR, 600, 1_000, 1_021, Pay(0, 0)),  # the city's payroll pays
        (PayKind.UNPAID, 600, 1_000, 1_021, Pay(0, 0)),
    ],
)
def test_pay_and_tax_by_kind(kind: PayKind, minutes: int, rate: int, tax: int, yen: Pay) -> None:
    assert honoraria.pay(kind, minutes, rate, tax_rate=tax) == yen


@given(st.integers(0, 20_000), st.integers(0, 5_000), st.integers(0, 10_000))
def test_never_more_than_the_rate_and_less_than_a_yen_is_lost(minutes: int, rate: int, tax: int) -> None:
    made = honoraria.pay(PayKind.PAID, minutes, rate, tax_rate=tax)
    assert 0 <= minutes * rate - made.amount_yen * 60 < 60
    assert 0 <= made.tax_yen <= made.amount_yen
    assert made.net_yen + made.tax_yen == made.amount_yen


def test_every_kind_has_a_rule_in_words() -> None:
    assert set(honoraria.RULES) == set(PayKind)
    assert all(rule.words.endswith("。") or rule.words.endswith("）。") for rule in honoraria.RULES.values())
    assert not any(rule.tax and not rule.pays for rule in honoraria.RULES.values())


@pytest.mark.parametrize(
    ("kind", "until", "word"),
    [
        (PayKind.CITY_STAFF, date(2026, 11, 24), ""),  # the last day of the permit counts
        (PayKind.CITY_STAFF, date(2026, 11, 23), "11月23日まで"),
        (PayKind.CITY_STAFF, None, "書かれていません"),
        (PayKind.PAID, None, ""),
        (PayKind.PAID, date(2020, 1, 1), ""),
    ],
)
def test_city_staff_behind_their_permit_are_held_back(kind: PayKind, until: date | None, word: str) -> None:
    told = honoraria.held_back(kind, side_job_until=until, last_day=LAST)
    assert word in told
    assert bool(told) is bool(word)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 2, 1), date(2027, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
    ],
)
def test_months(first: date, last: date) -> None:
    assert honoraria.last_of_month(first) == last
    assert honoraria.first_of_month(last) == first
    assert honoraria.next_month(first).day == 1
    with pytest.raises(Conflict):
        honoraria.require_over(first, last)
    honoraria.require_over(first, honoraria.next_month(first))


def test_only_yen_goes_to_the_bank() -> None:
    assert honoraria.is_in_the_bank_run(PayWay.BANK, 1)
    assert not honoraria.is_in_the_bank_run(PayWay.BANK, 0)
    assert not honoraria.is_in_the_bank_run(PayWay.CASH, 1)
