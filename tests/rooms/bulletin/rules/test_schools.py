"""Bundles that add up, school days, the turn of the 年度: tables and hypothesis."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel import holidays
from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.bulletin.rules import schools as rules

DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@given(st.integers(0, rules.CLASSES_MAX), st.integers(0, rules.COPIES_MAX))
def test_bundles_add_up_and_no_class_is_forgotten(classes: int, copies: int) -> None:
    found = rules.bundles(classes, copies)
    assert sum(found) == copies
    assert len(found) == (0 if not copies else max(min(classes, copies), 1))
    assert not found or max(found) - min(found) <= 1 and list(found) == sorted(found, reverse=True)


def test_bundles_in_words() -> None:
    assert rules.bundle_words(12, 340) == "29まい×4たば・28まい×8たば"
    assert rules.bundle_words(0, 40) == "40まい×1たば"
    assert rules.bundle_words(3, 0) == ""


def test_copies_come_from_the_classes_where_nothing_else_is_known() -> None:
    assert rules.copies_for(6, 0) == 210
    assert rules.copies_for(6, 140) == 140


@pytest.mark.parametrize(
    ("classes", "copies", "field"),
    [(-1, 0, "classes"), (100, 0, "classes"), (3, 10_000, "copies"), (12, 11, "copies")],
)
def test_numbers_that_cannot_be(classes: int, copies: int, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        rules.check_numbers(classes, copies)
    assert field in refused.value.fields


def test_school_days_leave_out_weekends_holidays_and_long_holidays() -> None:
    friday = date(2026, 11, 20)  # the Monday after is 勤労感謝の日
    assert rules.school_day_after(friday, 5, breaks=(), is_holiday=holidays.is_holiday) == date(2026, 11, 30)
    winter = [(date(2026, 12, 24), date(2027, 1, 6))]
    late = rules.school_day_after(date(2026, 12, 22), 2, breaks=winter, is_holiday=holidays.is_holiday)
    assert late == date(2027, 1, 7)


@given(DAYS, st.integers(1, 10))
def test_a_school_day_is_never_a_day_off(day: date, count: int) -> None:
    found = rules.school_day_after(day, count, breaks=(), is_holiday=holidays.is_holiday)
    assert found.weekday() < 5 and not holidays.is_holiday(found) and found >= day + timedelta(days=count)


def test_overdue_after_five_school_days_and_again_after_a_call() -> None:
    handed, last = date(2026, 12, 1), date(2026, 12, 8)

    def late(today: date, called: date | None = None) -> bool:
        return rules.is_overdue(handed, called, today, breaks=(), is_holiday=holidays.is_holiday)

    assert [late(last), late(last + timedelta(days=1))] == [False, True]
    called = last + timedelta(days=1)
    assert [late(date(2026, 12, 16), called), late(date(2026, 12, 17), called)] == [False, True]
    assert not rules.is_overdue(None, None, last, breaks=(), is_holiday=holidays.is_holiday)


@pytest.mark.parametrize(
    ("checked", "today", "stale", "words"),
    [
        (None, date(2026, 5, 1), True, "まだ たしかめていない"),
        (date(2026, 4, 1), date(2027, 3, 31), False, "R8年度に たしかめた"),
        (date(2027, 3, 31), date(2027, 4, 1), True, "R8年度に たしかめた"),
    ],
)
def test_a_new_nendo_makes_what_was_known_stale(
    checked: date | None, today: date, stale: bool, words: str
) -> None:
    assert rules.is_stale(checked, today) is stale
    assert rules.checked_words(checked) == words
