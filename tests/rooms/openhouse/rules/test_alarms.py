"""For which days one may close in one tap, and what the children read."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.kernel.errors import Invalid
from ibasho.rooms.openhouse.rules import alarms
from ibasho.rooms.openhouse.rules.kinds import AlarmKind

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("days", [0, 1])
def test_today_and_tomorrow(days: int) -> None:
    alarms.check_day(TODAY + timedelta(days=days), TODAY)


@pytest.mark.parametrize("days", [-1, 2, 30])
def test_no_other_day(days: int) -> None:
    with pytest.raises(Invalid):
        alarms.check_day(TODAY + timedelta(days=days), TODAY)


def test_the_usual_words_need_not_be_typed() -> None:
    assert alarms.title(AlarmKind.HEAT, "") == "とても 暑くて あぶないため"
    assert alarms.title(AlarmKind.WEATHER, " 大雨 警報 ") == "大雨 警報"


@pytest.mark.parametrize("told", ["", "あ" * 81, "1234 5678 9018"])
def test_another_reason_is_said_in_words(told: str) -> None:
    with pytest.raises(Invalid):
        alarms.title(AlarmKind.OTHER, told)
