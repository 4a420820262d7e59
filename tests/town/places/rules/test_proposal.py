"""Openings survive their way through JSON, and a mark tells whether what one saw has moved."""

from __future__ import annotations

import json
from datetime import date, time

import pytest

from ibasho.base.kernel.clock import END_OF_DAY
from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules import opening_form
from ibasho.town.places.rules.opening import HolidayRule, IrregularCount, Opening, Pattern, Season
from ibasho.town.places.rules.proposal import fingerprint, openings_from_json, openings_to_json

RULES = (
    Opening(
        Pattern.WEEKLY, weekdays=frozenset({1, 3}), starts=time(15, 30), ends=END_OF_DAY, words="雨の日も"
    ),
    Opening(
        Pattern.FORTNIGHTLY, weekdays=frozenset({5}), anchor=date(2026, 11, 28), holiday=HolidayRule.CLOSED
    ),
    Opening(Pattern.MONTHLY_NTH, weekdays=frozenset({5}), nth=(2, -1), months=frozenset({4, 5})),
    Opening(
        Pattern.MONTHLY_DAY, days_of_month=(5, 20), valid_from=date(2026, 4, 1), season=Season.SCHOOL_TERM
    ),
    Opening(Pattern.DATES, dates=(date(2026, 12, 5), date(2027, 1, 9))),
    Opening(Pattern.IRREGULAR, times=2, per=IrregularCount.PER_MONTH),
)


def test_openings_come_back_from_json_as_they_went() -> None:
    assert openings_from_json(json.loads(json.dumps(openings_to_json(RULES)))) == RULES


def test_the_mark_moves_with_version_and_with_what_waits() -> None:
    marks = {
        fingerprint(1, {}),
        fingerprint(2, {}),
        fingerprint(1, {"phone": "1"}),
        fingerprint(1, {"phone": "2"}),
    }
    assert len(marks) == 4
    assert fingerprint(1, {"a": 1, "b": 2}) == fingerprint(1, {"b": 2, "a": 1})


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ()),
        ("2026-12-05、2026-12-19", (date(2026, 12, 5), date(2026, 12, 19))),
        ("１２/５　12月19日", (date(2026, 12, 5), date(2026, 12, 19))),
        ("11/24, 11/23", (date(2026, 11, 24), date(2027, 11, 23))),
        ("令和8年12月5日", (date(2026, 12, 5),)),
        ("2/29", None),
        ("あした", None),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, read: tuple[date, ...] | None) -> None:
    if read is None:
        with pytest.raises(Invalid):
            opening_form.read_days(typed, TODAY)
    else:
        assert opening_form.read_days(typed, TODAY) == read


@pytest.mark.parametrize(
    ("typed", "read"), [("5、20", (5, 20)), ("５日・２０日", (5, 20)), ("", ()), ("五日", None)]
)
def test_numbers_are_read_as_people_write_them(typed: str, read: tuple[int, ...] | None) -> None:
    if read is None:
        with pytest.raises(Invalid):
            opening_form.read_numbers(typed)
    else:
        assert opening_form.read_numbers(typed) == read
