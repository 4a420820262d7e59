"""Long school holidays of this and the next 年度."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from demo.sources import DATA, read_toml
from ibasho.town.places.rules.opening import SchoolCalendar


@dataclass(frozen=True, slots=True)
class LongHoliday:
    """Both ends inclusive; `fiscal_year` is the 年度 it belongs to."""

    fiscal_year: int
    name: str
    first: date
    last: date


def build(today: date) -> tuple[LongHoliday, ...]:
    rows = read_toml(DATA / "calendar.toml")["holiday"]
    this_year = today.year if today.month >= 4 else today.year - 1
    return tuple(
        LongHoliday(year, row["name"], _day(year, row["first"]), _day(year, row["last"]))
        for year in (this_year, this_year + 1)
        for row in rows
    )


def as_calendar(holidays: tuple[LongHoliday, ...]) -> SchoolCalendar:
    return SchoolCalendar(tuple((holiday.first, holiday.last) for holiday in holidays))


def _day(fiscal_year: int, month_day: str) -> date:
    month = int(month_day[:2])
    return date.fromisoformat(f"{fiscal_year + (month < 4)}-{month_day}")
