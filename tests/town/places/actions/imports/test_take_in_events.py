"""Events of a file: their days, and what happens when the file changes its mind."""

from __future__ import annotations

from datetime import date, time

import pytest

from ibasho.base.journal.models import Entry
from ibasho.base.kernel.errors import NotAllowed
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.models import Event, Session
from tests import make
from tests.people import cast
from tests.town.places.actions.imports.files import numbers, take_in, told
from tests.town.places.datasets import files

pytestmark = pytest.mark.django_db

ROW = files.EVENT | {"開始日": "2026-12-05", "終了日": "2026-12-05"}


def events(*changes: dict[str, str]) -> bytes:
    rows = [
        ROW | {"NO": str(number), "イベント名": f"あそび場{number}", "場所名称": f"広場{number}"} | change
        for number, change in enumerate(changes, 1)
    ]
    return files.make(Dataset.EVENT, Generation.OLD, *rows)


def _days() -> list[tuple[date, time | None, time | None]]:
    return list(Session.objects.order_by("day").values_list("day", "starts", "ends"))


def test_an_event_becomes_public_with_its_day() -> None:
    assert numbers(take_in(events({}))) == (1, 0, 0, 0, 0)
    event = Event.objects.get()
    assert (event.state, event.venue_name, event.free_of_charge, event.published_at) == (
        "published", "広場1", True, make.AT,
    )  # fmt: skip
    assert _days() == [(date(2026, 12, 5), time(10), time(15))]
    assert Entry.objects.filter(verb="places.event.create", object_id=str(event.pk)).exists()


def test_the_same_file_twice_changes_nothing() -> None:
    take_in(events({}, {}))
    before = list(Event.objects.values()), list(Session.objects.values())
    assert numbers(take_in(events({}, {}))) == (0, 0, 2, 0, 0)
    assert (list(Event.objects.values()), list(Session.objects.values())) == before


def test_a_long_run_without_words_promises_only_its_two_ends() -> None:
    report = take_in(events({"終了日": "2026-12-25"}))
    assert [day for day, _, _ in _days()] == [date(2026, 12, 5), date(2026, 12, 25)]
    assert "days_unsure" in told(report)


def test_another_day_moves_the_event() -> None:
    take_in(events({}))
    assert numbers(take_in(events({"開始日": "2026-12-06", "終了日": "2026-12-06"}))) == (0, 1, 0, 0, 0)
    assert _days() == [(date(2026, 12, 6), time(10), time(15))]


def test_a_day_somebody_added_here_stays() -> None:
    take_in(events({}))
    Session.objects.create(event=Event.objects.get(), day=date(2026, 12, 12))
    report = take_in(events({"開始日": "2026-12-06", "終了日": "2026-12-06"}))
    assert [day for day, _, _ in _days()] == [date(2026, 12, 5), date(2026, 12, 12)]
    assert "kept_here" in told(report)


def test_an_event_called_off_in_the_file_is_called_off_here() -> None:
    take_in(events({}))
    take_in(events({"イベント名": "【中止】あそび場1"}))
    assert (Event.objects.get().state, Session.objects.get().state) == ("cancelled", "cancelled")


def test_words_about_rain_call_nothing_off() -> None:
    take_in(events({"開始日時特記事項": "雨天中止"}))
    assert Event.objects.get().state == "published"


def test_an_event_without_a_venue_says_so() -> None:
    report = take_in(events({"場所名称": "", "住所": ""}))
    assert Event.objects.get().venue_name == "会場は 資料に 書いてありません"
    assert "no_venue" in told(report)


def test_only_events_still_to_come_are_marked_as_gone() -> None:
    take_in(events({}, {}, {"開始日": "2026-05-05", "終了日": "2026-05-05"}))
    assert numbers(take_in(events({}))) == (0, 0, 1, 1, 0)
    assert [event.title for event in Event.objects.filter(missing_since__isnull=False)] == ["あそび場2"]


def test_seats_given_out_here_are_not_counted_by_the_file() -> None:
    take_in(events({}))
    Event.objects.update(signup=True, capacity=12)
    take_in(events({"定員": "5"}))
    assert Event.objects.get().capacity == 12


def test_only_the_city_may() -> None:
    people = cast()
    with pytest.raises(NotAllowed):
        take_in(events({}), by=people.by(people.hana))
