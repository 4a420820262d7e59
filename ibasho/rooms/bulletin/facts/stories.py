"""Stories shown: of the month, and of each 小学校区."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time

from django.db.models import Count

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact
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


def _between(since: datetime, until: datetime) -> list[int]:
    rows = stories.shown().filter(shown_at__gte=since, shown_at__lt=until)
    return list(rows.values_list("pk", flat=True))


def _fact(value: int, unit: str, what: str, query: str, today: date) -> Fact:
    return Fact(
        value=value, unit=unit, source=f"知らせる（この システムの 記録）: {what}", as_of=today,
        query=f"{__name__}.{query}", audience=Audience.PUBLIC,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "stories_this_month": stories_this_month,
    "stories_districts": stories_districts,
}
