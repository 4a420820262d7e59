"""One place's own figures over the years, for its own looking back: nothing here compares it with another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Span
from ibasho.front.reports.models import Measurement
from ibasho.front.reports.queries import figures, measured
from ibasho.front.reports.rules.drawing import Picture, picture, with_live
from ibasho.front.reports.rules.kinds import Better, Over
from ibasho.front.reports.rules.series import Meaning, Series, apart, holding, series, tells_of_people
from ibasho.town.places.models import Place


@dataclass(frozen=True, slots=True)
class Own:
    """One indicator of the place: now (counted with `meaning`), and what was kept."""

    code: str
    title: str
    child_title: str
    better: Better
    meaning: Meaning | None
    fact: Fact | None
    series: tuple[Series, ...]
    picture: Picture | None

    @property
    def shown(self) -> list[Series]:
        """What was kept, and now."""
        return [one for one in with_live(self.series, self.fact, self.meaning) if one.facts]


@dataclass(frozen=True, slots=True)
class PlacePage:
    """`place` None: it was deleted, its figures stay under the name it had."""

    name: str
    place: Place | None
    owns: tuple[Own, ...]


def page(
    public_id: str, today: date, reader: Audience, *, live: figures.Live | None = None
) -> PlacePage | None:
    """None for a place `reader` may not know of, and for a code that never was one."""
    live = live or figures.Live(Span.of(years.nendo(today), today))
    place = Place.objects.filter(public_id=public_id).first()
    if place is not None and reader is Audience.PUBLIC and not measured.is_open(place):
        return None
    rows = list(Measurement.objects.filter(place_code=public_id).order_by("as_of"))
    rows = [row for row in rows if measured.fact_of(row).open_to(reader)]
    if place is None and not rows:
        return None
    name = place.name if place else rows[-1].place_name
    return PlacePage(name, place, tuple(_owns(place, rows, live, reader)))


def _owns(place: Place | None, rows: list[Measurement], live: figures.Live, reader: Audience) -> list[Own]:
    """Those of the indicators in use of which the place has a value, now or kept. Everybody reads of people only what was
    kept, months apart: a number that moves every day tells who came that day."""
    kept: dict[int, list[tuple[int, Fact]]] = defaultdict(list)
    for row in rows:
        kept[row.definition_id].append((row.definition_id, measured.fact_of(row)))
    indicators = figures.in_use()
    meanings = measured.meanings(indicators)
    found = []
    for one in indicators:
        row_of = meanings.get(one.pk, ())
        now = holding(row_of, live.span.last)
        facts = live.each_place(now) if now and now.place_fact and place else None
        fact = measured.narrowed(facts[place.pk], place) if facts and place and place.pk in facts else None
        fact = fact if fact and fact.open_to(reader) else None
        told = series(row_of, [pair for meaning in row_of for pair in kept[meaning.key]])
        if reader is Audience.PUBLIC:
            told = tuple(apart(each, settings.SMALL_NUMBER_MIN) for each in told)
            fact = None if fact and now and now.over is Over.YEAR and tells_of_people(fact) else fact
        if fact is not None or any(each.facts for each in told):
            drawn = picture(told, live=fact, meaning=now)
            found.append(
                Own(one.code, one.title, one.child_title, Better(one.better), now, fact, told, drawn)
            )
    return found
