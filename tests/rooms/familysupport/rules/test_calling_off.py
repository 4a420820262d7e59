"""What a family may put back by its link, and that nobody pays what they were not shown."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ibasho.base.kernel.errors import Conflict
from ibasho.rooms.familysupport.rules import calling_off
from tests import make


@pytest.mark.parametrize(
    ("kind", "minutes", "own", "owed", "code"),
    [
        ("before", 10, True, True, None),
        ("same_day", 10, True, True, None),
        ("same_day", 11, True, True, "support.slip_over"),
        ("before", 600, True, False, None),
        ("before", 1, False, False, "support.cancelled_by_centre"),
        ("warning", 1, True, False, "support.cancelled_by_centre"),
        ("provider", 1, False, True, "support.cancelled_by_centre"),
        ("no_show", 1, False, True, "support.cancelled_by_centre"),
    ],
)
def test_what_the_family_puts_back(kind: str, minutes: int, own: bool, owed: bool, code: str | None) -> None:
    at = make.AT + timedelta(minutes=minutes)
    refusal = calling_off.not_back(kind, make.AT, at, own=own, owed=owed)
    assert (refusal.code if refusal else None) == code


def test_the_fee_is_the_one_that_was_shown() -> None:
    calling_off.check_price(None, 500)
    calling_off.check_price(500, 500)
    with pytest.raises(Conflict, match="500円から 1,000円に かわりました。まだ とりやめていません"):
        calling_off.check_price(500, 1_000)
