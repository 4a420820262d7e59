"""A figure of the years before: Aoi writes it down from a published paper, and it stands before the software's own count."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.base.kernel.facts import Mark
from ibasho.front.reports.actions import earlier
from ibasho.front.reports.models import Indicator, Measurement
from ibasho.town.people.models import Person
from tests.front.reports.ground import deck
from tests.make import AT
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
R6_END = date(2025, 3, 31)
PAPER = "令和6年度 事業報告書 3ページ"


def noted(people: Cast, *, by: Person | None = None, on: date = R6_END, source: str = PAPER) -> Measurement:
    return earlier.note(
        indicator=Indicator.objects.get(code="places_open"), as_of=on, value=31, unit="か所", source=source,
        by=Actor(person_id=(by or people.aoi).pk), at=AT,
    )  # fmt: skip


def test_it_is_kept_as_published_with_its_source() -> None:
    people = cast()
    deck(people)
    row = noted(people)
    assert (row.value, row.marks, row.source, row.place_code) == (31, [Mark.PUBLISHED], PAPER, "")
    entry = Entry.objects.get(verb="reports.measurement.note_earlier")
    assert entry.data == {"indicator": "places_open", "as_of": "2025-03-31"}


def test_without_a_source_it_is_hearsay() -> None:
    people = cast()
    deck(people)
    with pytest.raises(Invalid, match="出典"):
        noted(people, source="  ")


def test_the_same_day_is_written_down_once() -> None:
    people = cast()
    deck(people)
    noted(people)
    with pytest.raises(Conflict, match="もう あります"):
        noted(people)
    assert Measurement.objects.count() == 1


def test_nobody_writes_over_what_was_counted() -> None:
    people = cast()
    deck(people)
    own = noted(people)
    Measurement.objects.create(
        definition=own.definition, as_of=date(2026, 4, 30), value=33, unit="か所", audience="public", source="s", query="q",
        measured_at=AT,
    )  # fmt: skip
    with pytest.raises(Conflict, match="数えはじめる前"):
        noted(people, on=date(2026, 5, 31))
    assert noted(people, on=date(2026, 3, 31)).value == 31


@pytest.mark.parametrize("who", ["mado", "tsubaki", "hana", "ken", "tamotsu"])
def test_only_who_keeps_the_figures_may(who: str) -> None:
    people = cast()
    deck(people)
    with pytest.raises(NotFound):
        noted(people, by=getattr(people, who))


@pytest.mark.parametrize("day", [AT.date(), date(2030, 3, 31)])
def test_a_day_that_is_not_over_is_no_earlier_one(day: date) -> None:
    people = cast()
    deck(people)
    with pytest.raises(Invalid, match="すんだ日"):
        noted(people, on=day)
    assert not Measurement.objects.exists()
