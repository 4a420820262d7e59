"""Export → import into an empty copy gives the same places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, Literal

import pytest
from django.conf import settings

from ibasho.base.kernel import clock
from ibasho.base.kernel.actor import Actor
from ibasho.town.places.actions import imports
from ibasho.town.places.datasets.entries import RESTRICTED_TO
from ibasho.town.places.datasets.rows import Dataset
from ibasho.town.places.datasets.writing import filename_of
from ibasho.town.places.models import Event, OpeningRule, Place
from ibasho.town.places.queries import exports
from ibasho.town.places.rules.kinds import NEVER_FOR_ALL, PlaceKind
from tests import make

pytestmark = pytest.mark.django_db
BY = Actor.of_job("test")
CODE = settings.IBASHO_CITY["code"]
# What a column of all three shapes holds.
EVERYWHERE = (
    "name", "kana", "kind", "address", "building", "lat", "lng", "phone", "url", "municipality_code",
    "restricted", "state",
)  # fmt: skip
ONLY_IN = {
    Dataset.KODOMO_SHOKUDO: (
        "description", "everyone", "stages", "alone_from", "fee_infant_yen", "fee_elementary_yen", "fee_junior_yen",
        "fee_high_yen", "fee_adult_yen", "fee_note", "booking", "booking_note", "capacity", "contact_email", "organisation_name",
    ),
    Dataset.CHILDCARE: ("access_note", "parking_note", "capacity", "postal_code", "contact_email", "organisation_name"),
    Dataset.FACILITY: ("description", "postal_code", "contact_email"),
}  # fmt: skip


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


def town() -> None:
    """One of every kind, with what people write into the fields."""
    for number, kind in enumerate(PlaceKind):
        closed = kind in NEVER_FOR_ALL
        place = make.place(
            f"みんなの ばしょ{number}", kind=kind.value, kana=f"ミンナノバショ{number}", description="みんなで 食べます。",
            address=f"みほん県みほん市虹橋{number}-2", building="虹橋公民館 2階", lat=round(34.15 + number / 1000, 4), lng=round(138.15 + number / 1000, 4),
            phone="000-000-0000", url=f"https://example.jp/{number}", organisation_name="みどりの会", municipality_code=CODE,
            everyone=None if closed else True, alone_from="" if closed else "upper", fee_elementary_yen=0, fee_adult_yen=300,
            fee_note="回数券あり", booking="needed", booking_note="要予約", capacity=30, contact_email="midori@example.jp",
            access_note="駅から 歩いて 5分", parking_note="3台", postal_code="000-0000", restricted=closed,
            restricted_to=RESTRICTED_TO.get(kind, ""),
        )  # fmt: skip
        for position, rule in enumerate(RULES[number % len(RULES)]):
            OpeningRule.objects.create(place=place, position=position, **rule)


RULES: list[list[dict[str, Any]]] = [
    [{"pattern": "weekly", "weekdays": [1, 3], "starts": time(15), "ends": time(18)}],
    [{"pattern": "monthly_nth", "weekdays": [5], "nth": [2, 4], "starts": time(11), "ends": time(13)}],
    [
        {"pattern": "weekly", "weekdays": [2], "starts": time(15), "ends": time(18)},
        {"pattern": "weekly", "weekdays": [5], "starts": time(10), "ends": clock.END_OF_DAY},
    ],
    [
        {
            "pattern": "fortnightly",
            "weekdays": [5],
            "anchor": date(2026, 11, 28),
            "starts": time(10),
            "ends": time(12),
        }
    ],
    [
        {
            "pattern": "weekly",
            "weekdays": [1],
            "starts": time(15),
            "holiday": "closed",
            "season": "school_term",
        }
    ],
    [],
]


def files(kind: Literal["csv", "xlsx"], encoding: Literal["utf-8-sig", "cp932"]) -> dict[str, bytes]:
    return {
        filename_of(CODE, dataset, kind): exports.table(dataset, kind, encoding=encoding).data
        for dataset in Dataset
    }


def take_in(found: dict[str, bytes]) -> None:
    for name, data in found.items():
        report = imports.take_in(
            data=data, filename=name, source=imports.Source("みほん市"), by=BY, at=make.AT
        )
        assert report.rejected == 0, report.lines()


def looks() -> dict[str, dict[str, Any]]:
    """Everything the shapes can hold of each place, by name."""
    found = {}
    for place in Place.objects.prefetch_related("opening_rules"):
        names = (*EVERYWHERE, *ONLY_IN[exports.dataset_of(place)])
        values = {name: getattr(place, name) for name in names}
        rules = [rule.as_opening() for rule in place.opening_rules.all()]
        found[place.name] = {**values, "rules": rules, "dataset": exports.dataset_of(place)}
    return found


def differences(before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]) -> list[str]:
    assert set(before) == set(after)
    return [
        f"{name}.{field}: {before[name][field]!r} → {after[name][field]!r}"
        for name in before
        for field in before[name]
        if before[name][field] != after[name].get(field)
    ]


@pytest.mark.parametrize(
    ("kind", "encoding"), [("csv", "utf-8-sig"), ("csv", "cp932"), ("xlsx", "utf-8-sig")]
)
def test_an_empty_copy_gets_the_same_places(
    kind: Literal["csv", "xlsx"], encoding: Literal["utf-8-sig", "cp932"]
) -> None:
    town()
    before, sent = looks(), files(kind, encoding)
    Place.objects.all().delete()
    take_in(sent)
    assert differences(before, looks()) == []
    if kind == "csv":
        assert files(kind, encoding) == sent


def test_the_own_files_taken_in_again_change_nothing() -> None:
    town()
    sent = files("csv", "utf-8-sig")
    Place.objects.all().delete()
    take_in(sent)
    versions = dict(Place.objects.values_list("name", "version"))
    take_in(sent)
    assert dict(Place.objects.values_list("name", "version")) == versions


def test_a_paused_place_comes_in_paused() -> None:
    make.place(
        municipality_code=CODE, state="paused", paused_since=date(2026, 11, 1), address="みほん市虹橋1"
    )
    sent = files("csv", "utf-8-sig")
    Place.objects.all().delete()
    take_in(sent)
    assert Place.objects.get().state == "paused"


def test_an_empty_copy_gets_the_same_events() -> None:
    event = make.event(
        municipality_code=CODE, free_of_charge=True, audience_note="小学生", phone="000-000-0000"
    )
    for day in (24, 25, 30):
        make.event_day(event, date(2026, 11, day))
    sent = files("csv", "utf-8-sig")
    Event.objects.all().delete()
    take_in(sent)
    days = sorted(
        (one.title, session.day, session.starts, session.ends)
        for one in Event.objects.all()
        for session in one.sessions.all()
    )
    assert days == [(event.title, date(2026, 11, day), time(16), time(18)) for day in (24, 25, 30)]
