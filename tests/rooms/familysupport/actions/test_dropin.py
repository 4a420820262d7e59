"""A nursery counts a month of 一時預かり."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import Conflict, Invalid, NotFound
from ibasho.rooms.familysupport.actions import dropin
from ibasho.rooms.familysupport.models import DropInCare
from ibasho.rooms.familysupport.rules.dropin import Line
from ibasho.town.people.models import Person
from ibasho.town.places.models import Place
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
TODAY = make.TUESDAY
CARE = {
    "months_min": 6,
    "months_max": 83,
    "capacity": 4,
    "booking_words": "前の日の 17時までに 電話",
    "fee_words": "",
}


@pytest.fixture
def people() -> Cast:
    return cast()


@pytest.fixture
def place(people: Cast) -> Place:
    return make.place("にじ保育園", kind="temporary_care", organisation=people.midori)


def care(place: Place, by: Person, people: Cast, **fields: object) -> DropInCare:
    return dropin.set_care(place=place, **{**CARE, **fields}, by=people.by(by), at=make.AT)  # type: ignore[arg-type]


def write(row: DropInCare, lines: list[Line], by: Person, people: Cast) -> int:
    return dropin.write_days(care=row, lines=lines, by=people.by(by), at=make.AT)


def test_the_adviser_sets_it_and_the_place_counts_a_month_at_once(people: Cast, place: Place) -> None:
    row = care(place, people.megumi, people)
    first = date(2026, 11, 2)
    lines = [Line(first + timedelta(days=n), 4, n % 5, 1 if n == 3 else 0) for n in range(5)]
    assert write(row, lines, people.hana, people) == 5
    assert write(row, lines, people.hana, people) == 0  # the same again changes nothing
    assert [one.served for one in row.days.order_by("day")] == [0, 1, 2, 3, 4]
    corrected = [Line(first, 4, None, None), Line(first + timedelta(days=1), 3, 2, None)]
    assert write(row, corrected, people.hana, people) == 2
    assert [(one.day.day, one.capacity, one.served) for one in row.days.order_by("day")[:2]] == [(3, 3, 2), (4, 4, 2)]  # fmt: skip
    assert Entry.objects.filter(verb="familysupport.drop_in.count").count() == 2


def test_the_city_sets_it_too_and_strangers_do_neither(people: Cast, place: Place) -> None:
    row = care(place, people.aoi, people, capacity=6)
    assert DropInCare.objects.get().capacity == row.capacity == 6
    for stranger in (people.hana, people.ken, people.mado, people.tamotsu):
        with pytest.raises(NotFound):
            care(place, stranger, people)
    for stranger in (people.ken, people.tsubaki, people.tamotsu):
        with pytest.raises(NotFound):
            write(row, [Line(TODAY, 4, 1, 0)], stranger, people)


def test_what_can_not_be_is_refused(people: Cast, place: Place) -> None:
    with pytest.raises(Invalid) as refused:
        care(place, people.megumi, people, months_min=24, months_max=12)
    assert list(refused.value.fields) == ["months_max"]
    with pytest.raises(Conflict, match="種類"):
        care(make.place("みどり食堂"), people.megumi, people)
    row = care(place, people.megumi, people)
    with pytest.raises(Invalid, match="先すぎます"):
        write(row, [Line(TODAY, 4, 1, 0), Line(TODAY + timedelta(days=93), 4, 1, 0)], people.hana, people)
    assert row.days.count() == 0  # all or nothing
