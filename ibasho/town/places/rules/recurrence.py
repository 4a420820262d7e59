"""Opening rules as RFC 5545 recurrences, for those who read HSDS schedules. Only what can be said exactly is said.

Japanese holidays, 長期休業 and months have no place in an HSDS schedule: such a rule gives None and is told in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ibasho.town.places.rules.opening import HolidayRule, Opening, Pattern, Season

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`freq` is WEEKLY or MONTHLY; the texts are as in an RRULE (`TU,TH`, `2FR,4FR`, `5,20`).

    `starts_on` is an occurrence and the first one said by this recurrence; None where the rule has no beginning.
    A single day is a weekly recurrence with `count` 1.
    """

    freq: str
    interval: int = 1
    byday: str = ""
    bymonthday: str = ""
    starts_on: date | None = None
    count: int | None = None

    @property
    def rrule(self) -> str:
        """`FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=SA`."""
        parts = [
            f"FREQ={self.freq}",
            f"INTERVAL={self.interval}" if self.interval > 1 else "",
            f"COUNT={self.count}" if self.count else "",
            "WKST=MO",
            f"BYDAY={self.byday}" if self.byday else "",
            f"BYMONTHDAY={self.bymonthday}" if self.bymonthday else "",
        ]
        return ";".join(part for part in parts if part)


def recurrences(rule: Opening) -> tuple[Recurrence, ...] | None:
    """None where no recurrence says the same days as the rule. Single dates give one recurrence each."""
    if rule.pattern is Pattern.DATES:
        return tuple(Recurrence("WEEKLY", starts_on=day, count=1) for day in rule.dates)
    plain = rule.season is Season.ALWAYS and rule.holiday is HolidayRule.AS_USUAL
    if not plain or (rule.months and len(rule.months) < 12):
        return None
    return _of_pattern(rule)


def _of_pattern(rule: Opening) -> tuple[Recurrence, ...] | None:
    days = [WEEKDAYS[day] for day in sorted(rule.weekdays)]
    if rule.pattern is Pattern.WEEKLY:
        return (Recurrence("WEEKLY", byday=",".join(days)),)
    if rule.pattern is Pattern.FORTNIGHTLY and rule.anchor:
        return (Recurrence("WEEKLY", 2, ",".join(days), starts_on=_first(rule, rule.anchor)),)
    if rule.pattern is Pattern.MONTHLY_NTH:
        return (Recurrence("MONTHLY", byday=",".join(f"{n}{day}" for day in days for n in rule.nth)),)
    if rule.pattern is Pattern.MONTHLY_DAY:
        return (Recurrence("MONTHLY", bymonthday=",".join(map(str, rule.days_of_month))),)
    return None


def _first(rule: Opening, anchor: date) -> date:
    """The first day of the fortnight's rhythm on or behind `valid_from`; without one, in the anchor's own week."""
    monday = anchor - timedelta(days=anchor.weekday())
    days = [monday + timedelta(days=weekday) for weekday in sorted(rule.weekdays)]
    if rule.valid_from is None:
        return days[0]
    turns = [day + timedelta(days=-((day - rule.valid_from).days // 14) * 14) for day in days]
    return min(turns)
