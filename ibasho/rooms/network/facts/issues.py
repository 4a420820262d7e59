"""What groups say troubles them, counted from the year's 実態把握 (E1): of groups, never of a child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from ibasho.base.kernel import nendo
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.rooms.network.models import Sheet, SheetIssue
from ibasho.rooms.network.queries.sheets import to_hear
from ibasho.rooms.network.rules.kinds import Issue

BOOK = "実態把握シート（訪問・電話で 団体に きいたこと）"


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
