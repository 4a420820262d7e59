"""What became of voices in a 年度: decided, and how long it took. Decisions are public; nobody who spoke stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from statistics import median

from django.conf import settings
from django.db.models import Min, QuerySet

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.voices.models import Decision, Hearing
from ibasho.rooms.voices.rules.kinds import Verdict

BOOK = "こどもの声への 答え"
REFLECTED = (Verdict.REFLECT, Verdict.PARTLY)


def reflected(span: Span) -> Fact:
    """Of the themes whose last decision of the span is more than 検討中, how many are reflected wholly or in part, in percent.
    A later 年度 may decide otherwise; this one stays."""
    rows = _decisions(span.last).filter(decided_on__gte=span.first).order_by("decided_on", "pk")
    last = dict(rows.values_list("theme", "verdict"))
    final = [verdict for verdict in last.values() if verdict != Verdict.CONSIDERING]
    share = round(100 * sum(one in REFLECTED for one in final) / len(final), 1) if final else None
    what = "決めた テーマの うち、反映する・一部 反映する"
    return _fact(share, "%", what, "reflected", span, len(final))


def answered_days(span: Span) -> Fact:
    """The middle wait from a theme's oldest voice to its first answer that is more than 検討中, of first answers inside the span."""
    rows = _decisions(span.last).exclude(verdict=Verdict.CONSIDERING).order_by()
    first = rows.values_list("theme", "theme__since_on").annotate(on=Min("decided_on"))
    waits = [(on - since).days for _theme, since, on in first if on >= span.first]
    value = median(waits) if waits else None
    return _fact(
        value, "日", "いちばん古い声から 答えるまでの日数（中央値）", "answered_days", span, len(waits)
    )


def _decisions(until: date) -> QuerySet[Decision]:
    """Of themes that stand, in hearings everybody knows of."""
    rows = Decision.objects.filter(theme__dropped_on__isnull=True, decided_on__lte=until)
    return rows.exclude(theme__hearing__state=Hearing.State.DRAFT)


def _fact(value: float | None, unit: str, what: str, query: str, span: Span, n: int) -> Fact:
    few = 0 < n < settings.SMALL_NUMBER_MIN
    return Fact(
        value=value, unit=unit, source=f"{BOOK}: {what}（{span.words}）", as_of=span.last, query=f"{__name__}.{query}", n=n,
        marks=frozenset({Mark.ROUGH} if few else ()), audience=Audience.PUBLIC,
    )  # fmt: skip


YEAR: dict[str, Callable[[Span], Fact]] = {"reflected": reflected, "answered_days": answered_days}
