"""What the imported places stand among in the scratch copy. Runs in a process of its own, where Django stands.

The ground of みほん市 (outline, districts, towns, paces); then events and closed days, so that no page is quick only
because a table is empty.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from demo import city
from demo.loading.chapters import areas
from demo.loading.work import Work
from ibasho.base.kernel import clock
from ibasho.town.places.models import ClosedDays, Event, Place, Session

EVENTS = 500
EVENT_DAYS = 60
CLOSED_EVERY = 50  # one place of so many is closed today
SUDDEN = 5


def load() -> None:
    at = clock.now()
    areas.load(city.build(today=clock.day(at)), Work(at=at))


def add_life() -> None:
    at = clock.now()
    places = list(Place.objects.order_by("pk").values_list("pk", flat=True))
    _events(places, at)
    _closures(places[::CLOSED_EVERY], at)


def _events(places: list[int], at: datetime) -> None:
    events = [
        Event(
            title=f"もよおし{number}", state=Event.State.PUBLISHED, place_id=places[number * 7 % len(places)],
            signup=True, capacity=20, created_at=at, updated_at=at, published_at=at,
        )
        for number in range(EVENTS)
    ]  # fmt: skip
    Event.objects.bulk_create(events)
    Session.objects.bulk_create(
        Session(
            event=event, place_id=event.place_id, by_hand=True, starts=time(13), ends=time(23, 30),
            day=clock.day(at) + timedelta(days=number % EVENT_DAYS),
        )
        for number, event in enumerate(events)
    )  # fmt: skip


def _closures(places: list[int], at: datetime) -> None:
    today = clock.day(at)
    ClosedDays.objects.bulk_create(
        ClosedDays(
            place_id=place, first=today, last=today + timedelta(days=1), sudden=number < SUDDEN, told_at=at
        )
        for number, place in enumerate(places)
    )
