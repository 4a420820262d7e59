"""試行 as the desk looks at them: what waits first, one with its figures side by side, who came to its event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from ibasho.base.kernel.facts import Mark
from ibasho.front.reports.models import Decision, Definition, Issue, Line, Pilot, PilotFigure
from ibasho.front.reports.rules.kinds import Moment, PilotState
from ibasho.front.reports.rules.pilots import Pair, Shown, side_by_side
from ibasho.town.places.models import Event, Session
from ibasho.town.places.queries import events
from ibasho.town.places.rules import headcount

_ORDER = (PilotState.ENDED, PilotState.RUNNING, PilotState.PLANNED, PilotState.JUDGED, PilotState.DROPPED)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Pilots of one state; what waits for somebody comes first."""

    state: PilotState
    pilots: list[Pilot]


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a pilot's event as it was counted: (class, heads) in the order papers list them. None: not written."""

    on: date
    heads: list[tuple[str, int]]
    total: int
    groups: int | None
    volunteers: int | None
    note: str


def pilots() -> QuerySet[Pilot]:
    return Pilot.objects.select_related("line", "place", "event")


def shelves() -> list[Shelf]:
    """Every state that has one, each with `open_issues` and `is_decided` on it, the newest first."""
    rows = pilots().annotate(
        open_issues=Count("issues", filter=Q(issues__settled_at__isnull=True), distinct=True),
        decided=Count("decisions", distinct=True),
    )
    held: dict[PilotState, list[Pilot]] = {state: [] for state in _ORDER}
    for row in rows.order_by("-begins_on", "-pk"):
        held[PilotState(row.state)].append(row)
    return [Shelf(state, found) for state, found in held.items() if found]


def find(public_id: str) -> Pilot | None:
    return pilots().select_related("made_by", "changed_by").filter(public_id=public_id).first()


def pairs(pilot: Pilot) -> list[Pair]:
    """Its figures, まえ beside あと."""
    rows = pilot.figures.order_by("label", "pk")
    return side_by_side((row.label, Moment(row.moment), _shown(row)) for row in rows)


def _shown(row: PilotFigure) -> Shown:
    return Shown(
        row.value, row.unit, row.as_of, row.source, row.n, frozenset(Mark(one) for one in row.marks),
        row.definition_id, row.pk,
    )  # fmt: skip


def figure(pilot: Pilot, key: int) -> PilotFigure | None:
    return PilotFigure.objects.select_related("pilot").filter(pilot=pilot, pk=key).first()


def event_days(event: Event | None) -> list[Day]:
    """The days of the event that were counted or summed up."""
    if event is None:
        return []
    sessions = events.between(date.min, date.max, event.sessions.all())
    return [_day(one) for one in sessions if one.headcounts.all() or hasattr(one, "report")]


def _day(session: Session) -> Day:
    heads = {row.of_class: row.heads for row in session.headcounts.all()}
    report = getattr(session, "report", None)
    return Day(
        session.day, [(headcount.LABELS[one], heads[one]) for one in headcount.ORDER if one in heads],
        headcount.total(heads), report.groups if report else None, report.volunteers if report else None,
        report.note if report else "",
    )  # fmt: skip


def newest_definitions(today: date) -> list[Definition]:
    """What may be measured now: the newest definition of each indicator in use."""
    rows = (
        Definition.objects.filter(indicator__is_used=True, since_on__lte=today)
        .select_related("indicator")
        .order_by("indicator__order", "indicator__code", "-number")
        .distinct("indicator__order", "indicator__code")
    )
    return list(rows)


def lines() -> list[Line]:
    """The newest 年度 first."""
    return list(Line.objects.order_by("-nendo", "number", "code"))


def line(code: str) -> Line | None:
    return Line.objects.filter(code=code).first()


def decisions() -> QuerySet[Decision]:
    """Each knows whether a later one corrected it, the newest first."""
    rows = Decision.objects.select_related(
        "line", "pilot", "next_line", "made_by", "corrects", "corrected_by"
    )
    return rows.order_by("-decided_on", "-pk")


def decision(public_id: str) -> Decision | None:
    return decisions().filter(public_id=public_id).first()


def issues() -> QuerySet[Issue]:
    rows = Issue.objects.select_related("line", "pilot", "settled_by")
    return rows.order_by("-line__nendo", "line__number", "line__code", "found_on", "pk")


def issue(public_id: str) -> Issue | None:
    return issues().filter(public_id=public_id).first()
