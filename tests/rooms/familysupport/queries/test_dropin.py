"""Where room is left for a child on a day."""

from __future__ import annotations

from datetime import date

import pytest

from ibasho.rooms.familysupport.models import DropInCare, DropInDay
from ibasho.rooms.familysupport.queries import dropin
from ibasho.town.places.models import ClosedDays
from tests import make
from tests.people import cast

pytestmark = pytest.mark.django_db
DAY = make.TUESDAY


def care(name: str, served: int | None = None, **fields: object) -> DropInCare:
    place = make.place(name, kind="temporary_care", phone="0537-11-1111", **fields)
    row = DropInCare.objects.create(place=place, capacity=4, booking_words="電話で")
    if served is not None:
        DropInDay.objects.create(care=row, day=DAY, capacity=4, served=served, turned_away=1)
    return row


def test_places_with_room_come_first_and_full_or_closed_ones_are_not_told() -> None:
    care("あさひ園")
    care("にじ園", served=3)
    care("まんいん園", served=4)
    care("したがき園", state="draft")
    make.session(care("ひらく園").place, DAY)
    shut = care("とじる園")
    make.weekly(shut.place, 4)
    closed = care("おやすみ園")
    make.session(closed.place, DAY)
    ClosedDays.objects.create(place=closed.place, first=DAY, last=DAY, told_at=make.AT)
    found = dropin.free_on(DAY)
    assert [(one.place.name, one.left) for one in found] == [("にじ園", 1), ("あさひ園", None), ("ひらく園", None)]  # fmt: skip
    assert (found[0].ages, found[0].phone, found[0].booking) == (
        "6か月から 6歳まで",
        "0537-11-1111",
        "電話で",
    )


def test_a_constant_number_of_statements(django_assert_max_num_queries: object) -> None:
    for n in range(12):
        care(f"園{n}", served=1)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        assert len(dropin.free_on(DAY)) == 12


def test_sums_of_a_year_stop_at_today() -> None:
    row = care("にじ園", served=3)
    DropInDay.objects.create(care=row, day=date(2026, 11, 30), capacity=4, served=4)  # booked ahead
    found = dict(dropin.months(2026, today=DAY))
    assert list(found) == [date(2026, month, 1) for month in range(4, 12)]
    assert (found[date(2026, 11, 1)].use_percent, found[date(2026, 11, 1)].turned_away) == (75.0, 1)
    assert dropin.counted(date(2026, 4, 1), date(2027, 3, 31), today=DAY)[row.place.pk].served == 3


def test_each_group_sees_its_own_places() -> None:
    people = cast()
    care("にじ園", organisation=people.midori)
    assert [one.name for one in dropin.places(people.by(people.hana), make.AT)] == ["にじ園"]
    assert list(dropin.places(people.by(people.ken), make.AT)) == []
