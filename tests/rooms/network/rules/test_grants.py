"""A grant's days, and what must be known for each state."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.network.rules import grants
from ibasho.rooms.network.rules.grants import Use

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("opens", "closes", "is_open"),
    [
        (None, None, True), (DAY, DAY, True), (date(2026, 11, 25), None, False), (None, date(2026, 11, 23), False),
    ],
)  # fmt: skip
def test_open_on_its_first_and_last_day(opens: date | None, closes: date | None, is_open: bool) -> None:
    assert grants.is_open(opens, closes, DAY) is is_open


@pytest.mark.parametrize(
    ("told", "field"),
    [
        (Use("applied"), "applied_on"),
        (Use("granted", applied_on=DAY, report_due_on=DAY), "yen_given"),
        (Use("granted", applied_on=DAY, yen_given=0), "report_due_on"),
        (Use("reported", applied_on=DAY, yen_given=1, report_due_on=DAY), "reported_on"),
        (Use("applied", applied_on=DAY, decided_on=date(2026, 11, 1)), "decided_on"),
        (Use("think", yen_asked=-1), "yen_asked"),
        (Use("won"), "state"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(told: Use, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        grants.check_use(told)
    assert field in refused.value.fields


def test_due_from_two_weeks_ahead_and_while_late() -> None:
    def due(day: date) -> bool:
        return grants.is_due(Use("granted", applied_on=DAY, yen_given=1, report_due_on=day), DAY)

    assert [due(date(2026, 12, 9)), due(date(2026, 12, 8)), due(date(2026, 11, 1))] == [False, True, True]
