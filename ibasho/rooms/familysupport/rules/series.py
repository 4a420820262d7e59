"""The days of a series: once, or each week on some weekdays from one day to another. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.wareki import WEEKDAYS

VISITS_MAX = 60
DAYS_AHEAD_MAX = 366


def days(
    first: date,
    last: date | None,
    weekdays: Iterable[int],
    *,
    skips_holidays: bool,
    is_holiday: Callable[[date], bool],
) -> tuple[date, ...]:
    """Every day of the series in order; without weekdays the one day `first`. 0 = Monday, both ends inclusive.

    Raises Invalid for an end before the beginning, a series without a day, and more than `VISITS_MAX`.
    """
    wanted = frozenset(weekdays)
    if not wanted:
        return (first,)
    until = _end(first, last)
    span = (first + timedelta(days=offset) for offset in range((until - first).days + 1))
    found = tuple(day for day in span if day.weekday() in wanted and not (skips_holidays and is_holiday(day)))
    if not found:
        raise _refused(
            "support.series_empty",
            "until_on",
            "この期間には、えらんだ曜日が 1日も ありません。曜日か「いつまで」を たしかめてください。",
        )
    if len(found) > VISITS_MAX:
        raise _refused(
            "support.series_long",
            "until_on",
            f"1つの依頼は {VISITS_MAX}回までです（いまは {len(found)}回）。「いつまで」を {_said(found[VISITS_MAX - 1])}までに すると 送れます。",
        )
    return found


def words(weekdays: Iterable[int]) -> str:
    """`月・水`."""
    return "・".join(WEEKDAYS[day] for day in sorted(set(weekdays)))


def _end(first: date, last: date | None) -> date:
    if last is None:
        raise _refused("support.series_no_end", "until_on", "毎週の 依頼は「いつまで」を 入れてください。")
    if last < first:
        raise _refused(
            "support.series_order",
            "until_on",
            "「いつまで」が「いつから」より 前です。2つの日を たしかめてください。",
        )
    if (last - first).days > DAYS_AHEAD_MAX:
        raise _refused(
            "support.series_far",
            "until_on",
            "1年より 先までは うけられません。「いつまで」を 近くしてください。",
        )
    return last


def _said(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _refused(code: str, field: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={field: sentence})
