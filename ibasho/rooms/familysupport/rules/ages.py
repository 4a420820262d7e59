"""Which child may be looked after on which day. Pure.

A child comes of an age at the end of the day before the birthday (年齢計算ニ関する法律), so who is born on 1 April is
in the class of those born before. The school year in which a child turns twelve is the sixth of primary school.
"""

from __future__ import annotations

from datetime import date, timedelta

from ibasho.base.kernel import nendo


def age(born_on: date, day: date) -> int:
    """Whole years as people say them: one more from the birthday on (29 February: from 1 March in other years)."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def months(born_on: date, day: date) -> int:
    """Whole months of age."""
    return (day.year - born_on.year) * 12 + day.month - born_on.month - (day.day < born_on.day)


def age_words(born_on: date, day: date) -> str:
    """`7歳`, and below two years `1歳3か月` or `8か月`: as much as a provider needs to know."""
    years, rest = divmod(max(months(born_on, day), 0), 12)
    if years >= 2:
        return f"{years}歳"
    return f"{years}歳{rest}か月" if years else f"{rest}か月"


def first_day(born_on: date, days_min: int) -> date:
    """The day of birth is day 0 (生後0日)."""
    return born_on + timedelta(days=days_min)


def last_day(born_on: date, years_max: int) -> date:
    """31 March of the 年度 in which the child comes of `years_max` years."""
    try:
        birthday = born_on.replace(year=born_on.year + years_max)
    except ValueError:  # 29 February: its day before is 28 February in every year
        birthday = date(born_on.year + years_max, 3, 1)
    return nendo.last_day(nendo.nendo(birthday - timedelta(days=1)))


def allowed(born_on: date, day: date, *, days_min: int, years_max: int) -> str:
    """Nothing, or the sentence why this child may not be looked after on `day`."""
    first, last = first_day(born_on, days_min), last_day(born_on, years_max)
    if day < born_on:
        return f"{_said(day)}は まだ 生まれていない日です。日にちと 生年月日を たしかめてください。"
    if day < first:
        return f"{_said(day)}には まだ 生後{days_min}日に なりません。{_said(first)}から お預かりできます。"
    if day > last:
        return f"お預かりは {years_max}歳になる年度の おわり（{_said(last)}）までです。{_said(day)}は できません。"
    return ""


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
