"""Days on which banks move money, and the 年度 a payment may still belong to. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.errors import Invalid
from ibasho.base.kernel.holidays import holiday_name, is_holiday

DAYS_AHEAD_MAX = 366


def is_bank_day(day: date) -> bool:
    """Monday to Friday, no holiday, not 12/31–1/3 (銀行法施行令 5条)."""
    return day.weekday() < 5 and not is_holiday(day) and not _year_end(day)


def _year_end(day: date) -> bool:
    return (day.month, day.day) in {(12, 31), (1, 1), (1, 2), (1, 3)}


def shifted(day: date, *, before: bool) -> date:
    """`day` itself, else the nearest bank day before or after it."""
    step = timedelta(days=-1 if before else 1)
    while not is_bank_day(day):
        day += step
    return day


def closed_because(day: date) -> str:
    """`土曜日`, `勤労感謝の日`, `銀行の年末年始`; empty on a bank day."""
    if is_bank_day(day):
        return ""
    named = holiday_name(day) or ("銀行の年末年始" if _year_end(day) else "")
    return named or ("土曜日" if day.weekday() == 5 else "日曜日")


def check_pay_on(pay_on: date, *, nendo: int, today: date) -> None:
    """Invalid unless the bank works on that day, it is not over, and the 年度's accounts are still open then
    (出納整理期間: until 31 May after it)."""
    if pay_on < today:
        raise _invalid(
            "payouts.pay_on_past",
            f"振込指定日 {_told(pay_on)}は もう すぎました。これからの日を えらんでください。",
        )
    if pay_on > today + timedelta(days=DAYS_AHEAD_MAX):
        raise _invalid(
            "payouts.pay_on_far", f"振込指定日 {_told(pay_on)}は 1年より 先です。日を 確かめてください。"
        )
    if reason := closed_because(pay_on):
        near = _told(shifted(pay_on, before=False))
        raise _invalid(
            "payouts.pay_on_closed",
            f"{_told(pay_on)}は {reason}で、銀行が お休みです。{near}などを えらんでください。",
        )
    first, last = years.first_day(nendo), years.accounts_close(nendo)
    if not first <= pay_on <= last:
        raise _invalid(
            "payouts.wrong_nendo",
            f"{years.label(nendo)}の支払いは {_told(first)}から {_told(last)}（出納整理期間の終わり）までです。"
            f"振込指定日 {_told(pay_on)}を 直すか、年度を 確かめてください。",
        )


def _invalid(code: str, sentence: str) -> Invalid:
    return Invalid(code, sentence, fields={"pay_on": sentence})


def _told(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
