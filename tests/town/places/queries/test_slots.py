"""The sessions of places over several days: a closure is stronger than a session, on its own days and its own place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ibasho.town.places.models import ClosedDays, Place
from ibasho.town.places.queries import slots
from tests import make

pytestmark = pytest.mark.django_db
DAYS = tuple(make.TUESDAY + timedelta(days=number) for number in range(4))


@pytest.fixture
def places() -> tuple[Place, Place]:
    """Both are open on four days; the first is shut on the second and third of them."""
    first, second = make.place("やすむ"), make.place("あく")
    for day in DAYS:
        make.session(first, day)
        make.session(second, day)
    ClosedDays.objects.create(place=first, first=DAYS[1], last=DAYS[2], told_at=make.AT)
    return first, second


def shut(found: slots.Slots, place: Place) -> list[date]:
    return sorted(one.day for one in found[place.pk] if one.cancelled)


def test_a_closure_shuts_its_days_and_no_others(places: tuple[Place, Place]) -> None:
    first, second = places
    found = slots.of_days(Place.objects.all(), DAYS[0], DAYS[3])
    assert shut(found, first) == [DAYS[1], DAYS[2]]
    assert shut(found, second) == []
    assert len(found[first.pk]) == 4


@pytest.mark.parametrize(("number", "closed"), [(0, False), (1, True), (2, True), (3, False)])
def test_one_day_says_the_same(places: tuple[Place, Place], number: int, closed: bool) -> None:
    found = slots.of_day(Place.objects.all(), DAYS[number])
    assert [one.cancelled for one in found[places[0].pk]] == [closed]


def test_a_closure_that_only_reaches_into_the_days_counts(places: tuple[Place, Place]) -> None:
    assert shut(slots.of_days(Place.objects.all(), DAYS[2], DAYS[3]), places[0]) == [DAYS[2]]


def test_two_closures_of_one_place_are_both_kept(places: tuple[Place, Place]) -> None:
    ClosedDays.objects.create(place=places[0], first=DAYS[0], last=DAYS[0], told_at=make.AT)
    found = slots.of_days(Place.objects.all(), DAYS[0], DAYS[3])
    assert shut(found, places[0]) == [DAYS[0], DAYS[1], DAYS[2]]


def test_the_next_day_of_a_place_is_one_on_which_it_is_open(places: tuple[Place, Place]) -> None:
    found = slots.next_of_each(Place.objects.all(), DAYS[0])
    assert [one.day for one in found[places[0].pk]] == [DAYS[3]]
    assert [one.day for one in found[places[1].pk]] == [DAYS[1]]
    assert places[0].pk not in slots.next_of_each(Place.objects.all(), DAYS[0], DAYS[2])


def test_of_sessions_that_are_known_todays_and_the_next_are_the_same_ones(
    places: tuple[Place, Place],
) -> None:
    make.session(places[1], DAYS[1], starts=None, ends=None)
    known = slots.of_days(Place.objects.all(), DAYS[0], DAYS[3])
    everywhere = Place.objects.all()
    for number, day in enumerate(DAYS[:3]):
        ahead = {pk: [one for one in some if one.day >= day] for pk, some in known.items()}
        assert slots.parted(ahead, day) == (
            slots.of_day(everywhere, day), slots.next_of_each(everywhere, day),
        ), number  # fmt: skip
    assert slots.parted({places[0].pk: []}, DAYS[0]) == ({}, {})
