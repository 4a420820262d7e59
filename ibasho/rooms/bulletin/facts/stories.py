"""Stories shown: of the month, and of each 小学校区."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.db.models import Count, Min, Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.rooms.bulletin.models import Story
from ibasho.rooms.bulletin.queries import stories
from ibasho.town.places.rules.calendar import Month


def stories_this_month(today: date) -> Fact:
    """Those shown since the first of the month and still there. What was withdrawn does not count."""
    since = clock.at(Month.of(today).first, time())
    until = clock.at(Month.of(today).plus(1).first, time())
    count = Story.objects.filter(pk__in=_between(since, until)).count()
    return _fact(count, "件", "今月 のせた 活動だより", "stories_this_month", today)


def stories_districts(today: date) -> Fact:
    """小学校区 from which something was told this month."""
    since = clock.at(Month.of(today).first, time())
    until = clock.at(Month.of(today).plus(1).first, time())
    return _fact(
        len(by_district(since, until)),
        "校区",
        "今月 活動だよりの あった 小学校区",
        "stories_districts",
        today,
    )


def by_district(since: datetime, until: datetime) -> dict[str, int]:
    """小学校区 → how many of its places' stories were shown, `until` not included. Without a district: not in it."""
    rows = Story.objects.filter(pk__in=_between(since, until)).exclude(place__district_code="")
    counted = rows.filter(place__isnull=False).values_list("place__district_code").annotate(count=Count("pk"))
    return dict(counted.order_by("place__district_code"))


def stories_shown(span: Span) -> Fact:
    """Shown inside the span and still there."""
    since, until = _moments(span)
    inside = Q(shown_at__gte=since, shown_at__lt=until)
    told = stories.shown().aggregate(shown=Count("pk", filter=inside), first=Min("shown_at"))
    known = told["first"] is None or not span.precedes(clock.day(told["first"]))
    return _in_year(told["shown"] if known else None, span)


def stories_by_place(span: Span) -> dict[int, Fact]:
    """The same of each place that had one; one statement."""
    since, until = _moments(span)
    rows = stories.shown().filter(shown_at__gte=since, shown_at__lt=until, place__isnull=False)
    counted = rows.order_by().values_list("place").annotate(count=Count("pk"))
    return {place: _in_year(count, span) for place, count in counted}


def _in_year(value: int | None, span: Span) -> Fact:
    return _fact(value, "件", f"公開した 活動だより（{span.words}）", "stories_shown", span.last)


def _moments(span: Span) -> tuple[datetime, datetime]:
    return clock.day_bounds(span.first)[0], clock.day_bounds(span.last)[1]


def _between(since: datetime, until: datetime) -> list[int]:
    rows = stories.shown().filter(shown_at__gte=since, shown_at__lt=until)
    return list(rows.values_list("pk", flat=True))


def _fact(value: int | None, unit: str, what: str, query: str, today: date) -> Fact:
    return Fact(
        value=value, unit=unit, source=f"知らせる（この システムの 記録）: {what}", as_of=today,
        query=f"{__name__}.{query}", audience=Audience.PUBLIC,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "stories_this_month": stories_this_month,
    "stories_districts": stories_districts,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"stories_shown": stories_shown}
BY_PLACE: dict[str, Callable[[Span], dict[int, Fact]]] = {"stories_shown": stories_by_place}
