"""Numbers of papers and their openings that can be defended: never who, never how many children."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Min

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.bulletin.models import QrOpens
from ibasho.rooms.bulletin.queries import reach

BOOK = "紙と QR"


def qr_opens(today: date) -> Fact:
    """Openings in the running 年度, as the table tells them: where a part is 1～4, at least so many."""
    found = reach.opened(years.nendo(today), today).last.total
    marks = {Mark.AT_LEAST} if found.exact is None else set()
    return _fact(found.low, "回", "QRが ひらかれた 回数（人数では ない）", "qr_opens", today, marks=marks)


def schools_reached(today: date) -> Fact:
    """Schools that answered in the running 年度; what was only handed over is not counted."""
    said, every = reach.schools_answered(years.nendo(today))
    return _fact(
        said,
        "校",
        "くばりものを うけとったと 返事の あった 学校",
        "schools_reached",
        today,
        n=every,
        public=True,
    )


def blank_districts(today: date) -> Fact:
    """小学校区 for which nothing was printed or handed out in the running 年度."""
    found = [one for one in reach.blank(years.nendo(today), today) if one.what == "小学校区"]
    return _fact(len(found), "校区", "紙が まだ 出ていない 小学校区", "blank_districts", today)


def qr_opened(span: Span) -> Fact:
    """Openings inside the span, as the table tells them: a part of 1～4 is not told, so there are at least so many. Nothing is
    known of a span that was over before the first opening was counted, or after its numbers were forgotten."""
    if span.precedes(QrOpens.objects.aggregate(first=Min("day"))["first"]):
        return _fact(None, "回", "QRが ひらかれた 回数（人数では ない）", "qr_opened", span.last, public=True)
    found = reach.opened(span.nendo, span.last, since=span.first).last.total
    marks = {Mark.AT_LEAST} if found.exact is None else set()
    return _fact(
        found.low,
        "回",
        "QRが ひらかれた 回数（人数では ない）",
        "qr_opened",
        span.last,
        marks=marks,
        public=True,
    )


def _fact(
    value: int | None, unit: str, what: str, name: str, today: date, *, n: int | None = None,
    marks: set[Mark] | None = None, public: bool = False,
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{years.label(years.nendo(today))}）", as_of=today, n=n,
        query=f"{__name__}.{name}", marks=frozenset(marks or ()),
        audience=Audience.PUBLIC if public else Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "qr_opens": qr_opens, "schools_reached": schools_reached, "blank_districts": blank_districts,
}  # fmt: skip
YEAR: dict[str, Callable[[Span], Fact]] = {"qr_opened": qr_opened}
