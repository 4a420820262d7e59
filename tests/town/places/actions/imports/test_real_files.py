"""The two real files, where they are: in, again, out and into an empty copy."""

from __future__ import annotations

from typing import Any

import pytest

from ibasho.base.journal.models import Entry
from ibasho.town.places.actions import imports
from ibasho.town.places.actions.places import EDITABLE
from ibasho.town.places.datasets.rows import Dataset, Generation
from ibasho.town.places.datasets.writing import export_csv
from ibasho.town.places.models import ImportRun, OpeningRule, Place, Session
from ibasho.town.places.queries import exports
from tests import make
from tests.town.places.actions.imports.files import SERVER, numbers
from tests.town.places.datasets.files import sample

pytestmark = pytest.mark.django_db
# What a row cannot say: set anew on every way in, or the copy's own.
_NOT_SAID = {"outside_city", "district_code", "source_url"}


def _take_in(name: str, data: bytes) -> Any:
    return imports.take_in(data=data, filename=name, by=SERVER, at=make.AT)


def _all() -> dict[tuple[str, str], dict[str, Any]]:
    names = [*sorted(EDITABLE - _NOT_SAID), "state", "paused_since", "dataset", "external_id"]
    found = {}
    for place in Place.objects.prefetch_related("opening_rules", "sessions"):
        rules = [rule.as_opening() for rule in place.opening_rules.all()]
        days = sorted((str(one.day), str(one.starts), str(one.ends)) for one in place.sessions.all())
        values = {name: getattr(place, name) for name in names}
        found[place.municipality_code, place.external_id] = values | {"rules": rules, "days": days}
    return found


def test_605_places_of_tokyo_come_in_and_none_is_refused() -> None:
    report = _take_in("tokyo.csv", sample("tokyo.csv"))
    assert numbers(report) == (605, 0, 0, 0, 0)
    assert report.hours == {"certain": 108, "words": 180, "none": 317}
    assert Place.objects.filter(lat__isnull=False).count() == 546  # 2 more ask not to be found
    assert dict(Place.objects.values_list("name", "state").filter(state="paused")) == {
        "四宮ごはん": "paused", "メルティング・ダイニング": "paused",
    }  # fmt: skip
    sure = set(Place.objects.filter(opening_certain=True).values_list("pk", flat=True))
    assert set(Session.objects.values_list("place_id", flat=True)) <= sure
    assert Entry.objects.filter(verb="places.place.create").count() == 605


def test_okinawas_hours_may_change_and_so_promise_nothing() -> None:
    report = _take_in("okinawa_472115.csv", sample("okinawa_472115.csv"))
    assert (numbers(report), report.counts()["empty_rows"]) == ((10, 0, 0, 0, 0), 989)
    assert Session.objects.count() == 0
    assert OpeningRule.objects.filter(pattern="irregular").exclude(weekdays=[]).count() == 10


@pytest.mark.parametrize("name", ["tokyo.csv", "okinawa_472115.csv"])
def test_a_second_time_changes_nothing(name: str) -> None:
    _take_in(name, sample(name))
    before = list(Place.objects.order_by("pk").values()), list(Session.objects.order_by("pk").values())
    created, updated, unchanged, missing, _ = numbers(_take_in(name, sample(name)))
    assert (created, updated, missing, unchanged) == (0, 0, 0, Place.objects.count())
    assert (
        list(Place.objects.order_by("pk").values()),
        list(Session.objects.order_by("pk").values()),
    ) == before
    assert ImportRun.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "generation"), [("tokyo.csv", Generation.NEW), ("okinawa_472115.csv", Generation.OLD)]
)
def test_an_empty_copy_gets_the_same_places_with_the_same_days(name: str, generation: Generation) -> None:
    _take_in(name, sample(name))
    before = _all()
    at_home = exports.home()
    rows = [exports.as_row(place, at_home) for place in Place.objects.order_by("pk")]
    written = export_csv(rows, Dataset.KODOMO_SHOKUDO, generation).data
    Place.objects.all().delete()
    _take_in("back.csv", written)
    after = _all()
    assert set(after) == set(before)
    wrong = {
        (key, field): (before[key][field], after[key][field])
        for key in before
        for field in before[key]
        if before[key][field] != after[key][field]
    }
    assert wrong == {}
