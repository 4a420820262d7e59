"""The quarter that runs is nowhere: a note of today moves nothing that anybody sees before the next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from ibasho.base.kernel import clock
from ibasho.rooms.care.facts.coverage import FACTS
from ibasho.rooms.care.models import NotesFrom, Notice
from ibasho.rooms.care.queries import coverage
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast
from tests.rooms.care import ground

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
LONG_AGO = datetime(2026, 4, 1, 9, tzinfo=clock.JST)


@pytest.fixture
def people() -> Cast:
    make.district()
    make.district("M02", "月見", "つきみ")
    return cast()


def wrote(place: Place, month: date, notes: int = 1) -> None:
    NotesFrom.objects.create(place=place, month=month, notes=notes)


def test_a_place_is_heard_from_the_quarter_after_its_note(people: Cast) -> None:
    place = make.place(district_code="M01", created_at=LONG_AGO)
    wrote(place, date(2026, 11, 1), 12)
    for day in (date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 31)):
        found = coverage.coverage(day)
        assert (found.whole.wrote, found.whole.band) == (0, "なし")
        assert list(coverage.silent(found)) == [place]
    found = coverage.coverage(date(2027, 1, 1))
    assert (found.whole.wrote, found.whole.band) == (1, "10～19")
    assert not coverage.silent(found).exists()


def test_after_a_year_of_silence_a_place_is_silent_again(people: Cast) -> None:
    place = make.place(district_code="M01")
    wrote(place, date(2025, 11, 1))
    assert coverage.coverage(date(2026, 12, 31)).whole.wrote == 1
    assert coverage.coverage(date(2027, 1, 1)).whole.wrote == 0


def test_what_is_counted_stands_in_the_city_and_is_open(people: Cast) -> None:
    make.place("よそ", outside_city=True)
    make.place("下書き", state="draft")
    make.place("おわり", state="ended")
    place = make.place("月見ひろば", district_code="M02")
    found = coverage.coverage(TODAY)
    assert [one.public_id for one in found.places] == [place.public_id]
    assert {one.district: one.places for one in found.areas} == {"M01": 0, "M02": 1}


def test_two_days_of_a_quarter_look_equal_whatever_comes_between(people: Cast) -> None:
    place = make.place(district_code="M01")
    many(people, place, 12)
    before = coverage.coverage(date(2026, 10, 2)), coverage.times(date(2026, 10, 2))
    wrote(place, date(2026, 11, 1), 40)
    late = clock.at(date(2026, 11, 20), ground.AT.timetz().replace(tzinfo=None))
    Notice.objects.filter(state="taken").update(state="answered", answered_at=late, answered_by=people.sumi)
    ground.notice(people, place, received_at=late)
    assert (coverage.coverage(TODAY), coverage.times(TODAY)) == before


def test_time_is_told_of_ten_notes_and_never_of_fewer(people: Cast) -> None:
    place = make.place(district_code="M01")
    many(people, place, 9)
    assert not coverage.times(TODAY).taken.enough
    many(people, place, 1)
    found = coverage.times(TODAY)
    assert (found.taken.enough, found.taken.days) == (True, 1.0)
    assert (found.answered.enough, found.answered.days) == (True, None)  # nobody was answered in that quarter


def test_a_glad_note_has_no_clock_but_that_of_thanks(people: Cast) -> None:
    place = make.place(district_code="M01")
    many(people, place, 10, pace="glad", check_by=None)
    found = coverage.times(TODAY)
    assert not found.taken.enough and not found.checked.enough and found.answered.enough


def test_the_facts_hold_no_number_of_notes(people: Cast) -> None:
    place = make.place(district_code="M01")
    make.place("月見ひろば", district_code="M02")
    wrote(place, date(2026, 9, 1), 7)
    found = {name: make_fact(TODAY) for name, make_fact in FACTS.items()}
    assert found["places_heard_share"].value == 50.0 and found["places_heard_share"].n == 2
    assert found["areas_silent"].value == 1
    assert found["days_to_take"].value is None and found["days_to_take"].marks
    assert {one.as_of for one in found.values()} == {date(2026, 9, 30)}


def many(people: Cast, place: Place, n: int, **changed: Any) -> None:
    """Came at noon on the fifth of September, taken a day later."""
    came = datetime(2026, 9, 5, 12, tzinfo=clock.JST)
    for _note in range(n):
        given = {"received_at": came, "taken_at": came + timedelta(days=1), "answer_by": date(2026, 9, 12)}
        ground.notice(people, place, **{**given, **changed})
