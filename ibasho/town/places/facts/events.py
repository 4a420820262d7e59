"""もよおし as they were counted: heads by class, volunteers and groups. Visits of a mobile centre are counted by reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ibasho.base.kernel import wareki
from ibasho.base.kernel.facts import Audience, Fact, FactRow, FactTable, Span, shielded, shielded_each
from ibasho.town.places.facts.made import at_least, fact
from ibasho.town.places.models import Event, Session, SessionReport
from ibasho.town.places.queries import published
from ibasho.town.places.rules import headcount

REPORT = "もよおしの まとめ（受付で 数えた人数）"
OTHERS = frozenset({"local_adult", "senior"}) | headcount.HELPERS  # grown-ups who are nobody's guardian here


@dataclass(frozen=True, slots=True)
class _Counted:
    """One event day. `unclear`: children came, and it is not known whether other grown-ups did."""

    place: int | None
    mixed: bool
    unclear: bool


def events_mixed(span: Span) -> Fact:
    """Event days on which both children and grown-ups who are not their guardians (of the neighbourhood, volunteers) were
    written down. None where no event of the span was counted; 最低でも where a day says only 「おとな」."""
    rows = _counted(span)
    return _mixed(rows, span, f"{__name__}.events_mixed")


def events_mixed_by_place(span: Span) -> Mapping[int, Fact]:
    """The same of each place that held a counted event."""
    found: dict[int, list[_Counted]] = {}
    for row in _counted(span, Q(place__in=published.ever_open_to_all())):
        if row.place is not None:
            found.setdefault(row.place, []).append(row)
    query = f"{__name__}.events_mixed_by_place"
    return {place: _mixed(rows, span, query) for place, rows in found.items()}


def events_counted(span: Span) -> FactTable:
    """Every event day with heads, in order of days: each class as it was counted (a class that was not is None), all who
    came, groups, volunteers. Few heads are hidden, and a second class beside them, so that the sum tells nobody's number."""
    rows = list(
        _days(span).distinct().select_related("event", "report").prefetch_related("headcounts", "event__groups")
        .order_by("day", "starts", "pk")
    )  # fmt: skip
    there = {one.of_class for row in rows for one in row.headcounts.all()}
    classes = [code for code in headcount.ORDER if code in there and code not in headcount.HELPERS]
    return FactTable(
        title="もよおしに 来た人",
        columns=(*(headcount.LABELS[code] for code in classes), "来た人の 計", "協力団体", "ボランティア"),
        rows=tuple(_row(row, classes) for row in rows),
        source=f"{REPORT}（{span.words}）", as_of=span.last, query=f"{__name__}.events_counted",
        note="内訳が 数えられていないものは、わけずに そのまま のせています。", audience=Audience.PUBLIC,
    )  # fmt: skip


def _days(span: Span) -> QuerySet[Session]:
    """Days of events on which heads were counted."""
    return Session.objects.filter(
        event__kind=Event.Kind.EVENT, event__state=Event.State.PUBLISHED, state=Session.State.PLANNED,
        day__range=(span.first, span.last), headcounts__isnull=False,
    )  # fmt: skip


def _counted(span: Span, where: Q | None = None) -> list[_Counted]:
    """In one statement."""
    rows = _days(span).filter(where or Q()).annotate(
        children=_heads(headcount.CHILDREN), others=_heads(OTHERS), unsplit=_heads(["adults"])
    )  # fmt: skip
    wanted = ("place", "children", "others", "unsplit", "report__volunteers")
    return [_as_counted(*row) for row in rows.values_list(*wanted)]


def _heads(classes: Sequence[str] | frozenset[str]) -> Coalesce:
    return Coalesce(Sum("headcounts__heads", filter=Q(headcounts__of_class__in=list(classes))), 0)


def _as_counted(
    place: int | None, children: int, others: int, unsplit: int, volunteers: int | None
) -> _Counted:
    mixed = children > 0 and (others > 0 or bool(volunteers))
    return _Counted(place, mixed, children > 0 and not mixed and (unsplit > 0 or volunteers is None))


def _mixed(rows: Sequence[_Counted], span: Span, query: str) -> Fact:
    source = f"{REPORT}で、こどもと、保護者ではないおとなの両方が書かれた回（{span.words}）"
    value = sum(one.mixed for one in rows) if rows else None
    return fact(value, "回", source, span.last, query, marks=at_least(any(one.unclear for one in rows)))


def _row(session: Session, classes: Sequence[str]) -> FactRow:
    event = session.event
    assert event is not None  # the query asks for days of events
    heads = {one.of_class: one.heads for one in session.headcounts.all()}
    source, least = event.source_name or REPORT, settings.SMALL_NUMBER_MIN
    by_class = shielded_each(
        {code: _told(heads.get(code), "人", source, session.day) for code in classes},
        minimum=least,
    )
    total = shielded(_told(headcount.total(heads), "人", source, session.day), minimum=least)
    helped = shielded(_told(_volunteers(session, heads), "人", source, session.day), minimum=least)
    groups = _told(_groups(session), "団体", source, session.day)
    return FactRow(
        f"{wareki.full_label(session.day)} {event.title}", (*by_class.values(), total, groups, helped)
    )


def _report(session: Session) -> SessionReport | None:
    return getattr(session, "report", None)


def _groups(session: Session) -> int | None:
    """As the day's report says, else those named with the event."""
    report = _report(session)
    if report is not None and report.groups is not None:
        return report.groups
    named = len(session.event.groups.all()) if session.event else 0
    return named or None


def _volunteers(session: Session, heads: Mapping[str, int]) -> int | None:
    """As the day's report says, else those counted by their generation."""
    report = _report(session)
    if report is not None and report.volunteers is not None:
        return report.volunteers
    return headcount.helpers(heads) if headcount.HELPERS & set(heads) else None


def _told(value: int | None, unit: str, source: str, day: date) -> Fact:
    return fact(value, unit, source, day, f"{__name__}.events_counted")


YEAR: dict[str, Callable[[Span], Fact]] = {"events_mixed": events_mixed}
BY_PLACE: dict[str, Callable[[Span], Mapping[int, Fact]]] = {"events_mixed": events_mixed_by_place}
TABLES: dict[str, Callable[[Span], FactTable]] = {"events_counted": events_counted}
