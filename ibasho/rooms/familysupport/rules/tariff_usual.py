"""Usual afternoons, priced by two tariffs beside each other: what a change means for a family. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from ibasho.base.kernel import clock
from ibasho.base.kernel.holidays import is_holiday
from ibasho.rooms.familysupport.rules.kinds import Content
from ibasho.rooms.familysupport.rules.tariff import Body, Priced, price


@dataclass(frozen=True, slots=True)
class Usual:
    """A stretch of an ordinary week: 0 = Monday, minutes of the day."""

    words: str
    weekday: int
    starts: int
    ends: int
    children: int = 1
    content: Content = Content.AFTER_SCHOOL


USUAL = (
    Usual("水曜 放課後 15:00〜17:00、こども 1人", 2, 900, 1_020),
    Usual("水曜 放課後 15:00〜17:00、きょうだい 2人", 2, 900, 1_020, children=2),
    Usual("木曜 園の おむかえ 17:30〜18:15、こども 1人", 3, 1_050, 1_095, content=Content.NURSERY_WAY),
    Usual("金曜 夕方 18:00〜20:00、こども 1人", 4, 1_080, 1_200, content=Content.EARLY_LATE),
    Usual("土曜 保護者の用事 9:00〜12:00、こども 1人", 5, 540, 720, content=Content.OUTING),
    Usual("火曜 病後の 預かり 9:00〜15:00、こども 1人", 1, 540, 900, content=Content.SICK_CHILD),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """`before` None: no fees held until now."""

    usual: Usual
    before: Priced | None
    after: Priced

    @property
    def user_more(self) -> int:
        return self.after.user_yen - (self.before.user_yen if self.before else 0)

    @property
    def provider_more(self) -> int:
        return self.after.provider_yen - (self.before.provider_yen if self.before else 0)


def compared(before: Body | None, after: Body, day: date) -> list[Compared]:
    """In the first ordinary week (no 祝日) from `day` on."""
    monday = _ordinary_week(day)
    return [
        Compared(one, _priced(before, one, monday) if before else None, _priced(after, one, monday))
        for one in USUAL
    ]


def _priced(body: Body, usual: Usual, monday: date) -> Priced:
    day = clock.at(monday + timedelta(days=usual.weekday), time())
    return price(
        body, starts=day + timedelta(minutes=usual.starts), ends=day + timedelta(minutes=usual.ends),
        children=usual.children, content=usual.content,
    )  # fmt: skip


def _ordinary_week(day: date) -> date:
    """New year's days are no week to compare."""
    monday = day + timedelta(days=-day.weekday() % 7)
    while any(
        is_holiday(monday + timedelta(days=n)) or _is_new_year(monday + timedelta(days=n)) for n in range(7)
    ):
        monday += timedelta(days=7)
    return monday


def _is_new_year(day: date) -> bool:
    return (day.month, day.day) >= (12, 28) or (day.month, day.day) <= (1, 4)
