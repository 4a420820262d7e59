"""No exporter gives out a person. Every address of data out and every command is found by itself, so a new one is in here too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.test import Client
from django.urls import reverse

from ibasho.base.kernel import clock
from ibasho.base.kernel.tables import read_table
from ibasho.cli import cli
from ibasho.front.web import api
from ibasho.town.people.models import Person, Protection
from ibasho.town.places import commands
from ibasho.town.places.actions import openings, places
from ibasho.town.places.models import (
    Claim,
    EventGroup,
    MistakeReport,
    Place,
    PlaceChange,
    PlaceNote,
    SessionReport,
    Signup,
)  # fmt: skip
from ibasho.town.places.queries import hsds
from ibasho.town.places.urls import feeds
from tests import make
from tests.people import Cast, cast

pytestmark = pytest.mark.django_db
CANARY = "カナリア"
MARKS = (CANARY, "canary", "090-0000-1234")


@pytest.fixture(autouse=True)
def after_school(monkeypatch: pytest.MonkeyPatch) -> Iterator[datetime]:
    monkeypatch.setattr(clock, "now", lambda: make.AT)
    yield make.AT


@pytest.fixture
def city() -> dict[str, Any]:
    """A protected person who has touched everything that goes out."""
    people: Cast = cast()
    hana = people.hana
    Person.objects.filter(pk=hana.pk).update(
        name=f"{CANARY}花", nickname=f"{CANARY}さん", email="canary@example.test", phone="090-0000-1234"
    )
    Protection.objects.create(person=hana, starts_on=make.MONDAY, set_at=make.AT, set_by=people.aoi)
    by = people.by(hana)
    place = places.create(
        values={"name": "みどり食堂", "kind": "kodomo_shokudo", "everyone": True, "organisation_id": people.midori.pk,
                "district_code": "M01"}, state="published", by=people.by(people.aoi), at=make.AT,
    )  # fmt: skip
    Place.objects.filter(pk=place.pk).update(
        verified_by=hana, verified_on=make.TUESDAY, verified_words=f"{CANARY}花"
    )
    make.weekly(place, 1)
    make.session(place)
    openings.close_days(
        place=place, first=make.MONDAY, last=make.MONDAY, reason="", sudden=True, by=by, at=make.AT
    )
    event = make.event(organisation=people.midori, place=place)
    day = make.event_day(event)
    _told(people, place, event, day)
    make.district()
    return {"place": place, "event": event}


def _told(people: Cast, place: Place, event: Any, day: Any) -> None:
    """What is written down about people and what people wrote."""
    EventGroup.objects.create(event=event, organisation=people.midori, name="みどり食堂の会")
    Claim.objects.create(
        place=place, organisation=people.midori, asked_at=make.AT, asked_by=people.hana, words=CANARY
    )
    PlaceChange.objects.create(
        place=place, proposed={"name": CANARY}, base_version=1, asked_at=make.AT, asked_by=people.hana
    )
    SessionReport.objects.create(session=day, note=CANARY, closed_at=make.AT, closed_by=people.hana)
    MistakeReport.objects.create(place=place, what="other", words=CANARY, told_on=make.TUESDAY)
    PlaceNote.objects.create(place=place, words=CANARY, told_on=make.TUESDAY, state="published")
    Signup.objects.create(
        token_hash="0" * 64, session=day, state="confirmed", code="1234", nickname=CANARY, heads={"adult": 1}, party=1,
        email="canary@example.test", phone="090-0000-1234", note=CANARY, person=people.hana, made_at=make.AT,
    )  # fmt: skip


def addresses(city: dict[str, Any]) -> Iterator[str]:
    """Every address of data out: the list of urls/feeds.py, in every form, and every operation of the API."""
    known = {
        "public_id": city["place"].public_id, "code": "M01", "dataset": "kodomo_shokudo", "kind": "csv",
        "service_id": hsds.service_id(city["place"]),
    }  # fmt: skip
    for pattern in feeds.urlpatterns:
        wanted = set(pattern.pattern.regex.groupindex) | set(pattern.pattern.converters)
        named = {name: known[name] for name in wanted}
        if pattern.name == "event_ics":
            named["public_id"] = city["event"].public_id
        for dataset in (
            ("kodomo_shokudo", "preschool", "public_facility", "event") if "dataset" in wanted else ("",)
        ):
            address = reverse(
                f"places:{pattern.name}", kwargs=named | ({"dataset": dataset} if dataset else {})
            )
            yield from (address, f"{address}?generation=old", f"{address}?encoding=cp932")
    for path, methods in api.schema()["paths"].items():
        names = {one["name"] for one in methods["get"].get("parameters", ())}
        whole = re.sub(r"\{(\w+)\}", lambda match: known[match[1]], path)
        yield whole + ("?full=true" if "full" in names else "?when=any" if "when" in names else "")


def test_no_address_gives_out_a_person(client: Client, city: dict[str, Any]) -> None:
    asked = list(addresses(city))
    assert len(asked) > 40
    for address in asked:
        response = client.get(address)
        assert response.status_code == 200, address
        assert_nobody(response.content, address)
    workbook = client.get(reverse("places:data_table", args=["kodomo_shokudo", "xlsx"])).content
    assert CANARY not in str([row.cells for row in read_table(workbook).rows])


def test_no_command_gives_out_a_person(city: dict[str, Any]) -> None:
    commands.register(cli)
    group = cli.commands["export"]
    assert isinstance(group, click.Group)
    mine = [
        name
        for name, one in group.commands.items()
        if one.callback and one.callback.__module__.startswith("ibasho.town.places")
    ]
    assert set(mine) == {"places", "events"}
    for name in mine:
        formats = next(one for one in group.commands[name].params if one.name == "kind").type
        assert isinstance(formats, click.Choice)
        for form in formats.choices:
            result = CliRunner().invoke(group, [name, "--format", form, "-o", "-"])
            assert result.exit_code == 0, result.output
            body = result.stdout_bytes
            assert_nobody(
                str([row.cells for row in read_table(body).rows]).encode() if form == "xlsx" else body, name
            )


def assert_nobody(body: bytes, where: str) -> None:
    texts = [body.decode("utf-8", "replace"), body.decode("cp932", "replace")]
    for text in (
        *texts,
        *(re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text) for text in texts),
    ):
        unfolded = text.replace("\r\n ", "")
        found = [mark for mark in MARKS if mark in unfolded]
        assert found == [], f"{where}: {found}"


def test_the_check_itself_finds_a_canary_in_every_encoding() -> None:
    for body in (
        CANARY.encode(),
        CANARY.encode("cp932"),
        b"\\u30ab\\u30ca\\u30ea\\u30a2",
        "カナ\r\n リア".encode(),
    ):
        with pytest.raises(AssertionError, match="カナリア"):
            assert_nobody(body, "here")
