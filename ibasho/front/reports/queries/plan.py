"""The plan as it is read: the year map, the goals with what serves them, one line with its story, what a section carries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Min, Prefetch, Q, QuerySet

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience
from ibasho.front.reports.models import Decision, Goal, Indicator, Issue, Line, LinePart, Pilot, Todo
from ibasho.front.reports.queries import figures
from ibasho.front.reports.rules import lines as line_rules
from ibasho.front.reports.rules import yearmap
from ibasho.front.reports.rules.figures import Figure
from ibasho.front.reports.rules.kinds import DecisionKind, GoalKind, LineState, PartKind, PilotState
from ibasho.front.reports.rules.yearmap import Step, Try, YearMap
from ibasho.town.people.models import Organisation

SECTION_KINDS = (Organisation.Kind.CITY, Organisation.Kind.COUNCIL)
# What the city only thinks of is not shown outside, nor a trial before it began.
PUBLIC_LINES = tuple(one.value for one in LineState if one is not LineState.IDEA)
PUBLIC_PILOTS = (PilotState.RUNNING.value, PilotState.ENDED.value, PilotState.JUDGED.value)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A sentence of the plan with what serves it; `lines` of the public alone where the public reads."""

    goal: Goal
    lines: tuple[Line, ...]
    indicators: tuple[Indicator, ...]
    is_over: bool

    @property
    def lacks_line(self) -> bool:
        return not self.lines and not self.is_over

    @property
    def lacks_indicator(self) -> bool:
        return not self.indicators and not self.is_over


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in the story of a line: a pilot, a 課題 or a decision, by the day it began."""

    on: date
    kind: str
    pilot: Pilot | None = None
    issue: Issue | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """What a section has to carry: the lines it leads, those it goes with, and its to-dos, late ones first."""

    section: Organisation
    leads: tuple[Line, ...]
    goes_with: tuple[Line, ...]
    late: tuple[Todo, ...]
    coming: tuple[Todo, ...]
    done: tuple[Todo, ...]


def span(today: date) -> tuple[int, int]:
    """The first 年度 that has a line, and the last one or the next, whichever is later."""
    found = Line.objects.aggregate(first=Min("nendo"), last=Max("nendo"))
    this = years.nendo(today)
    return min(found["first"] or this, this), max(found["last"] or this, this + 1)


def year_map(first: int, last: int, *, public: bool = False) -> YearMap:
    """All lines from one 年度 to another. `public`: without what the city only thinks of."""
    rows = _readable(public).select_related("follows").filter(nendo__range=(first, last))
    tried = Pilot.objects.filter(state__in=PUBLIC_PILOTS) if public else _not_dropped()
    rows = rows.prefetch_related(
        Prefetch("pilots", tried), Prefetch("decisions", _standing_decisions()), "issues"
    )
    return yearmap.draw((_step(one) for one in rows), first, last)


def lines(*, public: bool = False) -> QuerySet[Line]:
    """With parts, goals, pilots, decisions and followers at hand."""
    tried = Pilot.objects.filter(state__in=PUBLIC_PILOTS) if public else _not_dropped()
    return _readable(public).select_related("follows").prefetch_related(
        _parts(), "goals", Prefetch("pilots", tried), Prefetch("decisions", _standing_decisions()),
        Prefetch("followed_by", _readable(public)),
    )  # fmt: skip


def wanted(*, nendo: int | None, section: str, goal: str) -> set[str]:
    """The codes of the lines that one 年度, one section (public_id) and one goal (code) have in common."""
    rows = Line.objects.all()
    if nendo is not None:
        rows = rows.filter(nendo=nendo)
    if section:
        rows = rows.filter(parts__organisation__public_id=section)
    if goal:
        rows = rows.filter(goals__code=goal)
    return set(rows.values_list("code", flat=True))


def goals() -> list[Goal]:
    """In the plan's order, with `lines` and used `indicators` at hand."""
    return list(_goals(_readable(False)))


def goal_rows(today: date, *, public: bool = False) -> list[tuple[GoalKind, list[GoalRow]]]:
    """The goals by kind, each with what serves it."""
    this, found = years.nendo(today), _goals(_readable(public))
    rows = [
        GoalRow(
            one, tuple(one.lines.all()), tuple(one.indicators.all()),
            one.until_nendo is not None and one.until_nendo < this,
        )
        for one in found
    ]  # fmt: skip
    by_kind = [(kind, [row for row in rows if row.goal.kind == kind]) for kind in GoalKind]
    return [(kind, held) for kind, held in by_kind if held]


def find(code: str, *, public: bool = False) -> Line | None:
    """With everything its page shows at hand."""
    return lines(public=public).filter(code=code).first()


def story(line: Line, *, public: bool = False) -> list[Moment]:
    """Pilots, 課題 and decisions in time order; the public reads no 課題 in words."""
    tried = line.pilots.select_related("place", "event")
    tried = tried.filter(state__in=PUBLIC_PILOTS) if public else tried
    decided = line.decisions.filter(corrected_by__isnull=True).select_related("next_line", "pilot")
    found = [Moment(one.begins_on, "pilot", pilot=one) for one in tried]
    if not public:
        found += [Moment(one.found_on, "issue", issue=one) for one in line.issues.select_related("pilot")]
    found += [Moment(one.decided_on, "decision", decision=one) for one in decided]
    return sorted(found, key=lambda one: (one.on, ("pilot", "issue", "decision").index(one.kind)))


def issue_tags(line: Line) -> list[str]:
    """Which kinds of 課題 were found, each once: words of them stay inside."""
    return list(dict.fromkeys(one.get_tag_display() for one in line.issues.all()))


def chain(line: Line, today: date, *, public: bool = False) -> YearMap:
    """The part of the year map in which the line stands."""
    first, last = span(today)
    return year_map(first, last, public=public).chain_of(line.code)


def figures_of(
    line: Line, today: date, reader: Audience, *, live: figures.Live | None = None
) -> list[Figure]:
    """Its indicators in its own 年度; the public sees those that have a figure for it."""
    used = line.indicators.filter(is_used=True).prefetch_related("goals")
    found = figures.figures(line.nendo, today, reader, live=live, indicators=used)
    return [one for one in found if one.fact is not None] if reader is Audience.PUBLIC else found


def hangs_on(line: Line) -> bool:
    """Whether something would be lost or orphaned with it."""
    return any(
        rows.exists()
        for rows in (
            line.pilots.all(), line.issues.all(), line.decisions.all(), line.decided_by.all(), line.reviews.all(),
            line.followed_by.all(), line.todos.all(),
        )
    )  # fmt: skip


def ways(line: Line, today: date) -> tuple[LineState, ...]:
    followed = line.followed_by.exists()
    return line_rules.ways(LineState(line.state), nendo=line.nendo, today=today, followed=followed)


def todos(line: Line) -> QuerySet[Todo]:
    rows = line.todos.select_related("organisation", "line")
    return rows.order_by(F("done_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")


def todo(public_id: str) -> Todo | None:
    return Todo.objects.select_related("line", "organisation").filter(public_id=public_id).first()


def sections() -> QuerySet[Organisation]:
    """Who may carry a line: the city's sections and the 社協, and whoever carries one already."""
    carrying = LinePart.objects.values("organisation")
    rows = Organisation.objects.filter(Q(kind__in=SECTION_KINDS, is_active=True) | Q(pk__in=carrying))
    return rows.order_by("kind", "kana", "name", "pk")


def section(public_id: str) -> Organisation | None:
    return sections().filter(public_id=public_id).first()


def carried(section: Organisation, nendo: int | None, today: date) -> Carried:
    """`nendo` None: every 年度. To-dos are not cut by it: what is late is late."""
    rows = lines() if nendo is None else lines().filter(nendo=nendo)
    mine = Todo.objects.filter(organisation=section).select_related("line", "organisation")
    waiting = mine.filter(done_at__isnull=True).order_by(F("due_on").asc(nulls_last=True), "pk")
    late = tuple(one for one in waiting if one.due_on is not None and one.due_on < today)
    return Carried(
        section, tuple(_of(rows, section, PartKind.LEAD)), tuple(_of(rows, section, PartKind.WITH)), late,
        tuple(one for one in waiting if one not in late),
        tuple(mine.filter(done_at__isnull=False).order_by("-done_at", "-pk")[:30]),
    )  # fmt: skip


def lead(line: Line) -> LinePart | None:
    return next((one for one in line.parts.all() if one.kind == PartKind.LEAD), None)


def helpers(line: Line) -> list[LinePart]:
    return [one for one in line.parts.all() if one.kind != PartKind.LEAD]


def overdue(rows: Iterable[Todo], today: date) -> Collection[int]:
    return {one.pk for one in rows if one.done_at is None and one.due_on is not None and one.due_on < today}


def _readable(public: bool) -> QuerySet[Line]:
    return Line.objects.filter(state__in=PUBLIC_LINES) if public else Line.objects.all()


def _not_dropped() -> QuerySet[Pilot]:
    return Pilot.objects.exclude(state=PilotState.DROPPED.value)


def _standing_decisions() -> QuerySet[Decision]:
    return Decision.objects.filter(corrected_by__isnull=True)


def _parts() -> Prefetch[str, QuerySet[LinePart], str]:
    rows = LinePart.objects.select_related("organisation").order_by("kind", "organisation__kana", "pk")
    return Prefetch("parts", rows)


def _goals(served_by: QuerySet[Line]) -> QuerySet[Goal]:
    used = Indicator.objects.filter(is_used=True)
    return Goal.objects.prefetch_related(Prefetch("lines", served_by), Prefetch("indicators", used))


def _of(rows: QuerySet[Line], section: Organisation, kind: PartKind) -> QuerySet[Line]:
    carried = rows.filter(parts__organisation=section, parts__kind=kind.value)
    return carried.order_by("-nendo", "number", "code")


def _step(line: Line) -> Step:
    return Step(
        line.code, line.nendo, line.number, line.title, LineState(line.state), line.follows.code if line.follows else "",
        tuple(Try(one.title, one.begins_on) for one in line.pilots.all()), len(line.issues.all()),
        tuple(DecisionKind(one.kind) for one in line.decisions.all()),
    )  # fmt: skip
