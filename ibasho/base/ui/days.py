"""Days, times and minutes as people say them, with the readings children need (11月3日: がつ, みっか)."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ibasho.base.kernel import clock, wareki
from ibasho.base.ui import furigana

Style = Literal["both", "wareki", "short", "near", "plain"]
_SPOKEN = {
    1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか",
    10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
}  # fmt: skip
_WEEKDAYS = dict(zip(wareki.WEEKDAYS, ["げつ", "か", "すい", "もく", "きん", "ど", "にち"], strict=True))
_PUN = frozenset("013468")


def day_html(value: date | datetime, style: Style, mode: str, year: int | None = None) -> SafeString:
    """`<time>` with `both` 2026年（令和8年）11月23日（月・祝）, `wareki`, `short` R8.11.23, or `near` 11月23日（月・祝）; `plain`: near,
    with its year where that is not `year`, today's."""
    day = clock.day(value) if isinstance(value, datetime) else value
    words = _near(day, mode) if style in ("near", "plain") else format_html("{}", _label(day, style))
    if style == "plain" and day.year != year:
        words = format_html("{}{}{}", day.year, "年" if mode == furigana.OFF else _ruby("年", "ねん"), words)
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), words)


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
    """`8分`, read ふん or ぷん by its last digit."""
    above = "ぷん" if str(minutes)[-1] in _PUN else "ふん"
    unit = SafeString("分") if mode == furigana.OFF else _ruby("分", above)
    return format_html('<span class="u-nowrap">{}{}</span>', minutes, unit)


def hours_label(start: time | datetime, end: time | datetime | None) -> str:
    """`15:30～17:00`; a datetime is told in JST."""
    told = [
        clock.time_label(clock.jst(at).time() if isinstance(at, datetime) else at)
        for at in (start, end)
        if at
    ]
    return "～".join(told)
