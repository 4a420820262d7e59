"""From when rules hold, and whether the insurance goes on."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import centre as rules

TODAY = date(2026, 11, 25)
YEAR = (date(2026, 4, 1), date(2027, 3, 31))
NEXT = (date(2027, 4, 1), date(2028, 3, 31))
LATE = (date(2027, 4, 2), date(2028, 3, 31))
PAST = (date(2025, 4, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("spans", "until"),
    [
        ([], None),
        ([PAST], None),
        ([NEXT], None),
        ([YEAR], date(2027, 3, 31)),
        ([NEXT, YEAR, PAST], date(2028, 3, 31)),
        ([YEAR, LATE], date(2027, 3, 31)),
        ([YEAR, (date(2026, 5, 1), date(2026, 12, 1))], date(2027, 3, 31)),
    ],
    ids=["none", "past", "to come", "one", "without a gap", "a day's gap", "one inside another"],
)
def test_up_to_when_the_centre_is_insured(spans: list[tuple[date, date]], until: date | None) -> None:
    assert rules.insured_until(spans, TODAY) == until


def test_days_behind_us_keep_their_rules() -> None:
    rules.check_begins(date(2020, 4, 1), TODAY, [])
    rules.check_begins(TODAY, TODAY, [(date(2025, 4, 1), None)])
    with pytest.raises(Invalid, match="きょうか、あとの日"):
        rules.check_begins(date(2026, 11, 24), TODAY, [(date(2025, 4, 1), None)])


def test_rules_end_the_day_before_the_next() -> None:
    assert rules.ends_on(TODAY, [(date(2025, 4, 1), None)]) is None
    assert rules.ends_on(TODAY, [(date(2027, 4, 1), None)]) == date(2027, 3, 31)
