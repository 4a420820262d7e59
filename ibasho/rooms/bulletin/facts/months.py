"""What was told month by month: stories shown, notices sent, papers opened. Never who."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.rooms.bulletin.queries import notice_figures, reach, stories
from ibasho.town.places.rules.calendar import Month


def by_month(span: Span) -> FactTable:
    """One row for each month of the span; five statements. Openings of 1～4 of one paper are told as at least one."""
    since, until = clock.day_bounds(span.first)[0], clock.day_bounds(span.last)[1]
    at = stories.shown().filter(shown_at__gte=since, shown_at__lt=until).values_list("shown_at", flat=True)
    told = Counter(Month.of(clock.day(one)) for one in at if one)
    sent = {Month.of(one.first): one.sent for one in notice_figures.by_month(span.nendo)}
    opened = reach.opened(span.nendo, span.last, since=span.first)
    rows = []
    for month, times in zip(opened.months, opened.last.cells, strict=True):
        marks = frozenset({Mark.AT_LEAST} if times.exact is None else ())
        cells = (
            _fact(told[month], "件", "公開した 活動だより", span),
            _fact(sent.get(month, 0), "件", "送った おしらせ", span),
            _fact(times.low, "回", "QRが ひらかれた 回数（人数では ない）", span, marks),
        )
        rows.append(FactRow(f"{month.first.month}月", cells))
    return FactTable(
        title="知らせたこと", columns=("活動だより", "送った おしらせ", "QRが ひらかれた回数"), rows=tuple(rows),
        source=f"知らせる（この システムの 記録）（{span.words}）", as_of=span.last, query=f"{__name__}.by_month",
        audience=Audience.PUBLIC,
    )  # fmt: skip


def _fact(value: int, unit: str, what: str, span: Span, marks: frozenset[Mark] = frozenset()) -> Fact:
    return Fact(
        value=value, unit=unit, source=f"知らせる（この システムの 記録）: {what}（{span.words}）", as_of=span.last, marks=marks,
        query=f"{__name__}.by_month", audience=Audience.PUBLIC,
    )  # fmt: skip


TABLES: dict[str, Callable[[Span], FactTable]] = {"by_month": by_month}
