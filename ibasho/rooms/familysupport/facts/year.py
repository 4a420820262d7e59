"""A 年度 of family support as everybody may read it: of the whole centre, never of a family or a provider, and hidden where it
rests on few, with all from which that could be worked out (rules.statistics.seen, rules.unmet.lines)."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.db.models import Max, Min

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span
from ibasho.rooms.familysupport.models import Visit
from ibasho.rooms.familysupport.queries import centre as centres
from ibasho.rooms.familysupport.queries import statistics
from ibasho.rooms.familysupport.queries import unmet as unmet_queries
from ibasho.rooms.familysupport.rules import statistics as rules
from ibasho.rooms.familysupport.rules import unmet as hiding
from ibasho.rooms.familysupport.rules.requests import KEPT_YEARS
from ibasho.rooms.familysupport.rules.statistics import Shown

BOOK = "ファミリーサポートの記録"


def served(span: Span) -> Fact:
    """Of the visits asked for whose time has come, for how many somebody was found, in percent."""
    return _of_year("served_share", "たのまれた回のうち 提供会員が きまった割合", "served", span)


def unmet(span: Span) -> Fact:
    """Visits whose day passed without anybody being found."""
    return _of_year("unmet", "提供会員が 見つからなかった回", "unmet", span)


def hours_helped(span: Span) -> Fact:
    """As reported, from the beginning to the end of each activity."""
    return _of_year("hours", "終わった活動の 時間の合計", "hours_helped", span)


def _of_year(code: str, what: str, query: str, span: Span) -> Fact:
    """None where there was no centre yet, or nothing was asked for before the span was over. Requests go five years after
    their 年度, those of a request that went on longer later: of such a year only a part is left."""
    centre = centres.centre()
    days = Visit.objects.aggregate(first=Min("day"), last=Max("day"))
    if centre is None or span.precedes(days["first"]):
        return _fact(None, "", what, query, span)
    figures = statistics.help_given(centre, statistics.Span(span.first, span.last))
    found = next(one for one in rules.seen(figures, settings.SMALL_NUMBER_MIN) if one.code == code)
    hidden = found.is_hidden(settings.SMALL_NUMBER_MIN)
    gone = days["last"] is not None and years.nendo(days["last"]) - KEPT_YEARS > span.nendo
    marks = ({Mark.SUPPRESSED} if hidden else set()) | ({Mark.PARTIAL} if gone else set())
    value = None if hidden else found.value
    return _fact(value, found.unit, what, query, span, n=found.of, marks=frozenset(marks))


def by_month(span: Span) -> FactTable:
    """Visits of each month that somebody came for, that nobody was found for, and both; below them the sums. Six statements."""
    centre = centres.centre()
    found = unmet_queries.unmet(centre, span.first, span.last).months if centre else ()
    shown = hiding.lines([(one.served, one.unmet) for one in found], settings.SMALL_NUMBER_MIN)
    names = [one.name for one in found] + (["合計"] if len(found) > 1 else [])
    rows = [FactRow(name, _cells(line, span)) for name, line in zip(names, shown, strict=False)]
    return FactTable(
        title="ファミサポの 依頼", columns=("こたえた回", "こたえられなかった回", "あわせて"), rows=tuple(rows) if found else (),
        source=f"{BOOK}（{span.words}）", as_of=span.last, query=f"{__name__}.by_month", audience=Audience.PUBLIC,
    )  # fmt: skip


def _cells(line: list[Shown], span: Span) -> tuple[Fact, ...]:
    hidden = frozenset({Mark.SUPPRESSED})
    return tuple(
        _fact(cell, "回", "依頼の回", "by_month", span, marks=hidden if cell is rules.HIDDEN else frozenset())
        for cell in line
    )


def _fact(
    value: float | None, unit: str, what: str, query: str, span: Span, *, n: int | None = None,
    marks: frozenset[Mark] = frozenset(),
) -> Fact:  # fmt: skip
    few = n is not None and n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{span.words}）", as_of=span.last, query=f"{__name__}.{query}", n=n,
        marks=marks | ({Mark.ROUGH} if few else set()), audience=Audience.PUBLIC,
    )  # fmt: skip


YEAR: dict[str, Callable[[Span], Fact]] = {"served": served, "unmet": unmet, "hours_helped": hours_helped}
TABLES: dict[str, Callable[[Span], FactTable]] = {"by_month": by_month}
