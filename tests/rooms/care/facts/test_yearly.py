"""Notes and referrals of a 年度 as everybody may read them: at least so many, of quarters that are over, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from ibasho.base.kernel.facts import Audience, Fact, Mark, Span
from ibasho.rooms.care import facts
from ibasho.rooms.care.models import NotesFrom
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
R8 = Span.of(2026, make.TUESDAY)
R7 = Span.of(2025, make.TUESDAY)


def notes(place: Place, month: date, count: int) -> NotesFrom:
    return NotesFrom.objects.create(place=place, month=month, notes=count)


def received(span: Span) -> Fact:
    return facts.YEAR["notes_received"](span)


def begun(span: Span) -> Fact:
    return facts.YEAR["referrals_begun"](span)


def test_nothing_ever_came_is_zero() -> None:
    for make_one in (received, begun):
        found = make_one(R8)
        assert (found.value, found.marks, found.audience) == (0, {Mark.PARTIAL}, Audience.PUBLIC)
        assert "9月まで" in found.source and found.as_of == date(2026, 9, 30)


@pytest.mark.parametrize(
    ("count", "value"), [(1, None), (9, None), (10, 10), (19, 10), (20, 20), (49, 20), (50, 50), (480, 100)]
)
def test_a_number_is_where_its_band_begins(count: int, value: int | None) -> None:
    notes(make.place(), date(2026, 4, 1), count)
    found = received(R8)
    assert found.value == value and found.n is None
    assert (Mark.SUPPRESSED in found.marks) is (value is None) and (Mark.AT_LEAST in found.marks) is (
        value is not None
    )


def test_what_came_in_this_quarter_moves_nothing() -> None:
    here = make.place()
    notes(here, date(2026, 9, 1), 12)
    before = received(R8)
    notes(here, date(2026, 10, 1), 400)
    notes(here, date(2026, 11, 1), 400)
    assert received(R8) == before and before.value == 10
    assert received(Span.of(2026, date(2026, 12, 31))).as_of == date(2026, 9, 30)
    assert received(Span.of(2026, date(2027, 1, 1))).value == 100


def test_before_the_first_quarter_is_over_nothing_is_told() -> None:
    notes(make.place(), date(2026, 4, 1), 40)
    for make_one in (received, begun):
        assert make_one(Span.of(2026, date(2026, 6, 30))).value is None
    assert received(Span.of(2026, date(2026, 7, 1))).value == 20


def test_a_year_that_is_over_counts_from_april_to_march() -> None:
    here = make.place()
    for month in (date(2025, 3, 1), date(2025, 4, 1), date(2026, 3, 1), date(2026, 4, 1)):
        notes(here, month, 10)
    found = received(R7)
    assert (found.value, found.marks) == (20, {Mark.AT_LEAST}) and "令和7年度" in found.source
    assert received(Span.of(2023, make.TUESDAY)).value is None, (
        "before anything was written down, or after it went"
    )


def test_children_who_came_are_counted_as_little_as_notes() -> None:
    people = cast()
    here = make.place(organisation=people.midori)
    welcomed(people, here, date(2026, 3, 31), 12)
    welcomed(people, here, date(2026, 4, 1), 9)
    assert begun(R7).value == 10
    found = begun(R8)
    assert found.value is None and Mark.SUPPRESSED in found.marks, "nine are few"
    welcomed(people, here, date(2026, 10, 1), 30)  # this quarter
    assert begun(R8) == found
    welcomed(people, here, date(2026, 9, 30), 1)
    assert (begun(R8).value, begun(R8).audience) == (10, Audience.PUBLIC)


def test_the_same_few_statements_however_many(django_assert_num_queries: Callable[[int], Any]) -> None:
    for n in range(6):
        notes(make.place(f"ばしょ{n}"), date(2026, 5, 1), 4)
    with django_assert_num_queries(1):
        assert received(R8).value == 20
    with django_assert_num_queries(2):
        begun(R8)


def welcomed(people: Cast, here: Place, day: date, count: int) -> None:
    told = {"state": "arrived", "answered_at": make.AT, "answered_by": people.hana, "arrived_at": make.AT}
    for _each in range(count):
        ground.referral(people, here, arrived_on=day, arrived_by=people.sumi, **told)
