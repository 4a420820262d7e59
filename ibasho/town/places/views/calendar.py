"""居場所カレンダー: a month, its list, and one day. Nothing here needs an account or a script."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ibasho.base.kernel import clock
from ibasho.base.kernel.clock import time_label
from ibasho.base.ui.doors import child, shared
from ibasho.base.ui.request import Request
from ibasho.town.areas import queries as areas
from ibasho.town.places.forms.look import LookForm
from ibasho.town.places.models import Place
from ibasho.town.places.queries import calendar as sessions
from ibasho.town.places.queries import published, slots
from ibasho.town.places.queries.answers import admission_of
from ibasho.town.places.queries.calendar import Day, Entry
from ibasho.town.places.rules.answers import alone_from, needs_adult
from ibasho.town.places.rules.calendar import CHIPS_ON_PAPER, CHIPS_ON_SCREEN, DayFacts, Month, Span
from ibasho.town.places.rules.costs import Cost, cost
from ibasho.town.places.rules.eligibility import Answer as MayCome
from ibasho.town.places.rules.eligibility import may_come
from ibasho.town.places.rules.stages import Stage
from ibasho.town.places.views.narrowing import NARROWED_BY, Narrowing

ROWS_ON_PAGE = 60
MAYBE_MAX = 40


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the grid. `entries` are on screen, `paper` in print only; `more` are told as a number."""

    facts: DayFacts
    inside: bool
    entries: tuple[Entry, ...]
    paper: tuple[Entry, ...]
    total: int
    full: bool

    @property
    def fill(self) -> str:
        """How the square is set on paper: lines that may break, one column, or two columns."""
        count = len(self.entries) + len(self.paper)
        return "few" if count <= 3 else "some" if count <= 6 else "many"

    @property
    def more(self) -> int:
        return self.total - len(self.entries)


@dataclass(frozen=True, slots=True)
class Line:
    """One session on a day's page, with what its place says about who may come and what it costs."""

    entry: Entry
    chip: str
    may_come: MayCome | None
    alone_from: Stage | None
    needs_adult: bool
    cost: Cost | None


@child
@shared(query=NARROWED_BY)
@require_safe
def month(request: Request, month: str = "") -> HttpResponse:
    today, span = _today(request)
    of = Month.parse(month) if month else Month.of(today)
    if of is None or of not in span:
        return _beyond(request, span)
    asked = Narrowing.read(request.GET, sessions.kinds())
    found = sessions.month(asked.criteria, of)
    hides = sessions.hides_steady(asked.criteria)
    shown = {
        **_frame(asked, of, span, today, "places:calendar"),
        "weeks": [[_square(day, of, today, found.get(day, Day())) for day in week] for week in of.weeks()],
        "nothing": not found,
        "steady": sessions.steady(asked.criteria, of) if hides else [],
        "irregular": sessions.irregular(asked.criteria),
    }
    return render(request, "places/calendar.html", shown)


@child
@shared(query=NARROWED_BY)
@require_safe
def rows(request: Request, month: str = "") -> HttpResponse:
    """The same as a table, for those who read tables. This month begins with today unless `all=1` is asked."""
    today, span = _today(request)
    of = Month.parse(month) if month else Month.of(today)
    if of is None or of not in span:
        return _beyond(request, span)
    asked = Narrowing.read(request.GET, sessions.kinds())
    from_today = Month.of(today) == of and request.GET.get("all") != "1"
    found = sessions.sessions(asked.criteria, today if from_today else of.first, of.last)
    page = Paginator(sessions.in_order(found).values_list("pk", flat=True), ROWS_ON_PAGE).get_page(
        asked.criteria.page
    )
    whole = sessions.entries(page.object_list)
    shown = {
        **_frame(asked, of, span, today, "places:calendar_list"),
        "page": page,
        "days": _by_day([whole[pk] for pk in page.object_list], today),
        "from_today": from_today and today != of.first,
    }
    return render(request, "places/calendar_list.html", shown)


@child
@shared(query=NARROWED_BY)
@require_safe
def day(request: Request, day: str) -> HttpResponse:
    """All sessions of a day, hour by hour."""
    today, span = _today(request)
    of = _day(day)
    if of is None or Month.of(of) not in span:
        return _beyond(request, span)
    asked = Narrowing.read(request.GET, sessions.kinds())
    found = sessions.in_order(sessions.sessions(asked.criteria, of, of))
    page = Paginator(found.values_list("pk", flat=True), ROWS_ON_PAGE).get_page(asked.criteria.page)
    whole = sessions.entries(page.object_list)
    lines = [_line(whole[pk], asked.criteria.stage, request.at) for pk in page.object_list]
    shown = {
        **_frame(asked, Month.of(of), span, today, "places:calendar"),
        "facts": DayFacts.of(of, today),
        "page": page,
        "hours": [(hour, list(some)) for hour, some in groupby(lines, key=_hour)],
        "maybe": _maybe(asked, of) if of >= today and page.number == 1 else [],
        "before": _beside(of, -1, span),
        "after": _beside(of, 1, span),
    }
    return render(request, "places/calendar_day.html", shown)


def _today(request: Request) -> tuple[date, Span]:
    today = clock.day(request.at)
    return today, Span.around(today, settings.SESSIONS_AHEAD_DAYS)


def _frame(asked: Narrowing, of: Month, span: Span, today: date, page: str) -> dict[str, Any]:
    """What the three pages share: month, ways to others, choices."""
    code = asked.criteria.district
    return {
        "asked": asked,
        "month": of,
        "is_this_month": Month.of(today) == of,
        "previous": of.plus(-1) if of.plus(-1) in span else None,
        "next": of.plus(1) if of.plus(1) in span else None,
        "page_url": page,
        "district": areas.district(code, today) if code else None,
        "form": LookForm({"q": asked.criteria.text, "district": code}, day=today),
    }


def _beyond(request: Request, span: Span) -> HttpResponse:
    """A day or month of which nothing is known yet, or no longer: told kindly, with the way back."""
    return render(request, "places/calendar_beyond.html", {"span": span}, status=404)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _square(day: date, of: Month, today: date, found: Day) -> Square:
    inside = Month.of(day) == of
    entries, paper = (
        tuple(sorted(some, key=sessions.by_hour))
        for some in (found.entries[:CHIPS_ON_SCREEN], found.entries[CHIPS_ON_SCREEN:])
    )
    full = len(found.entries) == CHIPS_ON_PAPER < found.total
    return Square(DayFacts.of(day, today), inside, entries, paper, found.total, full)


def _by_day(found: Iterable[Entry], today: date) -> list[tuple[DayFacts, list[Entry]]]:
    grouped = groupby(found, key=lambda entry: entry.session.day)
    return [(DayFacts.of(day, today), list(some)) for day, some in grouped]


def _hour(line: Line) -> str:
    """`15:00` for all that begins from three to four; empty where the hour is not known."""
    starts = line.entry.session.starts
    return time_label(starts.replace(minute=0)) if starts else ""


def _line(entry: Entry, stage: Stage | None, at: datetime) -> Line:
    chip, place = _chip(entry, at), entry.place
    if place is None or entry.event is not None:
        return Line(entry, chip, None, None, False, None)
    admission = admission_of(place)
    return Line(
        entry, chip, may_come(admission, stage) if stage else None, alone_from(admission), needs_adult(admission),
        cost(place, stage),
    )  # fmt: skip


def _chip(entry: Entry, at: datetime) -> str:
    """A state of `ui.states` where there is something to say about this very session."""
    session = entry.session
    if entry.cancelled:
        return "cancelled"
    if not entry.promised:
        return "unsure"
    if session.starts is None or session.ends is None:
        return ""
    if clock.at(session.day, session.ends) <= at:
        return "over"
    return "open" if clock.at(session.day, session.starts) <= at else ""


def _maybe(asked: Narrowing, of: date) -> list[Place]:
    """Places with an irregular rule that names this day: perhaps open, never promised."""
    places = published.fitting(published.open_to_all(), asked.criteria)
    keys = slots.maybe_on(places, of)
    return list(Place.objects.filter(pk__in=keys).order_by("kana", "name")[:MAYBE_MAX])


def _beside(of: date, days: int, span: Span) -> str:
    other = of + timedelta(days=days)
    return reverse("places:calendar_day", args=[other.isoformat()]) if Month.of(other) in span else ""
