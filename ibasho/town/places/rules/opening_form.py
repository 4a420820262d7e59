"""Opening rules as people type them into a form: lists of days and numbers in one line of text, and back."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from ibasho.base.kernel import clock
from ibasho.base.kernel.errors import Invalid
from ibasho.town.places.rules.opening import Opening

_BETWEEN = re.compile(r"[、,・;\s]+")
_MONTH_DAY = re.compile(r"(\d{1,2})(?:/|月)(\d{1,2})日?")


def read_days(text: str, today: date) -> tuple[date, ...]:
    """「2026-12-05、12/19」 one after the other. A day without a year is the next one from `today` on.
    Raises Invalid naming the first that cannot be read."""
    return tuple(_day(word, today) for word in _words(text))


def read_numbers(text: str) -> tuple[int, ...]:
    """「5日・20日」 or `5, 20` as numbers. Raises Invalid naming the first that is none."""
    return tuple(_number(word) for word in _words(text))


def read_hour(text: str) -> time | None:
    return clock.parse_time(text) if text.strip() else None


def read_day(text: str, today: date) -> date | None:
    return _day(text.strip(), today) if text.strip() else None


def as_typed(rule: Opening) -> dict[str, Any]:
    """What the fields of the form hold for a rule."""
    return {
        "pattern": rule.pattern.value,
        "weekdays": [str(day) for day in sorted(rule.weekdays)],
        "nth": [str(count) for count in rule.nth],
        "days_of_month": _listed(rule.days_of_month),
        "dates": _listed(rule.dates),
        "anchor": rule.anchor.isoformat() if rule.anchor else "",
        "starts": clock.time_label(rule.starts) if rule.starts else "",
        "ends": clock.time_label(rule.ends) if rule.ends else "",
        "season": rule.season.value,
        "holiday": rule.holiday.value,
        "months": [str(month) for month in sorted(rule.months)],
        "valid_from": rule.valid_from.isoformat() if rule.valid_from else "",
        "valid_until": rule.valid_until.isoformat() if rule.valid_until else "",
        "times": "" if rule.times is None else str(rule.times),
        "per": rule.per.value,
        "words": rule.words,
    }


def _listed(values: Iterable[object]) -> str:
    return "、".join(map(str, values))


def _words(text: str) -> list[str]:
    return [word for word in _BETWEEN.split(unicodedata.normalize("NFKC", text)) if word]


def _day(word: str, today: date) -> date:
    found = _MONTH_DAY.fullmatch(unicodedata.normalize("NFKC", word))
    if not found:
        return clock.parse_day(word)
    month, day = int(found[1]), int(found[2])
    for year in (today.year, today.year + 1):
        try:
            near = date(year, month, day)
        except ValueError:
            continue
        if near >= today:
            return near
    raise Invalid(
        "day.impossible", f"「{word}」という日は 見つかりません。2026-12-05 のように 年から 書いてください。"
    )


def _number(word: str) -> int:
    digits = word.removesuffix("日")
    if not digits.isdecimal():
        raise Invalid(
            "opening.number", f"「{word}」を 日にちとして 読めません。5、20 のように 書いてください。"
        )
    return int(digits)
