"""Days on which places were open: of the week, of a 年度, of each place. Openings are counted, nobody's visits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from django.db.models import Count, Q

from ibasho.base.kernel.facts import Fact, Mark, Span
from ibasho.town.places.facts.made import HERE, fact
from ibasho.town.places.models import Session
from ibasho.town.places.queries import published, slots
from ibasho.town.places.rules.answers import WEEK

HELD = Q(state=Session.State.PLANNED) & ~Q(staffing=Session.Staffing.SHORT)


def sessions_this_week(today: date) -> Fact:
    """Openings of today and the six days behind it that are not called off; one still short of grown-ups does not
    count. Irregular places make no sessions, so the true number may be higher."""
    rows = slots.of_days(published.open_to_all(), today, today + WEEK)
    count = sum(1 for sessions in rows.values() for one in sessions if one.promised and not one.cancelled)
    marks = frozenset({Mark.AT_LEAST})
    source = f"{HERE}のあく日（今日から7日間）"
    return fact(count, "回", source, today, f"{__name__}.sessions_this_week", marks=marks)


def sessions_held(span: Span) -> Fact:
    """Openings as planned from the first to the last day, of every place for everybody, those that have ended too. None
    where no day of the span was ever planned. Irregular places make no sessions: the true number may be higher."""
    rows = list(_held(span))
    value = sum(held for _place, held in rows) if rows else None
    marks = frozenset({Mark.AT_LEAST}) if rows else frozenset()
    return fact(value, "回", _source(span), span.last, f"{__name__}.sessions_held", marks=marks)


def sessions_held_by_place(span: Span) -> Mapping[int, Fact]:
    """The same of each place that planned a day."""
    query = f"{__name__}.sessions_held_by_place"
    return {place: fact(held, "回", _source(span), span.last, query) for place, held in _held(span)}


def _held(span: Span) -> Iterator[tuple[int, int]]:
    """(place, openings that took place); the days of events are counted with the events."""
    rows = Session.objects.filter(
        event__isnull=True, day__range=(span.first, span.last), place__in=published.ever_open_to_all()
    )
    yield from (
        rows.values("place").annotate(held=Count("pk", filter=HELD)).order_by().values_list("place", "held")
    )


def _source(span: Span) -> str:
    return f"居場所のあく日のうち、予定どおりあいた回（{span.words}）。お休みの回と、おとながそろわなかった回は数えない"


FACTS: dict[str, Callable[[date], Fact]] = {"sessions_this_week": sessions_this_week}
YEAR: dict[str, Callable[[Span], Fact]] = {"sessions_held": sessions_held}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"sessions_held": sessions_held_by_place}
