"""The indicators as a 年度 shows them: kept values of a 年度 that is over, live ones of the running year.

Everybody who shows a figure (plan, yearly report, pages of figures) asks here, so that one number stands everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.core.cache import cache

from ibasho.base.kernel import clock
from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.front.reports.models import Indicator
from ibasho.front.reports.queries import measured, sources
from ibasho.front.reports.rules import figures as rules
from ibasho.front.reports.rules import series
from ibasho.front.reports.rules.figures import Figure, PlaceRow
from ibasho.front.reports.rules.kinds import Better, Over
from ibasho.front.reports.rules.series import Meaning, Reached, Series

KEPT_SECONDS: Final = 600  # a page everybody reads may be as old; the desk counts anew
Areas = dict[tuple[str, Over], Fact]
Places = dict[str, Mapping[int, Fact]]


class Live:
    """Asks every figure of a room once, however often a page needs it. `areas` and `places`: what is counted already."""

    def __init__(self, span: Span, areas: Areas | None = None, places: Places | None = None) -> None:
        self.span = span
        self._areas = {} if areas is None else areas
        self._places = {} if places is None else places

    def area(self, meaning: Meaning) -> Fact | None:
        """None where no room offers the figure (any more)."""
        key = (meaning.fact, meaning.over)
        if not sources.offers(meaning.fact, sources.REGISTER[meaning.over]):
            return None
        if key not in self._areas:
            self._areas[key] = sources.area(meaning.fact, meaning.over, self.span)
        return self._areas[key]

    def each_place(self, meaning: Meaning) -> Mapping[int, Fact] | None:
        """By the place's key; None where no room offers the figure (any more)."""
        if not sources.offers(meaning.place_fact, "BY_PLACE"):
            return None
        if meaning.place_fact not in self._places:
            self._places[meaning.place_fact] = dict(sources.each_place(meaning.place_fact, self.span))
        return self._places[meaning.place_fact]


@contextmanager
def for_everybody(nendo: int, at: datetime) -> Iterator[Live | None]:
    """Live values for a page that everybody reads: what such a page counted within the last minutes is not counted again.
    Targets, definitions and what may be known of a place are read anew. None where the 年度 does not run."""
    today = clock.day(at)
    if years.nendo(today) != nendo:
        yield None
        return
    key = f"reports.live.{today.isoformat()}.{int(at.timestamp()) // KEPT_SECONDS}"
    areas, places = cache.get(key) or ({}, {})
    known = len(areas) + len(places)
    yield Live(Span.of(nendo, today), areas, places)
    if len(areas) + len(places) > known:
        cache.set(key, (areas, places), KEPT_SECONDS)


def figure(
    indicator: Indicator, nendo: int, today: date, reader: Audience, *, live: Live | None = None
) -> Figure:
    """One indicator with the rows of its places."""
    live = live or _live(nendo, today)
    found = _figure(indicator, measured.kept([indicator]), nendo, live, reader)
    rows = _place_rows(found.meaning, nendo, live) if found.meaning else []
    hidden = measured.hidden_places(row.code for row in rows) if reader is Audience.PUBLIC else set()
    return replace(
        found, places=tuple(row for row in rows if row.fact.open_to(reader) and row.code not in hidden)
    )


def figures(
    nendo: int, today: date, reader: Audience, *, live: Live | None = None,
    indicators: Iterable[Indicator] | None = None,
) -> list[Figure]:  # fmt: skip
    """Every indicator in use, in its order, without rows of places. Five statements beside what the rooms ask."""
    rows = list(in_use() if indicators is None else indicators)
    live, kept = live or _live(nendo, today), measured.kept(rows)
    return [_figure(one, kept, nendo, live, reader) for one in rows]


def in_use() -> list[Indicator]:
    return list(Indicator.objects.filter(is_used=True).prefetch_related("goals"))


def find(code: str) -> Indicator | None:
    """Also one that is not used any more: its past stays readable."""
    return Indicator.objects.filter(code=code).prefetch_related("goals").first()


def _live(nendo: int, today: date) -> Live | None:
    """Only the running 年度 is counted live."""
    return Live(Span.of(nendo, today)) if years.nendo(today) == nendo else None


def _figure(
    indicator: Indicator, kept: measured.Kept, nendo: int, live: Live | None, reader: Audience
) -> Figure:
    meanings, target = kept.meanings.get(indicator.pk, ()), kept.targets.get(indicator.pk, {}).get(nendo)
    better, every = Better(indicator.better), kept.series[indicator.pk]
    day = live.span.last if live else years.last_day(nendo)
    meaning, fact = _now(meanings, live) if live else _then(every, nendo)
    meaning = meaning or series.holding(meanings, day)
    shown = fact if fact and fact.open_to(reader) else None
    aim = target.value if target else None
    return Figure(
        code=indicator.code, title=indicator.title, child_title=indicator.child_title, better=better, nendo=nendo,
        meaning=meaning, fact=shown, missing="" if shown else _why(meaning, fact, live), is_live=live is not None,
        target=aim, target_words=target.words if target else "",
        reached=_reached(meaning, shown, aim, better, live) if shown or not fact else series.aimed(aim, fact.unit),
        series=series.open_to(every, reader), changed=series.changed_in(meanings, nendo),
        goals=tuple(goal.code for goal in indicator.goals.all()),
    )  # fmt: skip


def _reached(
    meaning: Meaning | None, fact: Fact | None, aim: float | None, better: Better, live: Live | None
) -> Reached | None:
    """Of a 年度 that is over and counted to its end, whether it was reached; of any other, how it stands."""
    is_short = meaning is not None and fact is not None and series.stops_short(meaning, fact)
    return series.reached(fact, aim, better, is_whole=live is None and not is_short)


def _now(meanings: tuple[Meaning, ...], live: Live) -> tuple[Meaning | None, Fact | None]:
    meaning = series.holding(meanings, live.span.last)
    return meaning, live.area(meaning) if meaning and meaning.fact else None


def _then(every: tuple[Series, ...], nendo: int) -> tuple[Meaning | None, Fact | None]:
    """The newest definition that was measured inside the 年度, and its last value there."""
    found = ((one.meaning, one.in_year(nendo)) for one in reversed(every))
    return next((pair for pair in found if pair[1] is not None), (None, None))


def _why(meaning: Meaning | None, fact: Fact | None, live: Live | None) -> str:
    if fact is not None:
        return rules.NOT_FOR_READER
    if meaning is not None and not meaning.fact:
        return rules.ONLY_PLACES
    if live is not None and meaning is not None:
        return rules.NOT_OFFERED
    return rules.NOT_MEASURED


def _place_rows(meaning: Meaning, nendo: int, live: Live | None) -> list[PlaceRow]:
    """Live where the year runs, with what was kept of places that are gone since."""
    if not meaning.place_fact:
        return []
    stored = {row.code: row for row in measured.place_rows(meaning, nendo)}
    facts = (live.each_place(meaning) if live else None) or {}
    stored |= {row.code: row for row in measured.each_place(facts)}
    return sorted(stored.values(), key=lambda one: (one.name, one.code))
