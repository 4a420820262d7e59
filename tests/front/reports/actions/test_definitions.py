"""A definition changes since a day; before anything was measured with it, it may be taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.front.reports.actions import definitions, measuring
from ibasho.front.reports.models import Definition, Indicator, Measurement
from ibasho.front.reports.rules.kinds import Over
from tests.front.reports.ground import SINCE, indicators, only
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {
    "since_on": date(2026, 12, 1), "words": "ひとりで 行ける ところ", "reason": "くらべやすくする", "fact": "places.alone_places",
    "place_fact": "", "over": Over.DAY,
}  # fmt: skip


@pytest.fixture
def people() -> Cast:
    found = cast()
    indicators()
    only("places_open")
    return found


def change(people: Cast, **other: Any) -> Definition:
    row = Indicator.objects.get(code="places_open")
    return definitions.change(indicator=row, **{**TOLD, **other}, by=people.by(people.aoi), at=AT)


def test_the_new_one_stands_beside_the_old(people: Cast) -> None:
    made = change(people)
    old = Definition.objects.get(indicator=made.indicator, number=1)
    assert (made.number, made.since_on, made.made_by) == (2, date(2026, 12, 1), people.aoi)
    assert old.fact == "places.published_places"
    entry = Entry.objects.get(verb="reports.definition.change")
    assert entry.data["fact"] == "places.alone_places"
    assert entry.why == "くらべやすくする"


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"words": " "}, "reports.words"),
        ({"reason": ""}, "reports.reason"),
        ({"words": "あ" * 401}, "reports.words"),
        ({"fact": "", "place_fact": ""}, "reports.fact"),
        ({"fact": "places.nothing"}, "reports.fact"),
        ({"fact": "places.alone_places", "over": Over.YEAR}, "reports.fact"),
        ({"place_fact": "places.nothing"}, "reports.place_fact"),
        ({"since_on": SINCE}, "reports.since_on"),
        ({"reason": "1234 5678 9018 の人"}, "text.my_number"),
    ],
)
def test_what_cannot_be_a_definition_is_refused(people: Cast, other: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        change(people, **other)
    assert refusal.value.code == code
    assert Definition.objects.filter(indicator__code="places_open").count() == 1


def test_nothing_changed_is_no_change(people: Cast) -> None:
    old = Definition.objects.get(indicator__code="places_open")
    with pytest.raises(Invalid, match="おなじ"):
        change(people, words=old.words, fact=old.fact)


@pytest.mark.parametrize(("day", "is_refused"), [(24, True), (25, False)])
def test_not_on_a_day_the_old_one_was_measured(people: Cast, day: int, is_refused: bool) -> None:
    measuring.measure(by=Actor.of_job("reports.measure"), at=AT)
    if is_refused:
        with pytest.raises(Conflict, match="もう はかっています"):
            change(people, since_on=date(2026, 11, day))
    else:
        assert change(people, since_on=date(2026, 11, day)).number == 2


def test_before_it_measured_anything_it_may_be_taken_back(people: Cast) -> None:
    row = change(people).indicator
    definitions.take_back(indicator=row, by=people.by(people.aoi), at=AT)
    assert row.definitions.get().number == 1


def test_one_that_measured_stays(people: Cast) -> None:
    row = change(people, since_on=date(2026, 11, 24)).indicator
    measuring.measure(by=Actor.of_job("reports.measure"), at=AT)
    with pytest.raises(Conflict, match="もう はかった"):
        definitions.take_back(indicator=row, by=people.by(people.aoi), at=AT)
    assert set(Measurement.objects.values_list("definition__number", flat=True)) == {2}


def test_the_first_one_stays(people: Cast) -> None:
    with pytest.raises(Conflict, match="はじめの"):
        definitions.take_back(
            indicator=Indicator.objects.get(code="places_open"), by=people.by(people.aoi), at=AT
        )


def test_until_its_day_the_old_one_is_measured(people: Cast) -> None:
    change(people, since_on=date(2026, 12, 1))
    server = Actor.of_job("reports.measure")
    measuring.measure(by=server, at=AT)
    measuring.measure(by=server, at=AT + timedelta(days=7))
    rows = Measurement.objects.order_by("as_of").values_list("definition__number", flat=True)
    assert list(rows) == [1, 2]


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "tamotsu"])
def test_who_only_reads_changes_nothing(people: Cast, who: str) -> None:
    row = Indicator.objects.get(code="places_open")
    by = people.by(getattr(people, who))
    for deed in (
        lambda: definitions.change(indicator=row, **TOLD, by=by, at=AT),
        lambda: definitions.take_back(indicator=row, by=by, at=AT),
    ):
        with pytest.raises(NotFound):
            deed()
