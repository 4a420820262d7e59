"""Who helps, and for how long: numbers of people and hours, nobody by name, no score on anybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet, Sum

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded, shielded_each
from ibasho.rooms.roster.facts.made import LOOKED_DAYS, fact
from ibasho.rooms.roster.models import Attendance, Helper
from ibasho.rooms.roster.rules.kinds import AgeBand, HelperState, PayKind
from ibasho.town.places.queries.published import ever_open_to_all

_PLACE = "taken__shift__roster__place"


def helpers_registered(today: date) -> Fact:
    found = _registered(today).count()
    return fact(found, "人", "登録している 手伝う人", f"{__name__}.helpers_registered", today)


def helpers_older(today: date) -> Fact:
    """Those registered who said that they are 65 or older. Nobody has to say more than 「18歳以上」: 最低でも while somebody
    said no more."""
    found = _registered(today).aggregate(
        older=Count("pk", filter=Q(age_band=AgeBand.FROM_65)),
        unsaid=Count("pk", filter=Q(age_band=AgeBand.ADULT)),
    )
    told = fact(
        found["older"], "人", "登録している 手伝う人のうち、65歳以上と 書いた人（書かなくても よい）",
        f"{__name__}.helpers_older", today, marks=frozenset({Mark.AT_LEAST} if found["unsaid"] else set()),
        audience=Audience.PUBLIC,
    )  # fmt: skip
    return shielded(told, minimum=settings.SMALL_NUMBER_MIN)


def hours_worked(today: date) -> Fact:
    """Approved hours of the last four weeks, all kinds of helpers."""
    found = _summed(_lately(today))
    what = "この4週間に みとめた 見守りの時間"
    return fact(found.hours, "時間", what, f"{__name__}.hours_worked", today, n=found.turns)


def hours_unpaid(today: date) -> Fact:
    """Of them, those of volunteers who get nothing for it."""
    found = _summed(_lately(today).filter(taken__helper__pay_kind=PayKind.UNPAID))
    what = "この4週間の うち 無償ボランティアの時間"
    return fact(found.hours, "時間", what, f"{__name__}.hours_unpaid", today, n=found.turns)


def hours(span: Span) -> Fact:
    """Approved hours that helpers came in the days of the span, by the JST day they came on; hidden while few people stand
    behind them. None before any were approved."""
    found = _summed(_of_span(span))
    known = found.turns or _approved().filter(came_at__lt=clock.day_bounds(span.last)[1]).exists()
    told = _hours(found if known else None, span, f"{__name__}.hours")
    return shielded(told, minimum=settings.SMALL_NUMBER_MIN, heads=found.people)


def hours_by_place(span: Span) -> Mapping[int, Fact]:
    """The same of each place. What few people worked is hidden, and so many places more that the sum of all does not tell
    which it was."""
    rows = _of_span(span).values(_PLACE).annotate(**_SUMS).order_by()
    found = {row[_PLACE]: _worked(row) for row in rows}
    query = f"{__name__}.hours_by_place"
    return shielded_each(
        {place: _hours(one, span, query) for place, one in found.items()}, minimum=settings.SMALL_NUMBER_MIN,
        heads={place: one.people for place, one in found.items()},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Worked:
    """Hours of `turns` of `people`, each counted once."""

    hours: float
    turns: int
    people: int


_SUMS = {
    "span": Sum(F("left_at") - F("came_at")),
    "breaks": Sum("break_minutes"),
    "turns": Count("pk"),
    "people": Count("taken__helper", distinct=True),
}


def _summed(rows: QuerySet[Attendance]) -> _Worked:
    return _worked(rows.aggregate(**_SUMS))


def _worked(row: Mapping[str, Any]) -> _Worked:
    worked = (row["span"] or timedelta()) - timedelta(minutes=row["breaks"] or 0)
    return _Worked(round(worked.total_seconds() / 3600, 1), row["turns"], row["people"])


def _hours(found: _Worked | None, span: Span, query: str) -> Fact:
    what = f"みとめられた 見守りの時間（{span.words}）"
    if found is None:
        return fact(None, "時間", what, query, span.last, audience=Audience.PUBLIC)
    return fact(found.hours, "時間", what, query, span.last, audience=Audience.PUBLIC)


def _registered(today: date) -> QuerySet[Helper]:
    return Helper.objects.filter(state=HelperState.REGISTERED, registered_on__lte=today)


def _approved() -> QuerySet[Attendance]:
    return Attendance.objects.filter(approved_at__isnull=False)


def _lately(today: date) -> QuerySet[Attendance]:
    since = clock.at(today - timedelta(days=LOOKED_DAYS), datetime.min.time())
    return _approved().filter(came_at__gte=since, came_at__lt=clock.at(today, datetime.min.time()))


def _of_span(span: Span) -> QuerySet[Attendance]:
    """At places for everybody, those that have ended too."""
    begin, end = clock.day_bounds(span.first)[0], clock.day_bounds(span.last)[1]
    return _approved().filter(came_at__gte=begin, came_at__lt=end, **{f"{_PLACE}__in": ever_open_to_all()})


FACTS: dict[str, Callable[[date], Fact]] = {
    "helpers_registered": helpers_registered,
    "helpers_older": helpers_older,
    "hours_worked": hours_worked,
    "hours_unpaid": hours_unpaid,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"hours": hours}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"hours": hours_by_place}
