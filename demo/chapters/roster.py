"""見守りの名簿: who helps at ミホショク, when they come in a usual week, and how last month went."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from demo.days import WEEKDAYS, in_days
from demo.sources import DATA, read_toml
from ibasho.base.kernel.holidays import is_holiday

DAY = timedelta(days=1)
THURSDAY, FRIDAY = 3, 4


@dataclass(frozen=True, slots=True)
class Wish:
    """So many each `weekday` (0 = Monday) in one of the two turns of a day."""

    turn: str
    weekday: int
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """`turns` are (turn, weekday) of a usual week."""

    code: str
    name: str
    call_name: str
    age_band: str
    pay_kind: str
    email: str = ""
    subjects: tuple[str, ...] = ()
    side_job_until: date | None = None
    turns: tuple[tuple[str, int], ...] = ()
    not_this_thursday: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """`hours` by turn; `hole` is the Thursday that lacks one; `month` the first day of the month that is closed."""

    place: str
    yen_per_hour: int
    weeks_ahead: int
    begun_on: date
    switched_on: date
    hours: dict[str, tuple[time, time]]
    wishes: tuple[Wish, ...]
    helpers: tuple[Helper, ...]
    vacancy: dict[str, Any]
    applicants: tuple[dict[str, Any], ...]
    hole: date
    month: date
    today: date

    def worked(self) -> Iterator[date]:
        """The working days of the closed month."""
        day = self.month
        while day.month == self.month.month:
            if day.weekday() <= FRIDAY and not is_holiday(day):
                yield day
            day += DAY


def build(today: date) -> Roster:
    told = read_toml(DATA / "roster.toml")
    hours = {turn: _hours(told[turn]) for turn in ("early", "late")}
    return Roster(
        place=told["place"], yen_per_hour=told["yen_per_hour"], weeks_ahead=told["weeks_ahead"],
        begun_on=today + told["begun_in"] * DAY, switched_on=today + told["switched_in"] * DAY, hours=hours,
        wishes=tuple(wish for row in told["wish"] for wish in _wishes(row)),
        helpers=tuple(_helper(row, today) for row in told["helper"]), vacancy=told["vacancy"],
        applicants=tuple(told["applicant"]), hole=_next_thursday(today),
        month=(today.replace(day=1) - DAY).replace(day=1), today=today,
    )  # fmt: skip


def _hours(words: list[str]) -> tuple[time, time]:
    return time.fromisoformat(words[0]), time.fromisoformat(words[1])


def _wishes(row: dict[str, Any]) -> Iterator[Wish]:
    for letter in row["days"]:
        yield Wish(row["turn"], WEEKDAYS.index(letter), row["wanted"])


def _helper(row: dict[str, Any], today: date) -> Helper:
    turns = [(turn, WEEKDAYS.index(letter)) for turn in ("early", "late") for letter in row.get(turn, "")]
    plain = {key: row[key] for key in row if key not in ("early", "late", "side_job_in", "subjects")}
    return Helper(
        **plain, subjects=tuple(row.get("subjects", ())), turns=tuple(turns),
        side_job_until=in_days(today, row.get("side_job_in")),
    )  # fmt: skip


def _next_thursday(today: date) -> date:
    """Never today: a hole of today would be おやすみ already."""
    return today + ((THURSDAY - today.weekday() - 1) % 7 + 1) * DAY
