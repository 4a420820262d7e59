"""Measuring: what a day showed is kept with its papers, once; one wrong figure loses no other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.clock import JST
from ibasho.base.kernel.errors import NotFound
from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.front.reports import tasks
from ibasho.front.reports.actions import measuring
from ibasho.front.reports.models import Indicator, Measurement
from ibasho.front.reports.queries import figures
from ibasho.town.places import facts as place_facts
from ibasho.town.places.models import Place
from tests import make
from tests.front.reports.ground import indicators, only
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
BY = Actor.of_job("reports.measure")
CODES = ("places_open", "places_alone", "sessions_held")


@pytest.fixture
def people() -> Cast:
    found = cast()
    indicators()
    only(*CODES)
    return found


@pytest.fixture(autouse=True)
def _held(monkeypatch: pytest.MonkeyPatch) -> None:
    """How often each place opened: what the room itself counts is told there."""

    def area(span: Span) -> Fact:
        return told(openings())

    def each(span: Span) -> dict[int, Fact]:
        return {key: told(3) for key in Place.objects.values_list("pk", flat=True)}

    monkeypatch.setattr(place_facts, "YEAR", {"sessions_held": area}, raising=False)
    monkeypatch.setattr(place_facts, "BY_PLACE", {"sessions_held": each}, raising=False)


def openings() -> int:
    return 3 * Place.objects.count()


def told(value: float | None, *marks: Mark, day: date = make.TUESDAY) -> Fact:
    return Fact(
        value=value, unit="回", source="目録", as_of=day, query="places.facts.sessions_held", n=4, marks=frozenset(marks),
        audience=Audience.PUBLIC,
    )  # fmt: skip


def test_every_indicator_of_the_area_and_of_each_place_is_kept_with_its_papers(people: Cast) -> None:
    place = make.place()
    assert measuring.measure(by=BY, at=AT) == 4  # three of the area, one of the place
    area = Measurement.objects.get(definition__indicator__code="places_open")
    assert (area.value, area.unit, area.audience, area.place_code) == (1, "か所", "public", "")
    assert area.source
    assert area.query.endswith("published_places")
    own = Measurement.objects.exclude(place_code="").get()
    assert (own.place_code, own.place_name, own.value, own.n) == (place.public_id, "みどり食堂", 3, 4)
    entry = Entry.objects.get(verb="reports.measurement.measure")
    assert entry.data == {"kept": 4, "failed": []}


def test_the_second_call_of_a_day_adds_nothing(people: Cast) -> None:
    make.place()
    measuring.measure(by=BY, at=AT)
    assert measuring.measure(by=BY, at=AT + timedelta(hours=3)) == 0
    assert Measurement.objects.count() == 4


def test_the_next_day_is_measured_again(people: Cast) -> None:
    measuring.measure(by=BY, at=AT)
    assert measuring.measure(by=BY, at=AT + timedelta(days=1)) == 2  # the stand-in tells the day before again


def test_one_figure_that_raises_loses_no_other_and_is_named(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(today: date) -> Fact:
        raise ZeroDivisionError

    monkeypatch.setitem(place_facts.FACTS, "alone_places", broken)
    with pytest.raises(measuring.MeasuringFailed, match="places_alone") as failure:
        measuring.measure(by=BY, at=AT)
    assert isinstance(failure.value.__cause__, ZeroDivisionError)
    assert set(Measurement.objects.values_list("definition__indicator__code", flat=True)) == {
        "places_open",
        "sessions_held",
    }
    assert Entry.objects.get(verb="reports.measurement.measure").data == {
        "kept": 2,
        "failed": ["places_alone"],
    }


def test_a_mended_figure_is_added_on_the_same_day(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.delitem(place_facts.FACTS, "alone_places")
        with pytest.raises(measuring.MeasuringFailed):
            measuring.measure(by=BY, at=AT)
    assert measuring.measure(by=BY, at=AT) == 1


def test_an_ended_and_a_deleted_place_keep_their_figures(people: Cast) -> None:
    place = make.place()
    measuring.measure(by=BY, at=AT)
    code = place.public_id
    Place.objects.filter(pk=place.pk).delete()
    indicator = Indicator.objects.get(code="sessions_held")
    [row] = figures.figure(indicator, 2026, make.TUESDAY, Audience.PUBLIC).places
    assert (row.code, row.name, row.fact.value) == (code, "みどり食堂", 3)


def test_a_hidden_value_stays_hidden(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(place_facts.FACTS, "alone_places", lambda day: told(None, Mark.SUPPRESSED))
    measuring.measure(by=BY, at=AT)
    row = Measurement.objects.get(definition__indicator__code="places_alone")
    assert (row.value, row.marks) == (None, ["秘匿"])


def test_one_that_is_not_used_is_not_measured(people: Cast) -> None:
    Indicator.objects.filter(code="places_open").update(is_used=False)
    assert measuring.measure(by=BY, at=AT) == 2


@pytest.mark.parametrize("who", ["hana", "ken", "tamotsu", "mado", "tsubaki"])
def test_only_who_writes_reports_may_measure(people: Cast, who: str) -> None:
    with pytest.raises(NotFound):
        measuring.measure(by=Actor(person_id=getattr(people, who).pk), at=AT)


def test_aoi_measures_now(people: Cast) -> None:
    assert measuring.measure(by=Actor(person_id=people.aoi.pk), at=AT) == 3


@pytest.mark.parametrize(("day", "kept"), [(30, 3), (29, 0)])
def test_the_job_measures_on_the_last_day_of_a_month_alone(people: Cast, day: int, kept: int) -> None:
    tasks.measure(int(datetime(2026, 11, day, 23, 30, tzinfo=JST).timestamp()))
    assert Measurement.objects.count() == kept
