"""What groups say troubles them, counted from the year's 実態把握 (E1): of groups, never of a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.db.models import Count, Min, Q, QuerySet

from ibasho.base.kernel import nendo
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Mark, Span, shielded
from ibasho.rooms.network.models import Sheet, SheetIssue
from ibasho.rooms.network.queries.sheets import NOT_ASKED, to_hear
from ibasho.rooms.network.rules.kinds import Issue

BOOK = "実態把握シート（訪問・電話で 団体に きいたこと）"
GROUPS_MIN = 3  # of fewer groups everybody would know which one has the trouble


def groups_heard(today: date) -> Fact:
    """Groups heard this 年度, of all that are to be heard: an ended group and the 社協 are in neither."""
    year = nendo.nendo(today)
    return _fact(_heard(year), "年度内に きいた 団体", "groups_heard", today, n=to_hear(year).count())


def issue(today: date, *, code: Issue) -> Fact:
    """Groups that named it this 年度, of those heard. Nobody heard: not known."""
    year = nendo.nendo(today)
    heard = _heard(year)
    rows = SheetIssue.objects.filter(
        sheet__nendo=year, code=code.value, sheet__organisation__in=to_hear(year)
    )
    named = rows.values("sheet__organisation").distinct().count() if heard else None
    return _fact(named, f"課題「{code.label}」を あげた 団体", "issue", today, n=heard)


def groups_heard_year(span: Span) -> Fact:
    """Groups heard inside the span, those that ended since among them, so that a past 年度 stays what it was."""
    told = _sheets().aggregate(
        heard=Count("organisation", filter=Q(on__range=(span.first, span.last)), distinct=True),
        first=Min("on"),
    )
    value = None if span.precedes(told["first"]) else told["heard"]
    return _told(value, f"{BOOK}：きいた 団体", "groups_heard_year", span)


def issues(span: Span) -> FactTable:
    """課題 by how many groups named them inside the span, of those heard; what most named first. Hidden as long as fewer
    than `GROUPS_MIN` groups were heard. Two statements."""
    inside = _sheets().filter(on__range=(span.first, span.last))
    heard = inside.values("organisation").distinct().count()
    rows = SheetIssue.objects.filter(sheet__in=inside).order_by()
    named = dict(rows.values_list("code").annotate(Count("sheet__organisation", distinct=True)))
    order = sorted(Issue, key=lambda one: -named.get(one.value, 0)) if heard >= GROUPS_MIN else list(Issue)
    return FactTable(
        title="団体が あげた 課題", columns=("あげた 団体",), source=f"{BOOK}（{span.words}、きいた 団体 {heard}）", as_of=span.last,
        rows=tuple(FactRow(one.label, (_named(named.get(one.value, 0), one, heard, span),)) for one in order),
        query=f"{__name__}.issues", audience=Audience.PUBLIC,
    )  # fmt: skip


def _named(count: int, one: Issue, heard: int, span: Span) -> Fact:
    what = f"{BOOK}：課題「{one.label}」を あげた 団体"
    return shielded(
        _told(count if heard else None, what, "issues", span, n=heard, marks=frozenset({Mark.SELF_REPORTED})),
        minimum=GROUPS_MIN, heads=heard,
    )  # fmt: skip


def _told(
    value: int | None, what: str, name: str, span: Span, *, n: int | None = None, marks: frozenset[Mark] = frozenset()
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit="団体", source=f"{what}（{span.words}）", n=n, as_of=span.last, marks=marks,
        query=f"{__name__}.{name}", audience=Audience.PUBLIC,
    )  # fmt: skip


def _sheets() -> QuerySet[Sheet]:
    """Of everybody who is asked: the 社協 asks with the city."""
    return Sheet.objects.exclude(organisation__kind__in=NOT_ASKED)


def _heard(year: int) -> int:
    rows = Sheet.objects.filter(nendo=year, organisation__in=to_hear(year))
    return rows.values("organisation").distinct().count()


def _fact(value: int | None, what: str, name: str, today: date, *, n: int) -> Fact:
    """Until everybody was heard it is of some alone."""
    year = nendo.nendo(today)
    whole = _heard(year) >= to_hear(year).count()
    return Fact(
        value=value, unit="団体", source=f"{nendo.label(year)} {BOOK}：{what}", n=n, as_of=today,
        marks=frozenset({Mark.SELF_REPORTED} if whole else {Mark.SELF_REPORTED, Mark.PARTIAL}), audience=Audience.DESK,
        query=f"{__name__}.{name}",
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "groups_heard": groups_heard,
    **{f"issue_{one.value}": partial(issue, code=one) for one in Issue},
}
YEAR: dict[str, Callable[[Span], Fact]] = {"groups_heard_year": groups_heard_year}
TABLES: dict[str, Callable[[Span], FactTable]] = {"issues": issues}
