"""Who hears of a broken glass, and by when somebody has looked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.care.rules import secrecy as rules
from ibasho.rooms.care.rules.kinds import OPENING_MINUTES_MAX, SUPERVISORS_MIN
from tests.make import AT

people = st.lists(st.integers(1, 9), max_size=6)


@given(leads=people, assigned=people, others=people, opener=st.integers(1, 9))
def test_two_hear_or_it_stays_shut_and_the_opener_is_none_of_them(
    leads: list[int], assigned: list[int], others: list[int], opener: int
) -> None:
    everybody = {*leads, *assigned, *others} - {opener}
    if len(everybody) < SUPERVISORS_MIN:
        with pytest.raises(Conflict):
            rules.told(leads, assigned, others, opener)
        return
    told = rules.told(leads, assigned, others, opener)
    assert len(told) == len(set(told)) >= SUPERVISORS_MIN and opener not in told
    assert set(leads) - {opener} <= set(told) <= everybody
    assert len(told) == max(SUPERVISORS_MIN, len(set(leads) - {opener})), "nobody more than need be"


@pytest.mark.parametrize(
    ("opened", "by"),
    [
        (date(2026, 11, 24), date(2026, 11, 27)),
        (date(2026, 11, 26), date(2026, 12, 1)),  # over a weekend
        (date(2026, 12, 25), date(2027, 1, 5)),  # over the turn of the year
        (date(2026, 11, 21), date(2026, 11, 26)),  # a Saturday before a holiday
    ],
)
def test_three_working_days(opened: date, by: date) -> None:
    assert rules.review_by(opened) == by
    assert not rules.is_overdue(opened, by) and rules.is_overdue(opened, by + timedelta(days=1))


def test_an_hour_at_most() -> None:
    assert rules.until(AT) - AT == timedelta(minutes=OPENING_MINUTES_MAX) == timedelta(hours=1)
