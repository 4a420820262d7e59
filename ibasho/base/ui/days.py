"""Days, times and minutes as people say them in the language of the page.

In Japanese with the readings children need (11月3日: がつ, みっか); eras stand in Japanese only, other languages tell the
western year: `Thu, 26 Nov 2026 (holiday)`, `qui., 26 de nov. de 2026 (feriado)`.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

from babel.dates import format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from ibasho.base.kernel import clock, wareki
from ibasho.base.kernel.holidays import is_holiday
from ibasho.base.ui import furigana
from ibasho.base.ui.languages.saying import BABEL, SOURCE, is_japanese, language

Style = Literal["both", "wareki", "short", "near", "plain"]
_SPOKEN = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか",
    10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_WEEKDAYS = dict(zip(wareki.WEEKDAYS, ["げつ", "か", "すい", "もく", "きん", "ど", "にち"], strict=True))
_PUN = frozenset("013468")
_DAY = {"en": "EEE, d MMM", "pt-br": "EEE, d 'de' MMM"}
_YEAR = {"en": " y", "pt-br": " 'de' y"}
_MONTH = {"en": "MMMM y", "pt-br": "MMMM 'de' y"}


def day_html(value: date | datetime, style: Style, mode: str, year: int | None = None) -> SafeString:
    """`<time>` with `both` 2026年（令和8年）11月23日（月・祝）, `wareki`, `short` R8.11.23, or `near` 11月23日（月・祝）; `plain`: near,
    with its year where that is not `year`, today's. Outside Japanese every style but `near` and `plain` tells the year."""
    day = clock.day(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), _words(day, style, mode, year))


def _words(day: date, style: Style, mode: str, year: int | None) -> str | SafeString:
    tells_year = style not in ("near", "plain") or (style == "plain" and day.year != year)
    if not is_japanese():
        return _foreign(day, tells_year)
    if language() == SOURCE and style == "both" and mode != furigana.OFF:
        years = furigana.ruby(f"{day.year}年（{wareki.year_label(day)}）", mode)
        return format_html("{}{}", years, _near(day, mode))
    if language() == SOURCE and style not in ("near", "plain"):
        return _label(day, style)
    near = _near(day, mode)
    if not tells_year:
        return near
    return format_html("{}{}{}", day.year, "年" if mode == furigana.OFF else _ruby("年", "ねん"), near)


def day_label(day: date, *, with_year: bool = False) -> str:
    """Plain words for a title or a hidden label: `11月26日（木）`, `Thu, 26 Nov`, `qui., 26 de nov.`."""
    if not is_japanese():
        return _foreign(day, with_year)
    return f"{day.year}年{wareki.day_label(day)}" if with_year else wareki.day_label(day)


def month_label(month: date) -> str:
    """Any day of a month: `令和8年11月`, in やさしい日本語 `2026年11月`, `November 2026`, `novembro de 2026`."""
    if not is_japanese():
        return format_date(month, _MONTH[language()], locale=BABEL[language()])
    return f"{year_label(month)}{month.month}月"


def year_label(day: date) -> str:
    """`令和8年`, in やさしい日本語 `2026年`, elsewhere `2026`."""
    if language() == SOURCE:
        return wareki.year_label(day)
    return f"{day.year}年" if is_japanese() else str(day.year)


def weekday_label(weekday: int) -> str:
    """0 is Monday: `月`, `Mon`, `seg.`."""
    if is_japanese():
        return wareki.WEEKDAYS[weekday]
    return format_date(date(2024, 1, 1 + weekday), "EEE", locale=BABEL[language()])  # 2024 began on a Monday


def _foreign(day: date, with_year: bool) -> str:
    shape = _DAY[language()] + (_YEAR[language()] if with_year else "")
    words = format_date(day, shape, locale=BABEL[language()])
    return f"{words} ({gettext('祝日')})" if is_holiday(day) else words


def _label(day: date, style: Style) -> str:
    if style == "short":
        return wareki.short_label(day)
    if style == "wareki":
        return wareki.full_label(day)
    return f"{day.year}年（{wareki.year_label(day)}）{wareki.day_label(day)}"


def _near(day: date, mode: str) -> SafeString:
    if mode == furigana.OFF:
        return format_html("{}", wareki.day_label(day))
    holiday = format_html("・{}", _ruby("祝", "しゅく")) if "祝" in wareki.weekday_label(day) else ""
    weekday = wareki.WEEKDAYS[day.weekday()]
    return format_html(
        "{}{}{}（{}{}）",
        day.month,
        _ruby("月", "がつ"),
        _day(day.day),
        _ruby(weekday, _WEEKDAYS[weekday]),
        holiday,
    )


def _day(number: int) -> SafeString:
    if number in _SPOKEN:
        return _ruby(f"{number}日", _SPOKEN[number])
    return format_html("{}{}", number, _ruby("日", "にち"))


def _ruby(base: str, above: str) -> SafeString:
    return furigana.ruby(base, furigana.ON, above)


def minutes_html(minutes: int, mode: str) -> SafeString:
    """`8分`, read ふん or ぷん by its last digit; `8 min` elsewhere."""
    if not is_japanese():
        return format_html('<span class="u-nowrap">{} min</span>', minutes)
    above = "ぷん" if str(minutes)[-1] in _PUN else "ふん"
    unit = SafeString("分") if mode == furigana.OFF else _ruby("分", above)
    return format_html('<span class="u-nowrap">{}{}</span>', minutes, unit)


def hours_label(start: time | datetime, end: time | datetime | None) -> str:
    """`15:30～17:00`, elsewhere `15:30–17:00`; a datetime is told in JST."""
    told = [
        clock.time_label(clock.jst(at).time() if isinstance(at, datetime) else at)
        for at in (start, end)
        if at
    ]
    return ("～" if is_japanese() else "–").join(told)
