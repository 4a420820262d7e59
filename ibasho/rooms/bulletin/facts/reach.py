"""Numbers of papers and their openings that can be defended: never who, never how many children."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.bulletin.queries import reach

BOOK = "紙と QR"


def qr_opens(today: date) -> Fact:
    """Openings in the running 年度, as the table tells them: where a part is 1～4, at least so many."""
    found = reach.opened(years.nendo(today), today).last.total
    marks = {Mark.AT_LEAST} if found.exact is None else set()
    return _fact(found.low, "回", "QRが ひらかれた 回数（人数では ない）", "qr_opens", today, marks=marks)


def schools_reached(today: date) -> Fact:
    came, every = reach.schools_reached(years.nendo(today))
    return _fact(came, "校", "くばりものが とどいた 学校", "schools_reached", today, n=every)


def blank_districts(today: date) -> Fact:
    """小学校区 for which nothing was printed or handed out in the running 年度."""
    found = [one for one in reach.blank(years.nendo(today), today) if one.what == "小学校区"]
    return _fact(len(found), "校区", "紙が まだ 出ていない 小学校区", "blank_districts", today)


def _fact(
    value: int, unit: str, what: str, name: str, today: date, *, n: int | None = None, marks: set[Mark] | None = None
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{years.label(years.nendo(today))}）", as_of=today, n=n,
        query=f"{__name__}.{name}", marks=frozenset(marks or ()), audience=Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "qr_opens": qr_opens, "schools_reached": schools_reached, "blank_districts": blank_districts,
}  # fmt: skip
