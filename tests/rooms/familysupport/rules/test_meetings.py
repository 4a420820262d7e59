"""A second meeting is spared unless the 年度, the content or the people change."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.familysupport.rules import meetings as rules
from ibasho.rooms.familysupport.rules.meetings import Key

HELD = {Key(1, 9, "after_school", 2026)}


@pytest.mark.parametrize(
    ("children", "provider", "content", "day", "missing"),
    [
        ([1], 9, "after_school", date(2026, 4, 1), False),
        ([1], 9, "after_school", date(2027, 3, 31), False),
        ([1], 9, "after_school", date(2027, 4, 1), True),
        ([1], 9, "nursery_way", date(2026, 11, 25), True),
        ([1], 8, "after_school", date(2026, 11, 25), True),
        ([1, 2], 9, "after_school", date(2026, 11, 25), True),
    ],
)
def test_when_a_meeting_is_missing(
    children: list[int], provider: int, content: str, day: date, missing: bool
) -> None:
    assert rules.is_missing(rules.keys_of(children, provider, content, day), HELD) is missing


def test_the_sheet_keeps_what_it_asks_and_refuses_too_much() -> None:
    assert rules.checked_sheet({"allergy": " なし ", "likes": "", "other": "x"}) == {"allergy": "なし"}
    with pytest.raises(Invalid) as refused:
        rules.checked_sheet({"doctor": "あ" * 121})
    assert "doctor" in refused.value.fields


@pytest.mark.parametrize(
    ("day", "good"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 3, 1), True),
        (date(2026, 2, 28), False),
        (date(2026, 11, 26), False),
    ],
)
def test_the_day_of_a_meeting_lies_in_its_year(day: date, good: bool) -> None:
    if good:
        rules.check_held_on(day, nendo_of=2026, today=date(2026, 11, 25))
    else:
        with pytest.raises(Invalid):
            rules.check_held_on(day, nendo_of=2026, today=date(2026, 11, 25))
