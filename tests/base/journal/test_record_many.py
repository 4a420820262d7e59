"""One deed on many things: as many entries, one moment, one statement."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from procrastinate.contrib.django import app as jobs

from ibasho.base.journal import actions, followers
from ibasho.base.journal.models import Entry
from ibasho.base.kernel.actor import Actor, Via
from tests import make

BY = Actor.of_job("places.import")
THINGS: list[tuple[object, dict[str, Any]]] = [(7, {"state": "published"}), (9, {"state": "paused"})]


@pytest.mark.django_db
def test_each_thing_has_its_own_entry() -> None:
    actions.record_many("places.place.create", noun="places.Place", things=THINGS, by=BY, at=make.AT)
    rows = Entry.objects.order_by("pk").values_list("object_id", "verb", "job", "data")
    assert list(rows) == [
        ("7", "places.place.create", "places.import", {"state": "published"}),
        ("9", "places.place.create", "places.import", {"state": "paused"}),
    ]
    assert len(set(Entry.objects.values_list("transaction", flat=True))) == 1


@pytest.mark.django_db
def test_a_thousand_things_are_one_statement(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        actions.record_many(
            "places.place.create",
            noun="places.Place",
            things=[(n, {}) for n in range(1000)],
            by=BY,
            at=make.AT,
        )


@pytest.mark.django_db
def test_followers_hear_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[str] = []
    monkeypatch.setattr(followers, "wake", lambda entry: woken.append(entry.object_id))
    actions.record_many("places.place.create", noun="places.Place", things=THINGS, by=BY, at=make.AT)
    assert woken == ["7", "9"]


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(RuntimeError):
        actions.record_many("places.place.create", noun="places.Place", things=THINGS, by=BY, at=make.AT)
    assert not Entry.objects.exists()


def test_who_hears_of_people_alone_is_not_woken_by_a_file_or_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(followers._followers, "test.thing.made", {"all": False, "people": True})
    woken: list[str] = []

    def task(name: str) -> SimpleNamespace:
        woken.append(name)
        return SimpleNamespace(defer=lambda **told: None)

    monkeypatch.setattr(jobs, "configure_task", task)
    for person, via in ((1, Via.PAGE), (1, Via.IMPORT), (1, Via.COMMAND), (None, Via.JOB)):
        followers.wake(Entry(verb="test.thing.made", via=via.value, person_id=person))
    assert woken == ["all", "people", "all", "all", "all"]
