"""What was measured and is kept, with definitions and targets: each table is asked once for all indicators together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, QuerySet

from ibasho.base.kernel import nendo as years
from ibasho.base.kernel.facts import Audience, Fact, Mark
from ibasho.front.reports.models import Definition, Indicator, Measurement, Target
from ibasho.front.reports.rules.figures import PlaceRow
from ibasho.front.reports.rules.kinds import Over
from ibasho.front.reports.rules.series import Meaning, Series, of_closed_year, series
from ibasho.town.places.models import Place
from ibasho.town.places.queries import published
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL

KNOWN = (Place.State.PUBLISHED, Place.State.PAUSED, Place.State.ENDED)


@dataclass(frozen=True, slots=True)
class Kept:
    """By the indicator's key: definitions, series of the whole area, targets by 年度."""

    meanings: Mapping[int, tuple[Meaning, ...]]
    series: Mapping[int, tuple[Series, ...]]
    targets: Mapping[int, Mapping[int, Target]]


def kept(indicators: Sequence[Indicator]) -> Kept:
    """Three statements, however many indicators."""
    keys = [one.pk for one in indicators]
    meanings_of = meanings(indicators)
    owner = {one.key: key for key, row in meanings_of.items() for one in row}
    measured: dict[int, list[tuple[int, Fact]]] = defaultdict(list)
    for row in Measurement.objects.filter(definition__in=owner, place_code="").order_by("as_of"):
        measured[owner[row.definition_id]].append((row.definition_id, fact_of(row)))
    targets: dict[int, dict[int, Target]] = defaultdict(dict)
    for target in Target.objects.filter(indicator__in=keys):
        targets[target.indicator_id][target.nendo] = target
    found = {key: series(meanings_of.get(key, ()), measured[key]) for key in keys}
    return Kept(meanings_of, found, targets)


def meaning_of(row: Definition) -> Meaning:
    return Meaning(
        key=row.pk, number=row.number, since_on=row.since_on, words=row.words, reason=row.reason,
        over=Over(row.over), fact=row.fact, place_fact=row.place_fact,
    )  # fmt: skip


def fact_of(row: Measurement) -> Fact:
    """The kept row as the fact it was: a whole number stays one."""
    value: int | float | str | None = row.value
    if row.value is not None and row.value == int(row.value) and row.unit != "%":
        value = int(row.value)
    return Fact(
        value=row.words or value, unit=row.unit, source=row.source, as_of=row.as_of, query=row.query, n=row.n,
        marks=frozenset(Mark(one) for one in row.marks), audience=Audience(row.audience),
    )  # fmt: skip


def place_rows(meaning: Meaning, nendo: int) -> list[PlaceRow]:
    """The last value of each place inside the 年度, by name; ended and deleted places too."""
    rows = in_year(Measurement.objects.filter(definition=meaning.key).exclude(place_code=""), nendo)
    newest = {row.place_code: row for row in rows.order_by("as_of")}
    found = [
        PlaceRow(row.place_code, row.place_name, of_closed_year(meaning, fact_of(row)))
        for row in newest.values()
    ]
    return sorted(found, key=lambda one: (one.name, one.code))


def in_year(rows: QuerySet[Measurement], nendo: int) -> QuerySet[Measurement]:
    return rows.filter(as_of__range=(years.first_day(nendo), years.last_day(nendo)))


def each_place(facts: Mapping[int, Fact]) -> list[PlaceRow]:
    """The facts of places by their code and name. What the public may not know of stays inside the city."""
    places = Place.objects.filter(pk__in=facts).only("public_id", "name", "state", "restricted", "kind")
    return [PlaceRow(one.public_id, one.name, narrowed(facts[one.pk], one)) for one in places]


def narrowed(fact: Fact, place: Place) -> Fact:
    """Of a place the public may not know of, no figure is public, whatever the room says."""
    is_inner = fact.audience is Audience.PUBLIC and not is_open(place)
    return replace(fact, audience=Audience.DESK) if is_inner else fact


def hidden_places(codes: Iterable[str]) -> set[str]:
    """Those of which the public may not know today, whatever was kept while it might."""
    known = Place.objects.filter(public_id__in=list(codes))
    shut = known.exclude(pk__in=published.ever_open_to_all())
    return set(shut.values_list("public_id", flat=True))


def is_open(place: Place) -> bool:
    """Whether the public may know of it: also after it ended."""
    return place.state in KNOWN and not place.restricted and place.kind not in NEVER_FOR_ALL


def newest_day() -> date | None:
    """When anything was measured last."""
    found: date | None = Measurement.objects.aggregate(day=Max("as_of"))["day"]
    return found


def meanings(indicators: Iterable[Indicator]) -> dict[int, tuple[Meaning, ...]]:
    """By the indicator's key, the oldest first. One statement."""
    found: dict[int, list[Meaning]] = defaultdict(list)
    for row in Definition.objects.filter(indicator__in=[one.pk for one in indicators]).order_by(
        "indicator", "number"
    ):
        found[row.indicator_id].append(meaning_of(row))
    return {key: tuple(row) for key, row in found.items()}
