"""年度: the fiscal and school year, 1 April to 31 March, named by the calendar year it begins in."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ibasho.base.kernel import wareki
from ibasho.base.kernel.errors import Invalid

_SHAPE = re.compile(
    r"(?:(?P<era>明治|大正|昭和|平成|令和|[MTSHR])(?P<era_year>\d{1,3}|元)|(?P<year>\d{4}))(?:年度?)?"
)


def nendo(day: date) -> int:
    """The 年度 a day lies in: 2027-03-31 → 2026."""
    return day.year if day.month >= 4 else day.year - 1


def first_day(nendo: int) -> date:
    return date(nendo, 4, 1)


def last_day(nendo: int) -> date:
    return date(nendo + 1, 3, 31)


def accounts_close(nendo: int) -> date:
    """The last day of 出納整理期間: until 31 May money may still move for the 年度 that ended on 31 March
    (地方自治法 235条の5)."""
    return date(nendo + 1, 5, 31)


def label(nendo: int) -> str:
    """`令和8年度`. A 年度 bears the era of its first day, but 2019 is 令和元年度 throughout, as the ministries
    agreed on 2019-04-02."""
    named_by = date(2019, 5, 1) if nendo == 2019 else first_day(nendo)
    return f"{wareki.year_label(named_by)}度"


def short_label(nendo: int) -> str:
    """`R8`, as it stands in an address; `parse` reads it."""
    era, year = wareki.era_year(date(2019, 5, 1) if nendo == 2019 else first_day(nendo))
    return f"{era.letter}{year}"


def parse(text: str) -> int:
    """Read 令和8年度, R8, 2026年度 or 2026 (全角 too) as 2026. Invalid otherwise."""
    found = _SHAPE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).upper())
    if found is None:
        raise Invalid(
            "nendo.unreadable", f"「{text}」を年度として読めません。令和8年度 のように書いてください。"
        )
    if found["year"]:
        return int(found["year"])
    year = 1 if found["era_year"] == "元" else int(found["era_year"])
    return wareki.from_era(found["era"], year, 12, 31).year
