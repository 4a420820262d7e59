"""Numbers of start-ups and of what was handed on that can be defended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db.models import Count, Min, Q

from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.rooms.network.models import HandingOn, StartUp
from ibasho.rooms.network.queries import starting as queries
from ibasho.rooms.network.rules.kinds import StartState


def startups_asked(today: date) -> Fact:
    """Every wish to start that reached the city or the CSW."""
    return _fact(StartUp.objects.count(), "件", "立ち上げの 相談", "startups_asked", today, public=True)


def startups_opened(today: date) -> Fact:
    opened = StartUp.objects.filter(state=StartState.OPENED.value).count()
    return _fact(
        opened, "か所", "立ち上げの 相談から ひらいた 居場所", "startups_opened", today,
        n=StartUp.objects.count(), public=True,
    )  # fmt: skip


def startup_days_median(today: date) -> Fact:
    """From the first word to the first session."""
    rows = StartUp.objects.filter(state=StartState.OPENED.value, first_on__isnull=False)
    days = queries.days_to_open(rows)
    what = "相談から 最初の1回までの 日数（中央値）"
    return _fact(queries.middle(days), "日", what, "startup_days_median", today, n=len(days))


def startup_slowest_step(today: date) -> Fact:
    """The name of the step that takes the most days in the middle of all."""
    known = [one for one in queries.stalls(today) if one.median_days is not None]
    slowest = max(known, key=lambda one: one.median_days or 0, default=None)
    what = "立ち上げで いちばん 日数の かかる段（中央値）"
    value = slowest.code.label if slowest else None
    return _fact(value, "", what, "startup_slowest_step", today, n=slowest.done if slowest else None)


def handed_on(today: date) -> Fact:
    """E2: places to which a way of working was handed over."""
    places = HandingOn.objects.values("to_place").distinct().count()
    return _fact(places, "か所", "やり方を ひきわたした 地域・企業の 居場所", "handed_on", today, public=True)


def opened_in(span: Span) -> Fact:
    """Start-ups whose first session was held inside the span."""
    told = StartUp.objects.aggregate(
        opened=Count("pk", filter=Q(state=StartState.OPENED.value, first_on__range=(span.first, span.last))),
        first=Min("asked_at"),
    )
    value = None if told["first"] and span.precedes(clock.day(told["first"])) else told["opened"]
    what = f"「最初の1回」を ひらいた 立ち上げ（{span.words}）"
    return _fact(value, "か所", what, "opened_in", span.last, public=True)


def handed_on_in(span: Span) -> Fact:
    """Places to which a way of working was handed over inside the span; once, however often."""
    inside = Q(handed_on__range=(span.first, span.last))
    told = HandingOn.objects.aggregate(
        places=Count("to_place", filter=inside, distinct=True), first=Min("handed_on")
    )
    value = None if span.precedes(told["first"]) else told["places"]
    what = f"やり方を ひきわたした 先（{span.words}）"
    return _fact(value, "か所", what, "handed_on_in", span.last, public=True)


def _fact(
    value: float | str | None, unit: str, what: str, query: str, today: date, *, n: int | None = None,
    public: bool = False,
) -> Fact:  # fmt: skip
    return Fact(
        value=value, unit=unit, source=f"つながり（この システムの 記録）: {what}", as_of=today,
        query=f"{__name__}.{query}", n=n, audience=Audience.PUBLIC if public else Audience.DESK,
    )  # fmt: skip


FACTS: dict[str, Callable[[date], Fact]] = {
    "startups_asked": startups_asked,
    "startups_opened": startups_opened,
    "startup_days_median": startup_days_median,
    "startup_slowest_step": startup_slowest_step,
    "handed_on": handed_on,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"startups_opened": opened_in, "handed_on": handed_on_in}
