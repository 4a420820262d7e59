"""Figures that a rule or a view wrote in Japanese (11月24日（火）, 令和8年度, 1,200円, 2時間30分), as another language says them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from babel.dates import format_date, get_day_names, get_month_names
from django.utils.translation import gettext, ngettext

from ibasho.base.kernel import wareki
from ibasho.base.ui.languages import amounts
from ibasho.base.ui.languages.saying import BABEL, language

_ERAS = {era.name: era.first_day.year for era in wareki.ERAS}
_YEAR = rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<of_era>\d+|元)|(?P<year>\d{{4}}))年"
_DAYS = wareki.WEEKDAYS
_Said = Callable[[re.Match[str]], str]


def said(text: str) -> str | None:
    """None where the text is no figure, or not a figure alone. The language of the page is one of `BABEL`."""
    for shape, words in _SHAPES:
        if found := shape.fullmatch(text):
            return words(found)
    return None


def _year(found: re.Match[str]) -> int | None:
    if found["era"]:
        return _ERAS[found["era"]] + (1 if found["of_era"] == "元" else int(found["of_era"])) - 1
    return int(found["year"]) if found["year"] else None


def _month_name(number: int) -> str:
    return str(get_month_names("abbreviated", locale=BABEL[language()])[number])


def weekday_name(number: int) -> str:
    """0 is Monday: `Mon`, `seg.`."""
    return str(get_day_names("abbreviated", locale=BABEL[language()])[number])


def _weekday(found: re.Match[str]) -> str:
    return weekday_name(_DAYS.index(found["weekday"]))


def _day(found: re.Match[str]) -> str:
    of = " de " if language() == "pt-br" else " "
    words = f"{int(found['day'])}{of}{_month_name(int(found['month']))}"
    year = _year(found)
    words = f"{words}{of}{year}" if year else words
    if found["weekday"]:
        words = f"{weekday_name(_DAYS.index(found['weekday']))}, {words}"
    return f"{words} ({gettext('祝日')})" if found["holiday"] else words


def _month(found: re.Match[str]) -> str:
    shape = "MMMM 'de' y" if language() == "pt-br" else "MMMM y"
    month = date(_year(found) or 1, int(found["month"]), 1)
    return str(format_date(month, shape, locale=BABEL[language()]))


def _hours(found: re.Match[str]) -> str:
    parts = [
        f"{found['hours']} h" if found["hours"] else "",
        f"{found['minutes']} min" if found["minutes"] else "",
    ]
    return " ".join(part for part in parts if part)


def _counted(text: str) -> _Said:
    def words(found: re.Match[str]) -> str:
        number = int(found["n"].replace(",", ""))
        return ngettext(text, text, number) % {"n": amounts.number(number)}

    return words


def _fiscal(found: re.Match[str]) -> str:
    return gettext("%(year)s年度") % {"year": _year(found)}


_WEEKDAY = rf"(?P<weekday>[{_DAYS}])(?:曜日?)?"
_N = r"(?P<n>\d[\d,]*)"
_SHAPES: tuple[tuple[re.Pattern[str], _Said], ...] = (
    (re.compile(rf"(?:{_YEAR})?(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?:（(?P<weekday>[{_DAYS}])(?P<holiday>・祝)?）)?"), _day),
    (re.compile(rf"{_YEAR}(?P<month>\d{{1,2}})月"), _month),
    (re.compile(rf"{_YEAR}度"), _fiscal),
    (re.compile(_YEAR), lambda found: str(_year(found))),
    (re.compile(_WEEKDAY), _weekday),
    (re.compile(rf"毎週 {_WEEKDAY}"), lambda found: gettext("毎週 %(day)s") % {"day": _weekday(found)}),
    (re.compile(rf"{_N}円"), lambda found: amounts.yen(int(found["n"].replace(",", "")))),
    (re.compile(r"(?=.)(?:(?P<hours>\d+)時間)?(?:(?P<minutes>\d+)分)?"), _hours),
    (re.compile(r"(?P<hour>\d{1,2})時"), lambda found: f"{found['hour']}:00"),
    (re.compile(rf"{_N}人"), _counted("%(n)s人")),
    (re.compile(rf"{_N}歳"), _counted("%(n)s歳")),
    (re.compile(rf"{_N}食"), _counted("%(n)s食")),
    (re.compile(rf"{_N}回"), _counted("%(n)s回")),
    (re.compile(rf"{_N}人目"), _counted("%(n)s人目")),
    (re.compile(rf"{_N}人目から"), _counted("%(n)s人目から")),
)  # fmt: skip
