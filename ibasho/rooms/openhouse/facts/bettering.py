"""What got better, and what nearly went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from django.conf import settings
from django.db.models import Count, Max, Q

from ibasho.base.journal.models import Entry
from ibasho.base.kernel import clock
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span, shielded
from ibasho.rooms.openhouse.facts.door import window
from ibasho.rooms.openhouse.facts.made import fact
from ibasho.rooms.openhouse.models import Improvement, Incident
from ibasho.rooms.openhouse.rules.keeping import incidents_kept_from
from ibasho.rooms.openhouse.rules.kinds import ImprovementState, IncidentKind
from ibasho.town.places.models import Place
from ibasho.town.places.queries.published import SEEN, ever_open_to_all


def near_misses_lately(today: date) -> Fact:
    """A number that is better high than hidden."""
    first, last = window(today)
    found = Incident.objects.filter(_happened(first, last), kind=IncidentKind.NEAR_MISS).count()
    return fact(found, "件", "ヒヤリハットの 記録（この28日）", f"{__name__}.near_misses_lately", today)


def near_misses(span: Span) -> Fact:
    """Of the whole city, hidden while they are few: behind each may stand one child. None before anything was ever written
    down; 一部のみ where the records of the span have been forgotten since."""
    found = Incident.objects.filter(happened_at__lt=clock.day_bounds(span.last)[1]).aggregate(
        written=Count("pk"),
        found=Count("pk", filter=_happened(span.first, span.last) & Q(kind=IncidentKind.NEAR_MISS)),
    )
    gone = _is_forgotten(span)
    told = fact(
        found["found"] if found["written"] else None, "件", f"ヒヤリハットの 記録（{span.words}）",
        f"{__name__}.near_misses", span.last, marks=frozenset({Mark.PARTIAL}) if gone else frozenset(),
        audience=Audience.PUBLIC,
    )  # fmt: skip
    return shielded(told, minimum=settings.SMALL_NUMBER_MIN)


def improvements_done(today: date) -> Fact:
    """Of published places, since the beginning: the public page shows each of them."""
    found = Improvement.objects.filter(state=ImprovementState.DONE, place__state__in=SEEN).count()
    what = "よくなったこと（できたもの）"
    return fact(found, "件", what, f"{__name__}.improvements_done", today, audience=Audience.PUBLIC)


def improvements(span: Span) -> Fact:
    """Those done on a day of the span. None before any was written down."""
    rows = _done_by_place(span)
    value = sum(done for _place, _state, done in rows) if rows else None
    return _improved(value, span, f"{__name__}.improvements")


def improvements_by_place(span: Span) -> Mapping[int, Fact]:
    """Of each place that has ever planned one; one that has ended only where it did one in the span."""
    query = f"{__name__}.improvements_by_place"
    return {
        place: _improved(done, span, query)
        for place, state, done in _done_by_place(span)
        if done or state != Place.State.ENDED
    }


def _done_by_place(span: Span) -> list[tuple[int, str, int]]:
    """(place, its state, done), in one statement."""
    rows = Improvement.objects.filter(
        Q(written_at__lt=clock.day_bounds(span.last)[1]) | Q(done_on__lte=span.last), place__in=ever_open_to_all()
    )  # fmt: skip
    done = Q(state=ImprovementState.DONE, done_on__range=(span.first, span.last))
    found = rows.values("place", "place__state").annotate(done=Count("pk", filter=done)).order_by()
    return list(found.values_list("place", "place__state", "done"))


def _improved(value: int | None, span: Span, query: str) -> Fact:
    return fact(
        value,
        "件",
        f"よくなったこと（{span.words}に できたもの）",
        query,
        span.last,
        audience=Audience.PUBLIC,
    )


def _happened(first: date, last: date) -> Q:
    return Q(happened_at__gte=clock.day_bounds(first)[0], happened_at__lt=clock.day_bounds(last)[1])


def _is_forgotten(span: Span) -> bool:
    """Whether incidents of the span went with the years: the journal says when the last of them were forgotten."""
    told = Entry.objects.filter(
        noun="openhouse", object_id="", verb="openhouse.forget", data__incidents__gt=0
    )
    last = told.aggregate(last=Max("at"))["last"]
    return last is not None and span.first < incidents_kept_from(clock.day(last))


FACTS: dict[str, Callable[[date], Fact]] = {
    "near_misses": near_misses_lately,
    "improvements_done": improvements_done,
}
YEAR: dict[str, Callable[[Span], Fact]] = {"near_misses": near_misses, "improvements": improvements}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"improvements": improvements_by_place}
